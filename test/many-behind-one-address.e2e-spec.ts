import { randomUUID } from 'node:crypto';
import { solved, type AskedProof } from '@weisu/testing';
import { TestDistrict } from './district.fixture.js';

const document = `mutation Submit($input: SubmitAppealInput!) { submitAppeal(input: $input) { id number trackingSecret } }`;

type Receipt = Readonly<{ id: string; number: string; trackingSecret: string }>;
type Sent = Readonly<{ receipt: Receipt | null; code: string; challenge: AskedProof | null }>;

describe('the day the water fails, behind one address', () => {
  let district: TestDistrict;
  beforeAll(async () => {
    district = await TestDistrict.start({
      PUBLIC_OPERATIONS_PER_MINUTE: '60',
      TRUSTED_PROXIES: '127.0.0.1,::1',
    });
    await district.setTime('2026-11-23T09:00:00+08:00');
  }, 120_000);
  afterAll(() => district?.stop());

  async function submit(network: string, flat: number, headers: Record<string, string> = {}): Promise<Sent> {
    const response = await fetch(`${district.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': network, ...headers },
      body: JSON.stringify({
        query: document,
        variables: { input: { text: `${flat} 室停水`, areaCode: '440303003020001' } },
      }),
    });
    const { data, errors } = (await response.json()) as {
      data: { submitAppeal: Receipt } | null;
      errors?: { extensions: { code: string; challenge?: AskedProof } }[];
    };
    const [error] = errors ?? [];
    return {
      receipt: data?.submitAppeal ?? null,
      code: error?.extensions.code ?? 'OK',
      challenge: error?.extensions.challenge ?? null,
    };
  }

  /** As a client of ours does it: the same key, and what was asked. */
  async function solving(network: string, flat: number): Promise<Sent & { headers: Record<string, string> }> {
    const headers: Record<string, string> = { 'idempotency-key': randomUUID() };
    const first = await submit(network, flat, headers);
    if (!first.challenge) return { ...first, headers };
    headers['x-weisu-proof'] = solved(first.challenge);
    return { ...(await submit(network, flat, headers)), headers };
  }

  it('three hundred submit within a minute, and each is taken in; who solves nothing gets no further than the free ones', async () => {
    const house = '203.0.113.1';
    const sent: Sent[] = [];
    for (let floor = 0; floor < 30; floor += 1)
      sent.push(
        ...(await Promise.all(Array.from({ length: 10 }, (_, n) => solving(house, floor * 100 + n)))),
      );
    expect(new Set(sent.map(({ code }) => code))).toEqual(new Set(['OK']));
    expect(new Set(sent.map(({ receipt }) => receipt?.number)).size).toBe(300);
    const [{ proofs }] = (await district.sql<{ proofs: number }>(
      'intake',
      'SELECT count(*)::int AS proofs FROM used_proof',
    )) as [{ proofs: number }];
    expect(proofs).toBe(240);

    const flood: Sent[] = [];
    for (let n = 0; n < 70; n += 1) flood.push(await submit('203.0.113.2', 5_000 + n));
    const codes = flood.map(({ code }) => code);
    expect(codes).toEqual([...Array<string>(60).fill('OK'), ...Array<string>(10).fill('PROOF_NEEDED')]);
    // and the street next door notices nothing
    expect((await submit('203.0.113.3', 6_000)).code).toBe('OK');
  }, 180_000);

  it('an answer that was lost is given again for the same proof, also after a crash, and the proof buys nothing else', async () => {
    const house = '203.0.113.4';
    for (let n = 0; n < 60; n += 1) await submit(house, 7_000 + n);
    const { receipt, headers, code } = await solving(house, 7_100);
    expect(code).toBe('OK');
    expect((await submit(house, 7_100, headers)).receipt).toEqual(receipt);
    await district.killAndRestart();
    await district.setTime('2026-11-23T09:00:30+08:00');
    expect((await submit(house, 7_100, headers)).receipt).toEqual(receipt);
    const another = { ...headers, 'idempotency-key': randomUUID() };
    expect(await submit(house, 7_101, another)).toMatchObject({ code: 'PROOF_USED', receipt: null });
  }, 120_000);
});
