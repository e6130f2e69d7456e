import { solved } from '@weisu/testing';
import { Proofs } from './proofs.js';

const now = new Date(Date.UTC(2026, 10, 21, 1));
const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);
const keys = ['the key of this week, which is long enough', 'the key of last week, which is long enough'];
const proofs = new Proofs(keys);

const asText = (payload: object): string => Buffer.from(JSON.stringify(payload)).toString('base64');
const payloadOf = (answer: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(answer, 'base64').toString()) as Record<string, unknown>;

describe('a challenge', () => {
  it('is solved by its number, within its price, and is of use on every replica', async () => {
    const challenge = await proofs.challenge('submitAppeal', 500, now);
    expect(challenge).toMatchObject({ algorithm: 'SHA-256', maxnumber: 500 });
    const read = await new Proofs(keys).read(solved(challenge), 'submitAppeal', later(9));
    expect(read).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), bytes: 0 });
  });

  it('holds no address, and an id of its own', async () => {
    const two = [await proofs.challenge('a', 10, now), await proofs.challenge('a', 10, now)];
    const [one, other] = await Promise.all(two.map((each) => proofs.read(solved(each), 'a', now)));
    expect(one?.id).not.toBe(other?.id);
    expect(two[0]?.salt).toMatch(/^[0-9a-f]{24}\?id=[0-9a-f-]{36}&for=a&bytes=0&expires=\d+&$/);
  });

  it('of the key before is accepted, of one that is gone is not', async () => {
    const answer = solved(await new Proofs([keys[1]!]).challenge('a', 10, now));
    expect(await proofs.read(answer, 'a', now)).not.toBeNull();
    expect(await new Proofs([keys[0]!]).read(answer, 'a', now)).toBeNull();
  });

  it('says how many bytes it was made for', async () => {
    const answer = solved(await proofs.challenge('POST /files', 10, now, 4_096));
    expect(await proofs.read(answer, 'POST /files', now)).toMatchObject({ bytes: 4_096 });
  });
});

describe('no proof', () => {
  it.each([
    ['for something else', 'submitAppeal', later(1)],
    ['after its ten minutes', 'rateAppeal', later(10)],
    ['from the future', 'rateAppeal', later(-1)],
  ] as const)('is an answer %s', async (_, purpose, at) => {
    const answer = solved(await proofs.challenge('rateAppeal', 10, now));
    expect(await proofs.read(answer, purpose, at)).toBeNull();
  });

  it.each([
    ['another number', (payload: Record<string, unknown>) => ({ ...payload, number: 11 })],
    ['another algorithm', (payload: Record<string, unknown>) => ({ ...payload, algorithm: 'SHA-1' })],
    [
      'a number in words',
      (payload: Record<string, unknown>) => ({ ...payload, number: String(payload['number']) }),
    ],
    [
      'more bytes',
      (payload: Record<string, unknown>) => ({
        ...payload,
        salt: String(payload['salt']).replace('bytes=0', 'bytes=9'),
      }),
    ],
    [
      'digits of the number moved into the salt',
      (payload: Record<string, unknown>) => ({
        ...payload,
        salt: `${String(payload['salt'])}${String(payload['number']).slice(0, 1)}`,
        number: Number(String(payload['number']).slice(1) || 0),
      }),
    ],
    ['nothing but its number', ({ number }: Record<string, unknown>) => ({ number })],
  ])('is an answer with %s', async (_, change) => {
    const answer = solved(await proofs.challenge('a', 10, now));
    expect(await proofs.read(asText(change(payloadOf(answer))), 'a', now)).toBeNull();
  });

  it.each(['', 'nonsense', asText([]), asText({}), 'x'.repeat(1_000_000)])('is %j', async (answer) => {
    expect(await proofs.read(answer, 'a', now)).toBeNull();
  });
});
