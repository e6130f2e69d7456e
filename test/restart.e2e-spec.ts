import { createHash } from 'node:crypto';
import { eventually } from '@weisu/testing';
import { TestDistrict } from './district.fixture.js';
import { attempt, call } from './journey.fixture.js';

const areas = ['440303003020001', '440303003020002', '440303004029001'];
const shown = 'id number trackingSecret areaCode repeatOfNumber';

type Receipt = Readonly<{ id: string; number: string; trackingSecret: string }>;
type Registered = Readonly<{
  status: string;
  clocks: readonly Readonly<{ kind: string }>[];
  ledger: readonly Readonly<{ type: string }>[];
}>;
type Submission = Readonly<{ text: string; areaCode: string; clientId: string; phone: string }>;

const submissions: readonly Submission[] = Array.from({ length: 60 }, (_, n) => ({
  text: `第${n + 1}件：路灯不亮已有多日`,
  areaCode: areas[n % areas.length] ?? '',
  clientId: createHash('sha256')
    .update(`restart-${n + 1}`)
    .digest('base64url'),
  phone: `138001${String(38_000 + n)}`,
}));

describe('a district that loses its power', () => {
  let district: TestDistrict;
  const acknowledged = new Map<string, Receipt>();
  const unanswered: Submission[] = [];

  const submit = (input: Submission): Promise<Receipt> =>
    call<Receipt>(district, null, 'submitAppeal', { input }, shown);

  beforeAll(async () => {
    district = await TestDistrict.start();
  }, 120_000);
  afterAll(() => district.stop());

  it('is cut off in the middle of its work, and starts again on the same data', async () => {
    const early = submissions.slice(0, 10);
    for (const [n, receipt] of (await Promise.all(early.map(submit))).entries())
      acknowledged.set(early[n]?.clientId ?? '', receipt);
    const late = submissions.slice(10);
    await new Promise<void>((enough) => {
      for (const input of late)
        submit(input).then(
          (receipt) => {
            acknowledged.set(input.clientId, receipt);
            if (acknowledged.size === 30) enough();
          },
          () => unanswered.push(input),
        );
    });
    await district.killAndRestart();
    await eventually(() => expect(acknowledged.size + unanswered.length).toBe(submissions.length));
    expect(acknowledged.size).toBeGreaterThanOrEqual(30);
    expect(unanswered.length).toBeGreaterThan(0);
  });

  it('tells the desks of everything that was acknowledged, with the entry of its registration', async () => {
    for (const { id } of acknowledged.values())
      await eventually(async () => {
        const { status, clocks, ledger } = await readAppeal(id);
        expect(status).toBe('REGISTERED');
        // S2 also has a contact and a verification from registration on; each limit is there once
        const kinds = clocks.map(({ kind }) => kind);
        expect(kinds).toContain('ALLOCATE');
        expect(new Set(kinds).size).toBe(kinds.length);
        const registrations = ledger.filter(({ type }) => type === 'intake.appeal-registered.v1');
        expect(registrations).toEqual([{ sequence: 1, type: 'intake.appeal-registered.v1' }]);
      }, 20_000);
  });

  it('shows each resident the matter that was acknowledged', async () => {
    for (const { number, trackingSecret } of acknowledged.values()) {
      const args = { number, secret: trackingSecret };
      const progress = await call(district, null, 'trackAppeal', args, 'number status');
      expect(progress).toEqual({ number, status: 'REGISTERED' });
    }
  });

  it('answers a submission that is sent again with the receipt it had', async () => {
    for (const input of submissions.slice(0, 10))
      expect(await submit(input)).toEqual(acknowledged.get(input.clientId));
  });

  it('has each matter once, when those without an answer are sent again', async () => {
    for (const input of unanswered) acknowledged.set(input.clientId, await submit(input));
    const ids = [...acknowledged.values()].map(({ id }) => id);
    expect(new Set(ids).size).toBe(submissions.length);
    await eventually(async () => {
      const { edges } = await call<{ edges: { node: { id: string } }[] }>(
        district,
        'auditor',
        'appeals',
        { first: 100 },
        'edges { node { id } }',
      );
      expect(edges.map(({ node }) => node.id).sort()).toEqual([...ids].sort());
    });
  });

  it('keeps the answer under an Idempotency-Key over the cut', async () => {
    const input = { text: '井盖松动，车过有响声', areaCode: areas[0] };
    const key = { 'idempotency-key': '0b8e5f3a-6d21-4c97-8f40-a1c2d3e4f506' };
    const send = async (): Promise<unknown> =>
      (await attempt(district, null, 'submitAppeal', { input }, key, shown)).data;
    const [first, ...others] = await Promise.all([send(), send(), send()]);
    expect(others).toEqual([first, first]);
    await district.killAndRestart();
    expect(await send()).toEqual(first);
    await eventually(async () => {
      const { edges } = await call<{ edges: unknown[] }>(
        district,
        'auditor',
        'appeals',
        { first: 100 },
        'edges { cursor }',
      );
      expect(edges).toHaveLength(submissions.length + 1);
    });
  });

  const readAppeal = (id: string): Promise<Registered> =>
    call(district, 'auditor', 'appeal', { id }, 'status clocks { kind } ledger { sequence type }');
});
