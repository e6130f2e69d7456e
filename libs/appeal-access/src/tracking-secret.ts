import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether a secret is the one behind a verifier (its SHA-256, hexadecimal or base64), in a time that tells nothing. People type a secret
 * with gaps and in lower case, so that its plain form is tried, too. No verifier: never, after the same work.
 */
export function isSecretOf(secret: string, verifier: string | null): boolean {
  const plain = secret.replace(/[\s-]/g, '').toUpperCase();
  const wanted = verifier === null ? Buffer.alloc(32) : digestOf(verifier);
  const matches = [secret, plain].map((candidate) => {
    const digest = createHash('sha256').update(candidate).digest();
    return wanted.length === digest.length && timingSafeEqual(digest, wanted);
  });
  return verifier !== null && matches.includes(true);
}

function digestOf(verifier: string): Buffer {
  return Buffer.from(verifier, /^[0-9a-f]{64}$/i.test(verifier) ? 'hex' : 'base64');
}
