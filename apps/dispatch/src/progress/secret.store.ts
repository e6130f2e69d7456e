import { createHash, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import type { Handling } from '../handling/handling.js';
import { handlingByNumber } from '../handling/handling.store.js';

/** Wrong secrets per number and hour; then the number answers TRY_LATER, also to the right one. */
const mostFailures = 10;

/** Opens a matter by number and tracking secret. A wrong secret and an unknown number answer the same, and both count. */
export async function openBySecret(work: Work, given: string, secret: string): Promise<Handling> {
  const number = given.slice(0, 64);
  const hour = new Date(Math.floor(work.now.getTime() / 3_600_000) * 3_600_000);
  const [attempts] = await work.query<{ failures: number }>(
    'SELECT failures FROM secret_attempt WHERE number = $1 AND hour = $2',
    [number, hour],
  );
  if ((attempts?.failures ?? 0) >= mostFailures) throw new DomainError('TRY_LATER');
  const handling = await handlingByNumber(work.manager, number);
  if (handling?.secretVerifier && matches(secret, handling.secretVerifier)) return handling;
  work.ifRefused(async (source) => {
    await source.query('DELETE FROM secret_attempt WHERE hour < $1', [hour]);
    await source.query(
      `INSERT INTO secret_attempt (number, hour, failures) VALUES ($1, $2, 1)
       ON CONFLICT (number, hour) DO UPDATE SET failures = secret_attempt.failures + 1`,
      [number, hour],
    );
  });
  throw new DomainError('NOT_FOUND');
}

function matches(secret: string, verifier: string): boolean {
  const given = createHash('sha256').update(secret.trim().toUpperCase()).digest();
  const wanted = Buffer.from(verifier, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
