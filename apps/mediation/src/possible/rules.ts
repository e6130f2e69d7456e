import type { Clock } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { recordPerformance } from '../agreement/agreement.js';
import { recordRuling, requireApplicable, type Confirmation } from '../confirmation/confirmation.js';
import { requireConsentable } from '../consent/consent.js';
import { requireTimeRunning } from '../extension/extension.js';
import { requireUnended } from '../failure/failure.js';
import { requireMediating, type Party } from '../mediation/mediation.js';
import { requireCommittee, requireCommitteeOr, type Matter } from '../mediation/who-may.js';

/** What the operations about a mediation ask before they decide. */
export type MediationFacts = Readonly<{
  actor: Actor;
  matter: Matter;
  parties: readonly Pick<Party, 'consents'>[];
  clocks: readonly Clock[];
  confirmation: Confirmation | null;
  now: Date;
}>;

type Rule = (facts: MediationFacts) => unknown;

const mediating: Rule = ({ actor, matter, parties }) => {
  requireCommittee(actor, matter);
  requireMediating(matter.mediation, parties);
};

function started({ confirmation, clocks }: MediationFacts): Readonly<{
  confirmation: Confirmation;
  dueBy: Date;
}> {
  const clock = clocks.find(({ kind }) => kind === 'CONFIRMATION');
  if (!confirmation || !clock) throw new DomainError('STATE_FORBIDS');
  return { confirmation, dueBy: clock.dueBy };
}

/** Each operation about a mediation: what it would refuse now, whatever is written in it. In the order in which work usually goes. */
export const rules = {
  recordConsent: ({ actor, matter, parties }) => {
    requireCommitteeOr('COMMUNITY', actor, matter);
    requireConsentable(matter.mediation, parties);
  },
  recordMediationSession: mediating,
  extendMediation: (facts) => {
    mediating(facts);
    requireTimeRunning(facts.clocks);
  },
  concludeMediation: mediating,
  failMediation: ({ actor, matter }) => {
    requireCommittee(actor, matter);
    requireUnended(matter.mediation);
  },
  recordPerformance: ({ actor, matter }) => {
    requireCommitteeOr('COMMUNITY', actor, matter);
    recordPerformance(matter.mediation, true);
  },
  applyJudicialConfirmation: (facts) => {
    requireCommittee(facts.actor, facts.matter);
    const { confirmation, dueBy } = started(facts);
    requireApplicable(confirmation, dueBy, facts.now);
  },
  recordConfirmationRuling: (facts) => {
    requireCommitteeOr('STREET', facts.actor, facts.matter);
    recordRuling(facts.matter.mediation, started(facts).confirmation, true, null, facts.now);
  },
} as const satisfies Readonly<Record<string, Rule>>;
