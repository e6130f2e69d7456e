import type { MediationSessionInput } from '@weisu/api';
import { announce, DomainError, MediationSessionHeld } from '@weisu/contracts';
import {
  named,
  requireMediating,
  type Decision,
  type Mediation,
  type Party,
} from '../mediation/mediation.js';
import { optionalLine, requireLine, requireText } from '../mediation/text.js';

export type MediationSession = Readonly<{
  id: string;
  at: Date;
  place: string | null;
  present: readonly string[];
  record: string;
}>;

/** Minutes of a sitting that was held. */
export function recordSession(
  mediation: Mediation,
  parties: readonly Party[],
  input: MediationSessionInput,
  id: string,
  now: Date,
): Decision & { session: MediationSession } {
  requireMediating(mediation, parties);
  if (input.at > now)
    throw new DomainError('INVALID_ARGUMENT', 'at: a sitting is recorded after it was held');
  if (!input.present.length) throw new DomainError('INVALID_ARGUMENT', 'present: name who was there');
  const session: MediationSession = {
    id,
    at: input.at,
    place: optionalLine(input.place, 'place'),
    present: input.present.map((name) => requireLine(name, 'present')),
    record: requireText(input.record, 'record'),
  };
  return {
    mediation,
    session,
    announcements: [announce(MediationSessionHeld, { ...named(mediation), sessionId: id })],
  };
}
