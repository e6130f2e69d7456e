import type { ClockStart } from '@weisu/clocks';
import {
  clockBy,
  clockRule,
  DomainError,
  limitFor,
  type ClockKind,
  type GovernanceProfile,
} from '@weisu/contracts';
import { civilDate } from '@weisu/working-time';
import { subjectOf, type Mediation } from './mediation.js';

/** Limits of a mediation do not depend on the appeal's class: urgency and level are dispatch's. */
const anyMatter = { urgency: null, complex: false, responseLevel: null };

/** What begins when a mediation is opened: the profile's limits for consent and for mediating, where it sets them. */
export function limitsOfOpening(mediation: Mediation, profile: GovernanceProfile): ClockStart[] {
  const starts = [
    startOf(mediation, profile, 'CONSENT', mediation.openedAt),
    startOf(mediation, profile, 'MEDIATE', mediation.openedAt),
  ];
  return starts.filter((start) => start !== null);
}

/**
 * The time to apply for judicial confirmation, from the day the agreement took effect. It is law, so a profile without it is not
 * complete: throws PROFILE_MISSING instead of letting the parties' right pass unseen. An agreement from before the profile began is
 * a slip of the pen: INVALID_ARGUMENT.
 */
export function limitOfConfirmation(
  mediation: Mediation,
  profile: GovernanceProfile,
  effectiveAt: Date,
): ClockStart {
  if (civilDate(effectiveAt) < profile.validFrom)
    throw new DomainError('INVALID_ARGUMENT', 'effectiveAt: long before this mediation');
  const start = startOf(mediation, profile, 'CONFIRMATION', effectiveAt);
  if (!start) throw new DomainError('PROFILE_MISSING', 'the profile sets no CONFIRMATION limit');
  return start;
}

function startOf(
  mediation: Mediation,
  profile: GovernanceProfile,
  kind: ClockKind,
  startedAt: Date,
): ClockStart | null {
  const rule = clockRule(profile, kind);
  const budget = rule && limitFor(rule, anyMatter);
  if (!rule || !budget) return null;
  // its limits have their day and no ladder: mediation announces that they passed, and nothing before
  return {
    ...clockBy(profile, rule),
    rungs: [],
    subject: subjectOf(mediation),
    ownerId: mediation.id,
    unitId: mediation.committeeId,
    startedAt,
    budget,
  };
}
