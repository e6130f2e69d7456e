import type { Challenge } from '../admission/proofs.js';
import { Refusal } from './refusal.js';

/** Beyond what is free: the answer carries what to solve (docs/adr/0038). */
export class ProofNeeded extends Refusal {
  constructor(readonly challenge: Challenge) {
    super('PROOF_NEEDED');
  }
}

/** What a refusal carries beside its code and sentences. */
export function detailsOf(refused: Refusal): Readonly<{ challenge?: Challenge }> {
  return refused instanceof ProofNeeded ? { challenge: refused.challenge } : {};
}
