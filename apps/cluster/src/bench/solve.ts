import { createHash } from 'node:crypto';

/** What PROOF_NEEDED carries. */
export type Challenge = Readonly<{
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}>;

/** The header `x-weisu-proof` for a challenge, as fast as a server's own SHA-256 finds it. */
export function solve({ algorithm, challenge, maxnumber, salt, signature }: Challenge): string {
  const begun = createHash('sha256').update(salt);
  let number = 0;
  while (number <= maxnumber && begun.copy().update(String(number)).digest('hex') !== challenge) number += 1;
  return Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature })).toString('base64');
}
