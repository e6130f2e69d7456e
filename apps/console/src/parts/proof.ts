import { sha256 } from '@noble/hashes/sha2.js';
import { Refused, type Challenge } from './refused.js';

/** Milliseconds of work at a time: what is typed and scrolled meanwhile stays quick. */
const slice = 10;

/**
 * The answer to a challenge of ALTCHA: the number for which the SHA-256 of salt and number is what was asked for. No worker, as a policy without trusted types starts
 * none, and not `crypto.subtle`, which is there over TLS alone and waits longer for each hash than the hash takes.
 */
export async function proofOf({
  algorithm,
  challenge,
  maxnumber,
  salt,
  signature,
}: Challenge): Promise<string> {
  const encoder = new TextEncoder();
  const wanted = Uint8Array.from(challenge.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  let until = performance.now() + slice;
  for (let number = 0; number <= maxnumber; number += 1) {
    const hash = sha256(encoder.encode(`${salt}${number}`));
    if (hash[0] === wanted[0] && wanted.every((byte, at) => byte === hash[at]))
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    if (performance.now() < until) continue;
    await others();
    until = performance.now() + slice;
  }
  throw new Refused('PROOF_NEEDED', '暂时无法提交，请稍后再试。');
}

/** Lets what waits go first. A message, as a timer would wait four milliseconds each time. */
function others(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
