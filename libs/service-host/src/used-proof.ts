import { DomainError } from '@weisu/contracts';
import type { OperationContext } from './operation-context.js';

/**
 * Uses the proof of work that a call was paid for with, in the transaction of its effect, so that a call that is refused costs nothing and each proof is of use
 * once, on whichever replica. A repetition under the same Idempotency-Key is answered before. Throws PROOF_USED.
 */
export async function useProof({ work, proof }: Pick<OperationContext, 'work' | 'proof'>): Promise<void> {
  if (proof === null) return;
  const used = await work.query(
    'INSERT INTO used_proof (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id',
    [proof],
  );
  if (!used.length) throw new DomainError('PROOF_USED');
}
