import { createHash } from 'node:crypto';

/** What the error PROOF_NEEDED carries. */
export type AskedProof = Readonly<{
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}>;

/** The value of the header `x-weisu-proof` for a challenge, found as a client finds it. */
export function solved({ algorithm, challenge, maxnumber, salt, signature }: AskedProof): string {
  const begun = createHash('sha256').update(salt);
  for (let number = 0; number <= maxnumber; number += 1) {
    if (begun.copy().update(String(number)).digest('hex') !== challenge) continue;
    return Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature })).toString('base64');
  }
  throw new Error(`no number up to ${maxnumber} solves the challenge`);
}
