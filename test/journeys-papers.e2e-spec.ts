import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@weisu/testing';
import { strFromU8, unzipSync } from 'fflate';
import { TestDistrict } from './district.fixture.js';
import { attempt, call, people, type Arguments, type Entry } from './journey.fixture.js';
import { Matter, refusalOf } from './matter.fixture.js';

const patience = 20_000;
const monday = '2026-11-23T09:00:00+08:00';
const street = '440303003';
const [urban, water] = ['440303.urban-management', '440303.water'];
const phone = '13800138000';
const said =
  '东门老街立新路1号门前路灯自上周起不亮，路面因水管渗漏塌陷，夜间老人出行不便；小区物业说“不归我们管”，社区也来看过，至今没有人修。';

type Paper = Readonly<{ id: string; number: string; code: string; state: string; pdf: string; docx: string }>;
type Print = Readonly<{ status: number; type: string | null; bytes: Uint8Array; code: string | undefined }>;

const shown = 'id number code state pdf docx';

/** The words of a DOCX. */
const wordsOf = (bytes: Uint8Array): string =>
  strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]+>/g, '');

/**
 * 八种文书, from a resident's words to the follow-up. `WEISU_PAPERS=<folder>` keeps what is printed, to be looked at.
 */
describe('the papers of dispatching', () => {
  let district: TestDistrict;
  let matter: Matter;
  let whistleId: string;
  let orders: Record<string, string>;
  const issued = new Map<string, Paper>();

  beforeAll(async () => {
    district = await TestDistrict.start();
    await district.setTime(monday);
  }, 120_000);
  afterAll(() => district.stop());

  const issue = async (
    who: string,
    kind: string,
    subjectId: string,
    more: Arguments = {},
  ): Promise<Paper> => {
    const paper = await call<Paper>(district, who, 'issuePaper', { kind, subjectId, ...more }, shown);
    issued.set(kind, paper);
    return paper;
  };
  const print = async (who: string | null, path: string): Promise<Print> => {
    const headers = who ? { authorization: `Bearer ${await district.token(who)}` } : undefined;
    const response = await fetch(`${district.url}${path}`, headers ? { headers } : {});
    const bytes = new Uint8Array(await response.arrayBuffer());
    const refused = response.ok
      ? undefined
      : (JSON.parse(strFromU8(bytes)) as { error: { code: string } }).error.code;
    return { status: response.status, type: response.headers.get('content-type'), bytes, code: refused };
  };
  const textOf = async (who: string, { docx }: Paper) => wordsOf((await print(who, docx)).bytes);

  it('问题收集登记单, the moment that a resident has spoken: masked, unless somebody answers for the name', async () => {
    matter = await Matter.of(district, null, {
      ...{ text: said, name: '欧阳国强', phone, address: '东门老街立新路1号' },
      areaCode: `${street}020001`,
    });
    const masked = await issue('street', 'COLLECTION', matter.id);
    const text = await textOf('street', masked);
    for (const word of [matter.number, said, '欧阳**', '138****8000', '东门街道东门社区', masked.code])
      expect(text).toContain(word);
    expect(text).not.toContain(phone);
    await matter.classify('street', 'LIGHTING', 'COMPLAINT', 'FAST');
    const named = await issue('street', 'COLLECTION', matter.id, { named: true });
    expect([named.number, named.code === masked.code]).toEqual([masked.number, false]);
    expect(await textOf('street', named)).toContain(phone);
    // the text message of the receipt is a reveal, too, by the system
    await eventually(async () => {
      const { ledger } = await matter.read<{ ledger: Entry[] }>('ledger { type actor }');
      const reveals = ledger.filter(({ type }) => type === 'intake.appellant-revealed.v1');
      expect(reveals.filter(({ actor }) => actor === people.get('street')?.name)).toHaveLength(1);
    }, patience);
    expect(await print('auditor', named.docx)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it('哨单 and 会商研判记录表, for those who are called', async () => {
    orders = await matter.allocate(
      'street',
      { unitId: `${street}020001.office`, role: 'LEAD' },
      { unitId: urban, role: 'ASSIST' },
    );
    const about = { appealIds: [matter.id], areaCode: `${street}020`, situation: 'HARD_MATTER' };
    const reason = '路灯、供水、道路三家都有责任，网格和社区协调不动，请到现场共同处置。';
    const blow = { ...about, reason, unitIds: [urban, water] };
    whistleId = (await matter.act('street', 'blowWhistle', { input: blow })).id;
    const whistle = await issue('street', 'WHISTLE', whistleId);
    expect(await textOf('company', whistle)).toContain(reason);
    const at = '2026-11-23T14:00:00+08:00';
    const input = {
      agenda: '立新路路灯与塌陷处置',
      place: '东门街道三楼会议室',
      at,
      unitIds: [urban, water],
    };
    const { id } = await matter.act('street', 'callConsultation', { whistleId, input });
    await district.setTime('2026-11-23T15:30:00+08:00');
    const task = { unitId: urban, person: '李秀英', dueBy: '2026-11-25T18:00:00+08:00' };
    const record = {
      attendance: [{ unitId: urban, person: '李秀英' }],
      record:
        '一、水务集团负责更换渗漏水管并恢复路面；\n二、城管局负责更换路灯灯具；\n三、社区负责夜间值守和告知周边居民。',
      tasks: [
        { ...task, text: '更换立新路1号至5号路灯灯具' },
        { ...task, unitId: water, person: '王建国', text: '更换渗漏水管，恢复路面' },
      ],
    };
    await matter.act('street', 'recordConsultation', { id, input: record });
    const minutes = await issue('street', 'CONSULTATION', id);
    expect(await textOf('department', minutes)).toContain('1. 更换立新路1号至5号路灯灯具（');
    expect(await print('street-2', minutes.docx)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(await print(null, minutes.docx)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  it('督办单, and again with the answer', async () => {
    const { id } = await matter.act('district', 'supervise', {
      ...{ id: matter.id, unitId: urban, text: '该事项群众反映强烈，请说明路灯更换进展，并明确完成时间。' },
    });
    const served = await issue('district', 'SUPERVISION', id);
    await matter.act('department', 'answerSupervision', { id, answer: '灯具已采购，11月25日前更换完毕。' });
    const answered = await issue('district', 'SUPERVISION', id);
    expect(answered.number).toBe(served.number);
    expect(await textOf('department', answered)).toContain('灯具已采购');
    const verify = (code: string) =>
      call<{ state: string; unit: string }>(
        district,
        null,
        'verifyPaper',
        { number: served.number, code },
        'state unit',
      );
    expect([(await verify(served.code)).state, (await verify(answered.code)).state]).toEqual([
      'REPLACED',
      'VALID',
    ]);
    expect(await verify('0000-0000-0000')).toBeNull();
  });

  it('处理意见书, 处理登记单, 回访登记表 and 反馈登记单, when it is done and the resident was asked', async () => {
    await district.setTime('2026-11-24T16:00:00+08:00');
    const lead = orders[`${street}020001.office`];
    await matter.handle('grid', lead);
    await matter.handle('department', orders[urban ?? '']);
    const opinion = {
      facts: '经现场核实，立新路1号至5号路灯因线路老化不亮，路面因DN200水管接口渗漏塌陷约3平方米，情况属实。',
      opinion: '更换灯具5套；更换水管接口并恢复路面；社区安排夜间值守至恢复照明。',
      basis: '《深圳市城市照明管理办法》',
    };
    await matter.act('grid', 'fileHandlingOpinion', { id: lead, input: opinion });
    expect(await textOf('grid', await issue('grid', 'OPINION', matter.id))).toContain('DN200');
    expect(await textOf('grid', await issue('grid', 'HANDLING', matter.id))).toContain('已联系诉求人');
    await matter.followUp('street', 'SUPERVISORY');
    await eventually(() => issue('street', 'FOLLOW_UP', matter.id), patience);
    await call(
      district,
      null,
      'rateAppeal',
      { number: matter.number, secret: matter.secret, stars: 5, comment: '路灯亮了，谢谢！' },
      'stars',
    );
    await eventually(async () => {
      const feedback = await issue('street', 'FEEDBACK', matter.id);
      expect(await textOf('street', feedback)).toContain('5星');
    }, patience);
    expect(await textOf('street', issued.get('FEEDBACK')!)).toContain('路灯亮了，谢谢！');
    expect(await textOf('street', issued.get('FOLLOW_UP')!)).toContain('满意');
  });

  it('have the same bytes whoever prints them, and when', async () => {
    const folder = process.env['WEISU_PAPERS'];
    if (folder) await mkdir(folder, { recursive: true });
    expect([...issued.keys()].sort()).toEqual([
      ...[
        'COLLECTION',
        'CONSULTATION',
        'FEEDBACK',
        'FOLLOW_UP',
        'HANDLING',
        'OPINION',
        'SUPERVISION',
        'WHISTLE',
      ],
    ]);
    const before = new Map<string, Uint8Array>();
    const paths = [...issued].flatMap(([kind, paper]) =>
      (['pdf', 'docx'] as const).map((ending) => [`${kind}.${ending}`, paper[ending]] as const),
    );
    for (const [name, path] of paths) {
      const { status, type, bytes } = await print('street', path);
      expect([status, type]).toEqual([200, expect.stringMatching(/pdf|wordprocessingml/)]);
      before.set(path, bytes);
      if (folder) await writeFile(join(folder, name), bytes);
    }
    const opinion = issued.get('OPINION')!;
    const unchanged = async (bytes: Uint8Array) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const args = { number: opinion.number, code: opinion.code, sha256 };
      return (await call<{ unchanged: boolean }>(district, null, 'verifyPaper', args, 'unchanged')).unchanged;
    };
    const file = before.get(opinion.docx) ?? new Uint8Array();
    expect(await unchanged(file)).toBe(true);
    expect(await unchanged(file.with(-1, (file.at(-1) ?? 0) ^ 1))).toBe(false);
    await district.setTime('2026-11-30T09:00:00+08:00');
    await matter.act('street', 'reopenAppeal', { id: matter.id, reason: '路灯又灭了' });
    for (const [, path] of paths)
      for (const who of ['street', 'district'])
        expect(Buffer.compare((await print(who, path)).bytes, before.get(path) ?? new Uint8Array())).toBe(0);
  });

  it('are in the ledger by their names, and refuse what they are not', async () => {
    const { ledger } = await matter.read<{ ledger: { type: string; summary: string }[] }>(
      'ledger { type summary }',
    );
    const lines = ledger
      .filter(({ type }) => type === 'dispatch.paper-issued.v1')
      .map(({ summary }) => summary);
    expect(lines.join('\n')).toContain('签发文书 · 问题处理登记单 · 处');
    expect(
      await refusalOf(district, 'street-2', 'issuePaper', { kind: 'COLLECTION', subjectId: matter.id }),
    ).toBe('NOT_FOUND');
    const input = { areaCode: street, kind: 'WHISTLE', template: 'title: [' };
    const { errors } = await attempt(district, 'street', 'setPaperTemplate', input, {}, 'kind');
    expect(errors[0]?.extensions.code).toBe('PAPER_TEMPLATE_INVALID');
    expect(await print('street', '/papers/no-paper.pdf')).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});
