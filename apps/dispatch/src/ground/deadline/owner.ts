import { clockRule, type ClockKind, type ClockRule, type ClockRules } from '@weisu/contracts';

export const clockOwners = ['MATTER', 'WORK_ORDER', 'SUMMONS', 'REQUEST', 'DUTY_CALL'] as const;
export type ClockOwner = (typeof clockOwners)[number];

const owners: Partial<Record<ClockKind, ClockOwner>> = {
  ALLOCATE: 'MATTER',
  REPLY: 'MATTER',
  ACCEPT: 'WORK_ORDER',
  CONTACT: 'WORK_ORDER',
  VERIFY: 'WORK_ORDER',
  RESOLVE: 'WORK_ORDER',
  OPINION: 'WORK_ORDER',
  ACKNOWLEDGE: 'SUMMONS',
  REPORT_IN: 'SUMMONS',
  ACT: 'SUMMONS',
  FINISH: 'SUMMONS',
  DECIDE: 'REQUEST',
};

/**
 * Whose limit a clock is. Dispatch starts each of these kinds for one kind of owner only, so most clocks fire without a question to the
 * database. Null: it has to be looked up, for CUSTOM is a matter's account, the end of a suspension or the time to answer a call at night, and a profile may give
 * work orders limits of other kinds.
 */
export function ownerOf(
  clock: Readonly<{ kind: ClockKind; ownerId: string; subject: string }>,
): ClockOwner | null {
  if (clock.ownerId === clock.subject) return 'MATTER';
  return owners[clock.kind] ?? null;
}

/** The rule that a limit of a matter or of a work order was begun by: a contact or verification of the matter's own runs from registration, the unit's from dispatch. */
export function ruleOf(
  profile: Pick<ClockRules, 'clocks'>,
  { kind, ownerId, subject }: Readonly<{ kind: ClockKind; ownerId: string; subject: string }>,
): ClockRule | null {
  return clockRule(profile, kind, ownerId === subject ? 'REGISTRATION' : 'ALLOCATION');
}
