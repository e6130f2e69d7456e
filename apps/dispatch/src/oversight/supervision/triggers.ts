import type { ClockKind, GovernanceProfile } from '@weisu/contracts';

type Supervision = Pick<GovernanceProfile, 'supervision'>;

/** 潍坊 2021 art. 26: what has a 督办单 issued without a person, where the profile says so. */
export const isSupervisedWhenOverdue = (profile: Supervision | null, kind: ClockKind): boolean =>
  profile?.supervision?.overdue.includes(kind) ?? false;

/** The district insists, and the unit has not come yet. */
export const isSupervisedForRefusal = (profile: Supervision | null): boolean =>
  profile?.supervision?.refusal ?? false;

/** `returns`: approved ones, this one among them. */
export const isReturnedOften = ({ supervision }: Supervision, returns: number): boolean =>
  supervision !== undefined && returns >= supervision.returns;

/** `round`: 1 before the first reopening. */
export const isReopenedOften = ({ supervision }: Supervision, round: number): boolean =>
  supervision !== undefined && round - 1 >= supervision.reopenings;

export const isBadRating = ({ supervision }: Supervision, stars: number): boolean =>
  supervision !== undefined && stars <= supervision.stars;
