import { randomBytes, randomUUID } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib/v1';
import { z } from 'zod';

/** As a client of ALTCHA takes it (v1): find the number, at most `maxnumber`, with SHA-256(salt + number) = challenge. */
export type Challenge = Readonly<{
  algorithm: 'SHA-256';
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}>;

/** What somebody paid for. */
export type Proof = Readonly<{
  /** A UUID of the challenge: each is of use once. */
  id: string;
  /** Of an upload: bytes at most. */
  bytes: number;
}>;

/** How long a challenge may be answered. */
const validMs = 10 * 60_000;
/** Base64 of the longest answer is far below. */
const longestAnswer = 2_000;

const solution = z.object({
  algorithm: z.literal('SHA-256'),
  challenge: z.string().regex(/^[0-9a-f]{64}$/),
  number: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  // what stands in the salt ends with a separator, or digits of the number could be taken for its last parameter
  salt: z.string().regex(/^[0-9a-f]+\?[^?]*&$/),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * Challenges of ALTCHA (self-hosted, no third party) and their answers. A challenge is signed, and holds what it is for, a random id, when it ends and no
 * address: a phone changes its network meanwhile. The replicas share the keys; the first signs, both are accepted.
 */
export class Proofs {
  constructor(private readonly keys: readonly string[]) {}

  /** `price`: numbers to try at most. `bytes`: of an upload. */
  async challenge(purpose: string, price: number, now: Date, bytes = 0): Promise<Challenge> {
    const [hmacKey] = this.keys;
    if (hmacKey === undefined) throw new Error('no key of proofs');
    const made = await createChallenge({
      algorithm: 'SHA-256',
      hmacKey,
      maxnumber: price,
      salt: randomBytes(12).toString('hex'),
      expires: new Date(now.getTime() + validMs),
      params: { id: randomUUID(), for: purpose, bytes: String(bytes) },
    });
    return { ...made, algorithm: 'SHA-256', maxnumber: price };
  }

  /** Null: no answer to a challenge of ours, one for something else, or one that has ended. */
  async read(answer: string, purpose: string, now: Date): Promise<Proof | null> {
    const payload = parsed(answer);
    if (!payload) return null;
    const told = new URLSearchParams(payload.salt.split('?')[1]);
    const ends = Number(told.get('expires')) * 1_000;
    const inTime = ends > now.getTime() && ends <= now.getTime() + validMs;
    if (!inTime || told.get('for') !== purpose) return null;
    for (const key of this.keys) {
      // its end is told by our clock, above
      if (await verifySolution(payload, key, false))
        return { id: told.get('id') ?? '', bytes: Number(told.get('bytes')) };
    }
    return null;
  }
}

function parsed(answer: string): z.infer<typeof solution> | null {
  if (answer.length > longestAnswer) return null;
  try {
    const { data } = solution.safeParse(JSON.parse(Buffer.from(answer, 'base64').toString('utf8')));
    return data ?? null;
  } catch {
    // no JSON: no answer of any client
    return null;
  }
}
