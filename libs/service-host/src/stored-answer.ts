import { createHash } from 'node:crypto';
import { DomainError } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';

export type AnswerKey = Readonly<{ scope: string; key: string; operation: string; request: unknown }>;

/**
 * Claims an Idempotency-Key in the transaction of the effect. A concurrent request with the same key waits here until the first one
 * ended. Answers the stored answer of an earlier request, or null when this one is to run.
 * Throws IDEMPOTENCY_KEY_REUSE when the key came with another operation or body, and PERSONAL_DATA_ERASED when what it was about has been erased.
 */
export async function claimKey(
  work: Work,
  { scope, key, operation, request }: AnswerKey,
): Promise<{ answer: unknown } | null> {
  const hash = createHash('sha256')
    .update(JSON.stringify([operation, request]))
    .digest('base64');
  const claimed = await work.query(
    `INSERT INTO stored_answer (scope, key, operation, request_hash) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING key`,
    [scope, key, operation, hash],
  );
  if (claimed.length) return null;
  const [stored] = await work.query<{ request_hash: string; answer: unknown }>(
    'SELECT request_hash, answer FROM stored_answer WHERE scope = $1 AND key = $2',
    [scope, key],
  );
  if (!stored) throw new DomainError('IDEMPOTENCY_KEY_IN_USE');
  if (stored.request_hash === erasedRequest) throw new DomainError('PERSONAL_DATA_ERASED');
  if (stored.request_hash !== hash) throw new DomainError('IDEMPOTENCY_KEY_REUSE');
  return { answer: stored.answer };
}

/** With what the work was about, so that an erasure of that finds it. */
export async function storeAnswer(work: Work, { scope, key }: AnswerKey, answer: unknown): Promise<void> {
  await work.query('UPDATE stored_answer SET answer = $3, subjects = $4 WHERE scope = $1 AND key = $2', [
    scope,
    key,
    JSON.stringify(answer ?? null),
    [...work.subjects],
  ]);
}

/** In place of the digest of a request that nobody may recognise any more. */
const erasedRequest = '';

/**
 * Part of an erasure: answers about these subjects go, and so do the digests of what was asked, which hold names and numbers. The keys stay taken, so that
 * a repetition does not do again what was done.
 */
export async function forgetAnswers(work: Work, subjects: readonly string[]): Promise<void> {
  await work.query('UPDATE stored_answer SET answer = NULL, request_hash = $2 WHERE subjects && $1::text[]', [
    subjects,
    erasedRequest,
  ]);
}
