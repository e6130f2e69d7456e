import { DomainError, type GovernanceProfile, type SupervisionCause } from '@weisu/contracts';
import type { Budget } from '@weisu/working-time';

/** 督办单: a unit has to answer for a matter, or for a whistle without one. Texts are notes. */
export type SupervisionNotice = Readonly<{
  id: string;
  number: string;
  subject: string;
  unitId: string;
  cause: SupervisionCause;
  noteId: string | null;
  issuedById: string | null;
  issuedAt: Date;
  answerBy: Date;
  answerNoteId: string | null;
  answeredAt: Date | null;
  late: boolean | null;
}>;

/** Ours, where a profile sets none. */
const usual: Budget = { amount: 1, unit: 'WORKING_DAY' };

export function answerWithin(profile: GovernanceProfile | null): Budget {
  return profile?.supervision?.answerWithin ?? usual;
}

/** On the instant is in time. Throws STATE_FORBIDS for a second answer. */
export function answeredNotice(
  notice: SupervisionNotice,
  answerNoteId: string,
  now: Date,
): SupervisionNotice {
  if (notice.answeredAt) throw new DomainError('STATE_FORBIDS', 'already answered');
  return { ...notice, answerNoteId, answeredAt: now, late: now > notice.answerBy };
}
