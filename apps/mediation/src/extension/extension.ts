import type { MediationExtensionInput } from '@weisu/api';
import type { Clock } from '@weisu/clocks';
import { announce, DomainError, MediationExtended } from '@weisu/contracts';
import {
  named,
  requireMediating,
  type Decision,
  type Mediation,
  type Party,
} from '../mediation/mediation.js';
import { recordSession, type MediationSession } from '../session/session.js';

/** In days; a mediation that takes longer than a year has failed. */
const longest = 365;

/** A limit so many calendar days longer, from its present end on. */
type Longer = (clock: Clock, days: number) => Clock;

type Extended = Decision & Readonly<{ session: MediationSession; clock: Clock }>;

/** The time for mediating. Throws STATE_FORBIDS when none runs. */
export function requireTimeRunning(clocks: readonly Clock[]): Clock {
  const running = clocks.find(({ kind, state }) => kind === 'MEDIATE' && state === 'RUNNING');
  if (!running) throw new DomainError('STATE_FORBIDS', 'no time for mediating runs');
  return running;
}

/**
 * The law sets no time for mediating; the profile's (深圳: 30 days) is longer where every party agrees, on record and as often as they do. One alone extends
 * nothing. Throws CONSENT_MISSING, NOT_FOUND for who is no party, STATE_FORBIDS when no time runs, INVALID_ARGUMENT.
 */
export function extend(
  {
    mediation,
    parties,
    clocks,
  }: Readonly<{ mediation: Mediation; parties: readonly Party[]; clocks: readonly Clock[] }>,
  input: MediationExtensionInput,
  { sessionId, longer, now }: Readonly<{ sessionId: string; longer: Longer; now: Date }>,
): Extended {
  requireMediating(mediation, parties);
  const agreed = new Set(input.partyIds);
  if ([...agreed].some((id) => !parties.some((party) => party.id === id))) throw new DomainError('NOT_FOUND');
  if (!parties.every(({ id }) => agreed.has(id)))
    throw new DomainError('CONSENT_MISSING', 'partyIds: every party agrees to more time');
  if (input.days < 1 || input.days > longest)
    throw new DomainError('INVALID_ARGUMENT', `days: 1 to ${longest}`);
  const running = requireTimeRunning(clocks);
  const { session } = recordSession(
    mediation,
    parties,
    { at: input.agreedAt, place: null, present: parties.map(({ name }) => name), record: input.record },
    sessionId,
    now,
  );
  const clock = longer(running, input.days);
  const { days } = input;
  return {
    ...{ mediation, session, clock },
    announcements: [
      announce(MediationExtended, { ...named(mediation), sessionId, days, dueBy: clock.dueBy }),
    ],
  };
}
