import { createHash } from 'node:crypto';
import { ourTemplate, paperFields, readTemplate } from '@weisu/papers';
import { strFromU8, unzipSync } from 'fflate';
import { openGateway, openServicePeer, PeerRefusal, type ServicePeer } from '../service-peer.fixture.js';

const id = '0193a8f0-0000-7000-8000-000000000001';
const appealId = '0193a8f0-0000-7000-8000-000000000002';
const followUpId = '0193a8f0-0000-7000-8000-000000000003';

const sheet = {
  template: readTemplate(ourTemplate('FOLLOW_UP'), paperFields.FOLLOW_UP),
  fields: { number: '回访1号', code: 'AAAA-BBBB-CCCC', outcome: '已解决' },
  ...{ followUpId, rated: true },
};
const paper = {
  ...{ id, kind: 'FOLLOW_UP', number: '回访1号', appealId, named: false, sheet },
  issuedAt: '2026-11-23T01:00:00.000Z',
};
const appellant = { kind: 'PERSON', anonymous: false, name: '欧阳**', phone: '138****8000', persons: null };
const appeal = {
  ...{ id: appealId, origin: 'REPORTED', confidential: false, appellant },
  ...{ text: '路灯不亮', address: '立新路1号', personalDataErasedAt: null },
};

describe('a printed paper', () => {
  let peer: ServicePeer;
  let gateway: Awaited<ReturnType<typeof openGateway>>;
  beforeAll(async () => {
    peer = await openServicePeer({});
    gateway = await openGateway(peer);
  });
  beforeEach(() => {
    peer.calls.length = 0;
    Object.assign(peer.answers, {
      paper: () => paper,
      recordPrint: () => true,
      appealsById: () => [appeal],
      followUpsByAppeal: () => [
        [
          { id: 'another', note: '别的' },
          { id: followUpId, note: '希望加强巡查' },
        ],
      ],
      ratingByAppeal: () => [{ comment: '谢谢' }],
      revealAppellant: () => ({ ...appellant, name: '欧阳国强', phone: '13800138000' }),
    });
  });
  afterAll(async () => {
    await gateway.stop();
    await peer.close();
  });

  const signedIn = { authorization: 'Bearer street-token' };
  const get = (file: string, headers: Record<string, string> = signedIn) =>
    gateway.inject({ url: `/papers/${file}`, headers });
  const wordsOf = async (file = `${id}.docx`): Promise<string> => {
    const { rawPayload, statusCode } = await get(file);
    expect(statusCode).toBe(200);
    return strFromU8(unzipSync(new Uint8Array(rawPayload))['word/document.xml'] ?? new Uint8Array());
  };
  const asked = () => peer.calls.map(({ operation }) => operation);
  const codeOf = async (file = `${id}.pdf`, headers?: Record<string, string>) =>
    (await get(file, headers)).json<{ error: { code: string } }>().error.code;

  it('is filled in by dispatch, and with what the appellant said by who keeps it, in the caller’s name', async () => {
    const words = await wordsOf();
    for (const word of ['回访1号', '已解决', '欧阳**', '138****8000', '路灯不亮', '希望加强巡查'])
      expect(words).toContain(word);
    expect(words).not.toContain('别的');
    expect(asked()).toEqual(['paper', 'appealsById', 'followUpsByAppeal', 'ratingByAppeal', 'recordPrint']);
    const bearers = peer.calls.map(({ headers }) => headers['authorization']);
    expect(bearers).toEqual([
      ...Array.from({ length: 4 }, () => 'Bearer street-token'),
      'Bearer gateway-token',
    ]);
  });

  it('comes as what its address says, under its number', async () => {
    const { headers, rawPayload } = await get(`${id}.pdf`);
    expect([headers['content-type'], rawPayload.subarray(0, 5).toString()]).toEqual([
      'application/pdf',
      '%PDF-',
    ]);
    expect(headers['content-disposition']).toContain(encodeURIComponent('回访1号.pdf'));
    expect((await get(`${id}.DOCX`)).headers['content-type']).toContain('wordprocessingml');
  });

  it('is written down by its digest before it is handed out, and not handed out otherwise', async () => {
    const { rawPayload } = await get(`${id}.pdf`);
    const sha256 = createHash('sha256').update(rawPayload).digest('hex');
    expect(peer.calls.at(-1)?.args).toEqual({ paperId: id, sha256 });
    peer.answers['recordPrint'] = () => {
      throw new PeerRefusal('UNAVAILABLE', 503);
    };
    expect(await codeOf()).toBe('UNAVAILABLE');
  });

  it('with the name in full is a reveal, with its purpose, and refused as that is', async () => {
    peer.answers['paper'] = () => ({ ...paper, named: true });
    expect(await wordsOf()).toContain('13800138000');
    expect(peer.calls.find(({ operation }) => operation === 'revealAppellant')?.args).toEqual({
      ...{ id: appealId, purpose: '打印群众诉求办理情况回访登记表 回访1号' },
    });
    peer.answers['revealAppellant'] = () => {
      throw new PeerRefusal('IDENTITY_CONFIDENTIAL', 403);
    };
    expect(await codeOf()).toBe('IDENTITY_CONFIDENTIAL');
  });

  it.each([
    ['who asked for confidentiality', { confidential: true }, '（要求保密）'],
    ['nobody, where we found it ourselves', { origin: 'FOUND', appellant: null }, '主动发现'],
    ['without a name', { appellant: { ...appellant, name: null, phone: null } }, '匿名'],
  ])('says so of one %s', async (_, more, word) => {
    peer.answers['appealsById'] = () => [{ ...appeal, ...more }];
    const words = await wordsOf();
    expect(words).toContain(word);
    expect(words).not.toContain('138****8000');
  });

  it('asks nobody else for a paper that holds no words of an appellant', async () => {
    const template = readTemplate(ourTemplate('SUPERVISION'), paperFields.SUPERVISION);
    peer.answers['paper'] = () => ({ ...paper, kind: 'SUPERVISION', sheet: { ...sheet, template } });
    await wordsOf();
    expect(asked()).toEqual(['paper', 'recordPrint']);
  });

  it('is refused: unknown, a neighbour’s, erased, without a token', async () => {
    expect(await codeOf('1.pdf')).toBe('NOT_FOUND');
    expect(await codeOf(`${id}.exe`)).toBe('NOT_FOUND');
    expect(await codeOf(`${id}.pdf`, {})).toBe('UNAUTHENTICATED');
    expect(asked()).toEqual([]);
    peer.answers['paper'] = () => null;
    expect(await codeOf()).toBe('NOT_FOUND');
    peer.answers['paper'] = () => ({ ...paper, sheet: null });
    expect(await codeOf()).toBe('PERSONAL_DATA_ERASED');
    peer.answers['paper'] = () => paper;
    peer.answers['appealsById'] = () => [null];
    expect(await codeOf()).toBe('NOT_FOUND');
    peer.answers['appealsById'] = () => [{ ...appeal, personalDataErasedAt: '2026-11-23T01:00:00.000Z' }];
    expect(await codeOf()).toBe('PERSONAL_DATA_ERASED');
  });
});
