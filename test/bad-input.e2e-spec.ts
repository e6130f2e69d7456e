import { eventually } from '@weisu/testing';
import { TestDistrict } from './district.fixture.js';
import { attempt, call, type Arguments, type Answered } from './journey.fixture.js';
import * as refusals from './refusals.fixture.js';
import type { Receipt, Refusal } from './refusals.fixture.js';

const once = { 'idempotency-key': '7c1d9e42-3b5f-4a80-9d6e-2f8b1c0a4e37' };
const firstGrid = '440303003020001';
const text = '楼下餐馆油烟直排，晚上无法开窗';
const phone = '13800138005';
const grid = { unitId: `${firstGrid}.office`, role: 'LEAD' };
const byClass = { category: 'POLLUTION', nature: 'COMPLAINT', urgency: 'ROUTINE', sphere: 'PUBLIC' };
const header = 'id,subject,submitted_at,detail,reporter';
const deep = `{ appeals { edges { node { ${'workOrders { appeal { '.repeat(5)} id ${'} }'.repeat(5)} } } } }`;

describe('what the district refuses', () => {
  let district: TestDistrict;
  let own: Receipt;
  let repeat: Receipt;
  let rated: Receipt;
  let order = '';
  let recorded: unknown;
  /** Late effects of a mistake show in the row after it. */
  let untouched: unknown;

  const refused = async (
    who: string | null,
    operation: string,
    args: Arguments,
    headers: Readonly<Record<string, string>> = {},
    selection = 'id',
  ): Promise<Refusal> =>
    refusals.refusalOf(await attempt(district, who, operation, args, headers, selection));
  const submission = (input: object): Promise<Refusal> => refused(null, 'submitAppeal', { input });
  const meWith = async (token: string): Promise<Refusal> =>
    refused(null, 'me', {}, { authorization: `Bearer ${token}` }, 'name');
  const document = async (who: string, query: string): Promise<Refusal> =>
    refusals.refusalOf(await district.graphql(who, query));

  const recordOnce = async (): Promise<unknown> => {
    const args = { id: order, note: '已约谈餐馆' };
    const { data, errors } = await attempt(district, 'grid', 'recordProgress', args, once, 'id version');
    expect(errors).toEqual([]);
    return data;
  };

  beforeAll(async () => {
    district = await TestDistrict.start();
    await district.setTime('2026-11-23T09:00:00+08:00');
    own = await refusals.submitted(district, { text, areaCode: firstGrid, name: '何先生', phone });
    repeat = await refusals.submitted(district, { text, areaCode: '440303004029001', name: '何先生', phone });
    rated = await refusals.submitted(district, { text: `${text}，已第三天`, areaCode: firstGrid, phone });
    await call(district, 'street', 'classifyAppeal', { id: own.id, input: byClass });
    await call(district, 'street', 'classifyAppeal', { id: rated.id, input: byClass });
    const handlers = { id: rated.id, handlers: [grid] };
    order = (await call<readonly Answered[]>(district, 'street', 'allocateAppeal', handlers))[0]?.id ?? '';
    const answers = await Promise.all([recordOnce(), recordOnce(), recordOnce()]);
    recorded = answers[0];
    expect(answers).toEqual([recorded, recorded, recorded]);
    await call(district, 'grid', 'resolveWorkOrder', { id: order, note: '已整改' });
    const rating = { ...refusals.secretOf(rated), stars: 4 };
    await eventually(() => call(district, null, 'rateAppeal', rating, 'stars'));
    await eventually(async () => {
      expect(await refusals.typesOf(district, rated)).toContain('evaluation.appeal-rated.v1');
      expect(await refusals.typesOf(district, own)).toContain('intake.appeal-repeated.v1');
    }, 20_000);
    untouched = await refusals.stored(district);
  }, 120_000);
  afterAll(() => district.stop());

  const mistakes: readonly { mistake: string; code: string; act: () => Promise<Refusal> }[] = [
    { mistake: 'an empty text', code: 'TEXT_EMPTY', act: () => submission({ text: ' 　\n' }) },
    {
      mistake: '20 001 characters',
      code: 'TEXT_TOO_LONG',
      act: () => submission({ text: '长'.repeat(20_001) }),
    },
    {
      mistake: 'an unknown area',
      code: 'AREA_NOT_FOUND',
      act: () => submission({ text, areaCode: '440303099' }),
    },
    {
      mistake: 'a point outside the district',
      code: 'POINT_OUTSIDE_DISTRICT',
      act: () => submission({ text, point: { longitude: 113.9, latitude: 22.5 } }),
    },
    {
      mistake: 'a telephone number that is none',
      code: 'PHONE_INVALID',
      act: () => submission({ text, phone: '12' }),
    },
    {
      mistake: 'an unknown unit',
      code: 'UNIT_NOT_FOUND',
      act: () =>
        refused('street', 'allocateAppeal', {
          id: own.id,
          handlers: [{ unitId: '440303.moon', role: 'LEAD' }],
        }),
    },
    {
      mistake: 'a stale version',
      code: 'VERSION_CONFLICT',
      act: () => refused('street', 'classifyAppeal', { id: own.id, input: byClass, expectedVersion: 1 }),
    },
    {
      mistake: 'a second rating',
      code: 'RATED_ALREADY',
      act: () => refused(null, 'rateAppeal', { ...refusals.secretOf(rated), stars: 1 }, {}, 'stars'),
    },
    {
      mistake: 'six stars',
      code: 'STARS_INVALID',
      act: () => refused(null, 'rateAppeal', { ...refusals.secretOf(rated), stars: 6 }, {}, 'stars'),
    },
    {
      mistake: 'a token that expired',
      code: 'UNAUTHENTICATED',
      act: async () => meWith(await district.expiredToken('street')),
    },
    {
      mistake: 'a token that was altered',
      code: 'UNAUTHENTICATED',
      act: async () => meWith(await refusals.alteredToken(district, 'resident')),
    },
    { mistake: 'no token', code: 'UNAUTHENTICATED', act: () => refused(null, 'me', {}, {}, 'name') },
    {
      mistake: 'a role that may not',
      code: 'FORBIDDEN',
      act: () => refused('resident', 'classifyAppeal', { id: own.id, input: byClass }),
    },
    {
      mistake: 'an auditor who writes',
      code: 'FORBIDDEN',
      act: () =>
        refused('auditor', 'closeAppeal', { id: rated.id, closing: { solved: true, meansExhausted: true } }),
    },
    {
      mistake: 'a unit without the duty',
      code: 'FORBIDDEN',
      act: () => refused('community', 'classifyAppeal', { id: own.id, input: byClass }),
    },
    {
      mistake: "a neighbour's appeal",
      code: 'NOT_FOUND',
      act: () => refused('street-2', 'classifyAppeal', { id: own.id, input: byClass }),
    },
    {
      mistake: "a neighbour's work order",
      code: 'NOT_FOUND',
      act: () => refused('440303003020002.office', 'acceptWorkOrder', { id: order }),
    },
    {
      mistake: "a neighbour's figures",
      code: 'AREA_NOT_FOUND',
      act: () => {
        const week = { from: '2026-11-23', until: '2026-11-29' };
        return refused('street-2', 'appealCounts', { areaCode: '440303003', ...week }, {}, 'repeats');
      },
    },
    { mistake: 'a malformed document', code: 'QUERY_INVALID', act: () => document('street', '{ me { name ') },
    {
      mistake: 'a field that is none',
      code: 'QUERY_INVALID',
      act: () => document('street', '{ me { password } }'),
    },
    { mistake: 'a query that is too deep', code: 'QUERY_TOO_DEEP', act: () => document('street', deep) },
    {
      mistake: 'a file of 21 MB',
      code: 'FILE_TOO_LARGE',
      act: () =>
        refusals.upload(
          district,
          'film.png',
          Buffer.concat([refusals.onePixel, Buffer.alloc(21 * 1024 * 1024)]),
        ),
    },
    {
      mistake: 'a PNG that claims four hundred million pixels',
      code: 'IMAGE_TOO_LARGE',
      act: () => refusals.upload(district, 'wall.png', refusals.hugePicture, 'grid'),
    },
    {
      mistake: 'a PDF with a program behind it',
      code: 'FILE_NOT_HARMLESS',
      act: () => refusals.upload(district, 'letter.pdf', refusals.twoInOne, 'grid'),
    },
    {
      mistake: 'a file of a kind that nobody reads',
      code: 'FILE_TYPE_NOT_ALLOWED',
      act: () => refusals.upload(district, 'run.exe', Buffer.from('MZ not a picture')),
    },
    {
      mistake: 'a file that is not there',
      code: 'ATTACHMENT_NOT_FOUND',
      act: () => submission({ text: '见附件', attachments: ['6e8bc430-9c3a-41d9-9669-0ea7b8b8c0de'] }),
    },
    {
      mistake: 'a CSV whose quote is never closed',
      code: 'CSV_BROKEN',
      act: () =>
        refusals.importFile(district, 'broken.csv', `${header}\n1,a,2026-11-23,x,\n2,b,2026-11-23,"y,`),
    },
    {
      mistake: 'a CSV without its columns',
      code: 'CSV_HEADER',
      act: () => refusals.importFile(district, 'header.csv', '编号,内容\n1,路灯不亮\n'),
    },
    {
      mistake: 'an Idempotency-Key that came with another request',
      code: 'IDEMPOTENCY_KEY_REUSE',
      act: () => refused('grid', 'recordProgress', { id: order, note: '另一次' }, once),
    },
  ];

  it.each(mistakes)(
    'answers $mistake with $code in two languages, and stores nothing',
    async ({ code, act }) => {
      const refusal = await act();
      expect(refusal).toMatchObject({ code, message: expect.stringMatching(/\S/) });
      expect(refusal.messageZh).toMatch(/\p{Script=Han}/u);
      expect(await refusals.stored(district)).toEqual(untouched);
    },
  );

  it('answers a bad token with 401, so that a client signs in again', async () => {
    expect(await meWith('not.a.token')).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(await meWith(await district.expiredToken('admin'))).toMatchObject({ status: 401 });
  });

  it.each([
    { operation: 'trackAppeal', more: {}, shown: 'number' },
    { operation: 'rateAppeal', more: { stars: 5 }, shown: 'stars' },
  ])(
    '$operation answers ten wrong secrets an hour, then not even the right one without a proof of work',
    async ({ operation, more, shown }) => {
      const right = { ...refusals.secretOf(own), ...more };
      const wrong = { ...right, secret: 'AAAAAAAAAAAAAAAAAAAAAAAAAA' };
      for (let guess = 1; guess <= 10; guess += 1)
        expect(await refused(null, operation, wrong, {}, shown)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await refused(null, operation, wrong, {}, shown)).toMatchObject({ code: 'PROOF_NEEDED' });
      const locked = await refused(null, operation, right, {}, shown);
      expect(locked).toMatchObject({ code: 'PROOF_NEEDED', messageZh: expect.stringMatching(/稍候/) });
      expect(await refusals.stored(district)).toEqual(untouched);
    },
  );

  it("reads a neighbour's appeal as if there were none", async () => {
    for (const who of [
      'street-2',
      'community-2',
      'department',
      '440303003020002.office',
      'hotline',
      'mediator',
    ])
      expect(await call(district, who, 'appeal', { id: own.id })).toBeNull();
    const { edges } = await call<{ edges: unknown[] }>(
      district,
      'street-2',
      'appeals',
      {},
      'edges { node { id } }',
    );
    expect(edges).toEqual([{ node: { id: repeat.id } }]);
  });

  it('leads nobody from a repeat to the original in another street', async () => {
    const join = 'repeatOf { id number text appellant { phone } status ledger { type } }';
    const seen = await call(district, 'street-2', 'appeal', { id: repeat.id }, `id ${join}`);
    expect(seen).toEqual({ id: repeat.id, repeatOf: null });
    const whole = await call(district, 'auditor', 'appeal', { id: repeat.id }, 'repeatOf { number }');
    expect(whole).toEqual({ repeatOf: { number: own.number } });
  });

  it('shows nobody by what a tracking secret is checked', async () => {
    const shown = 'ledger { type detail }';
    const seen = await call<{ ledger: { detail: object }[] }>(
      district,
      'auditor',
      'appeal',
      { id: own.id },
      shown,
    );
    expect(seen.ledger[0]?.detail).toMatchObject({ appealId: own.id, number: own.number });
    expect(JSON.stringify(seen)).not.toMatch(/secret/i);
  });

  it('has one effect and one answer for a mutation that comes again under its key', async () => {
    const types = await refusals.typesOf(district, rated);
    expect(types.filter((type) => type === 'dispatch.progress-recorded.v1')).toHaveLength(1);
    expect(await recordOnce()).toEqual(recorded);
    expect(await Promise.all([recordOnce(), recordOnce()])).toEqual([recorded, recorded]);
    expect(await refusals.stored(district)).toEqual(untouched);
  });
});
