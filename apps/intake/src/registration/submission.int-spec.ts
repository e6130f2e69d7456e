import { createHash } from 'node:crypto';
import type { ReceiptAnswer } from '@weisu/api';
import { AppealRegistered, AppealRepeated } from '@weisu/contracts';
import {
  auditor,
  community,
  communityTwo,
  gridCode,
  hotline,
  inGrid,
  neighbour,
  resident,
  startIntake,
  street,
} from '../intake.fixture.js';
import { checkDigit } from './appeal-number.js';

describe('a submission without an account', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  const submit = (input: object, actor: Parameters<typeof service.call>[2] = null, key?: string) =>
    service.call<ReceiptAnswer>('submitAppeal', { input }, actor, key ? { idempotencyKey: key } : {});
  const appeals = (keys: string[], actor: Parameters<typeof service.call>[2]) =>
    service.call<({ id: string } | null)[]>('appealsById', { keys }, actor);

  it('is taken in fifty times at once by a service that has just started, with fewer connections than that', async () => {
    const receipts = await Promise.all(
      Array.from({ length: 50 }, (_, n) => submit({ text: `第 ${n} 件事`, areaCode: gridCode })),
    );
    expect(new Set(receipts.map(({ number }) => number)).size).toBe(50);
  });

  it('answers a number, a place and a secret, and says so with an explained suggestion and no personal data', async () => {
    const receipt = await submit({
      text: '楼下夜间施工噪音太吵，请处理',
      point: inGrid,
      phone: '138 1234 5678',
      name: '张三丰',
    });
    const digits = receipt.number.replaceAll('-', '');
    expect(receipt.number).toMatch(/^20261123-\d{6}-\d$/);
    expect(checkDigit(digits.slice(0, -1))).toBe(Number(digits.at(-1)));
    expect(receipt).toMatchObject({ areaCode: gridCode, repeatOfNumber: null });
    expect(receipt.trackingSecret).toMatch(/^[A-Z2-7]{26}$/);
    await service.settled();
    const [event] = service.probe.of(AppealRegistered, receipt.id);
    expect(event?.payload).toMatchObject({
      number: receipt.number,
      areaCode: gridCode,
      reachable: true,
      firstReceiverId: null,
      secretVerifier: createHash('sha256').update(receipt.trackingSecret).digest('hex'),
      suggestion: { category: 'NOISE', leadUnitIds: ['440303003.enforcement'], rule: 'S2@3#NOISE' },
    });
    expect(event?.actor).toEqual({ subject: 'anonymous', kind: 'RESIDENT', unitId: null });
    expect(JSON.stringify(event)).not.toMatch(/13812345678|138 1234|张三|施工，/);
  });

  it('keeps name and phone sealed, and answers them masked to those who may see the appeal', async () => {
    const { id } = await submit({
      text: '路灯不亮',
      areaCode: gridCode,
      phone: '13812340001',
      name: '欧阳修',
      address: '东门中路 1 号',
    });
    const [row] = await service.sql<{ name_sealed: string; phone_sealed: string; everything: string }>(
      'SELECT name_sealed, phone_sealed, appeal::text AS everything FROM appeal WHERE id = $1',
      [id],
    );
    expect(row?.name_sealed).toMatch(/^k1\./);
    expect(row?.everything).not.toMatch(/欧阳|13812340001/);
    for (const actor of [community, street, auditor]) {
      expect(await appeals([id], actor)).toMatchObject([
        {
          id,
          title: '路灯不亮',
          areaCode: gridCode,
          address: '东门中路 1 号',
          appellant: {
            kind: 'PERSON',
            anonymous: false,
            name: '欧阳**',
            phone: '138****0001',
            persons: null,
          },
          evidenceIds: [],
        },
      ]);
    }
    for (const actor of [communityTwo, neighbour, hotline, null])
      expect(await appeals([id, 'x', id], actor)).toEqual([null, null, null]);
  });

  it('is found again by whoever submitted it while signed in, page by page', async () => {
    const ids: string[] = [];
    for (const text of ['一楼漏水', '二楼漏水', '三楼漏水']) {
      service.time.advance({ minutes: 1 });
      ids.unshift((await submit({ text }, resident)).id);
    }
    type Page = {
      edges: { node: { id: string }; cursor: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    const first = await service.call<Page>('myAppeals', { first: 2 }, resident);
    expect(first.edges.map(({ node }) => node.id)).toEqual(ids.slice(0, 2));
    expect(first.pageInfo.hasNextPage).toBe(true);
    const rest = await service.call<Page>(
      'myAppeals',
      { first: 2, after: first.pageInfo.endCursor },
      resident,
    );
    expect(rest.edges.map(({ node }) => node.id)).toEqual(ids.slice(2));
    expect(await service.call('myAppeals', {}, neighbour)).toMatchObject({ edges: [] });
    await expect(service.call('myAppeals', { after: 'bm9uc2Vuc2U' }, resident)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(service.call('myAppeals', {}, street)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await appeals([ids[0] ?? ''], resident)).toMatchObject([{ id: ids[0] }]);
    expect(await appeals([ids[0] ?? ''], neighbour)).toEqual([null]);
  });

  it.each([
    { input: { text: '  ' }, code: 'TEXT_EMPTY' },
    { input: { text: '诉'.repeat(20_001) }, code: 'TEXT_TOO_LONG' },
    { input: { text: '\u200b\u3164\ufe0f' }, code: 'TEXT_EMPTY' },
    { input: { text: '路灯', channel: 'HOTLINE_12345' }, code: 'CHANNEL_OF_OFFICES' },
    { input: { text: '路灯', channel: 'LEADER_VISIT' }, code: 'CHANNEL_OF_OFFICES' },
    { input: { text: '路灯', name: '名'.repeat(51) }, code: 'NAME_TOO_LONG' },
    { input: { text: '路灯', address: '路'.repeat(201) }, code: 'ADDRESS_TOO_LONG' },
    { input: { text: '路灯', title: '题'.repeat(201) }, code: 'INVALID_ARGUMENT' },
    { input: { text: '路灯', areaCode: '440303999' }, code: 'AREA_NOT_FOUND' },
    { input: { text: '路灯', areaCode: '44' }, code: 'INVALID_ARGUMENT' },
    { input: { text: '路灯', point: { longitude: 116.4, latitude: 39.9 } }, code: 'POINT_OUTSIDE_DISTRICT' },
    { input: { text: '路灯', phone: '12345' }, code: 'PHONE_INVALID' },
    {
      input: { text: '路灯', attachments: ['0193a8f0-0000-7000-8000-00000000ffff'] },
      code: 'ATTACHMENT_NOT_FOUND',
    },
    { input: { text: '路灯', attachments: ['nonsense'] }, code: 'ATTACHMENT_NOT_FOUND' },
    { input: { text: '路灯', clientId: 'c'.repeat(201) }, code: 'INVALID_ARGUMENT' },
  ])('is refused with $code, and nothing is stored', async ({ input, code }) => {
    const before = await service.sql('SELECT id FROM appeal');
    await expect(submit(input)).rejects.toMatchObject({ code });
    expect(await service.sql('SELECT id FROM appeal')).toHaveLength(before.length);
  });

  it('that comes again, by key or by clientId, answers the same receipt; the secret is stored nowhere', async () => {
    const input = { text: '下水道堵塞', phone: '13812340002', clientId: keyOf('phone 1') };
    const receipts = await Promise.all([
      submit(input, null, keyOf('1')),
      submit(input, null, keyOf('1')),
      submit(input, null, keyOf('2')),
      submit(input),
    ]);
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect(await service.sql('SELECT 1 FROM appeal WHERE client_id = $1', [keyOf('phone 1')])).toHaveLength(
      1,
    );
    const secret = receipts[0]?.trackingSecret;
    const stored = await service.sql(
      `SELECT 1 FROM stored_answer WHERE answer::text LIKE '%' || $1 || '%' UNION ALL SELECT 1 FROM journal WHERE payload::text LIKE '%' || $1 || '%'
       UNION ALL SELECT 1 FROM appeal WHERE appeal::text LIKE '%' || $1 || '%'`,
      [secret],
    );
    expect(stored).toEqual([]);
    await expect(submit({ ...input, text: '另一件事' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSE',
    });
    await service.settled();
    expect(service.probe.of(AppealRegistered, receipts[0]?.id)).toHaveLength(1);
  });

  it('by the same person with the same text repeats the first one, also when all come at once', async () => {
    const said = { phone: '13812340003', title: '停车' };
    const receipts = await Promise.all(
      [' 车位 被占 ', '车位被占', '车位\n被占', '车位被占'].map((text, n) =>
        submit({ ...said, text, title: `第${n}次` }, resident),
      ),
    );
    const originals = receipts.filter((receipt) => receipt.repeatOfNumber === null);
    expect(originals).toHaveLength(1);
    const [original] = originals;
    for (const receipt of receipts.filter((one) => one !== original))
      expect(receipt.repeatOfNumber).toBe(original?.number);
    const later = await submit({ ...said, text: '车位被占' }, resident);
    expect(later.repeatOfNumber).toBe(original?.number);
    await service.settled();
    const said4 = service.probe.of(AppealRepeated, original?.id);
    expect(said4.map(({ payload }) => payload.repeatId).sort()).toEqual(
      [...receipts, later]
        .filter((one) => one.id !== original?.id)
        .map(({ id }) => id)
        .sort(),
    );
    expect(
      (await submit({ ...said, text: '车位被占', phone: '13812340004' }, resident)).repeatOfNumber,
    ).toBeNull();
    expect((await submit({ text: '车位被占' })).repeatOfNumber).toBeNull();
    expect((await submit({ text: '车位被占' })).repeatOfNumber).toBeNull();
  });

  it('by the same person repeats the first one in another disguise, and not what only looks alike without its signs', async () => {
    const said = { text: '3-1栋电梯停了，请修。', phone: '13812340071' };
    const first = await submit(said, resident);
    const again = await Promise.all(
      ['３－１栋 电梯停了 请修', '“3-1栋\u200b电梯停了！！请修”', '3 1栋电梯停了请修'].map((text) =>
        submit({ ...said, text }, resident),
      ),
    );
    expect(again.map(({ repeatOfNumber }) => repeatOfNumber)).toEqual([
      first.number,
      first.number,
      first.number,
    ]);
    expect((await submit({ ...said, text: '31栋电梯停了，请修。' }, resident)).repeatOfNumber).toBeNull();
    expect((await submit({ ...said, text: '31栋电梯停了请修' }, resident)).repeatOfNumber).not.toBe(
      first.number,
    );
  });

  it('of signs alone repeats nothing', async () => {
    const receipts = [];
    for (let n = 0; n < 3; n += 1)
      receipts.push(await submit({ text: '？？？', phone: '13812340072' }, resident));
    expect(receipts.map(({ repeatOfNumber }) => repeatOfNumber)).toEqual([null, null, null]);
  });

  it('is kept as it looks', async () => {
    const { number } = await submit(
      { text: '路\u200b灯\u202e不亮e\u0301\r\n已三天', name: '\ufeff张\uf979' },
      resident,
    );
    const [row] = await service.sql<{ id: string; text: string }>(
      'SELECT id, text FROM appeal WHERE number = $1',
      [number],
    );
    expect(row?.text).toBe('路灯不亮\u00e9\n已三天');
  });

  it('hole 10: that repeats what somebody else said is told so to nobody but its account', async () => {
    const said = { text: '楼上半夜打麻将', phone: '13812340077', areaCode: gridCode, confidential: true };
    const first = await submit(said, resident);
    const again = await submit({ ...said, confidential: false });
    const other = await submit({ ...said, confidential: false }, neighbour);
    expect([again, other].map(({ repeatOfNumber }) => repeatOfNumber)).toEqual([null, null]);
    expect((await submit(said, resident)).repeatOfNumber).toBe(first.number);
    await service.settled();
    // counted as a repetition all the same
    expect(service.probe.of(AppealRepeated, first.id)).toHaveLength(3);
  });

  it('hole 12: under a key or clientId that can be guessed is refused, and nothing is stored', async () => {
    const said = { text: '有人抢先用了编号一', areaCode: gridCode };
    await expect(submit(said, null, '1')).rejects.toMatchObject({ code: 'KEY_GUESSABLE' });
    await expect(submit({ ...said, clientId: '1' })).rejects.toMatchObject({ code: 'KEY_GUESSABLE' });
    expect(await service.sql('SELECT 1 FROM appeal WHERE text = $1', [said.text])).toEqual([]);
    // an account has keys of its own
    const one = await submit({ ...said, clientId: '1' }, resident, '1');
    const two = await submit({ ...said, clientId: '1' }, neighbour, '1');
    expect(one.id).not.toBe(two.id);
  });

  it('without a place waits at the district, and with an address in words goes where the words lead', async () => {
    expect(await submit({ text: '说不清在哪里' })).toMatchObject({ areaCode: null });
    expect(await submit({ text: '路灯不亮', address: '东门街道东门社区' })).toMatchObject({
      areaCode: '440303003020',
    });
  });
});

/** As random as a client's own, and the same in every run. */
const keyOf = (name: string): string => createHash('sha256').update(name).digest('base64url');
