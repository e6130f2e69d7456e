import {
  announce,
  AppealJudged,
  DomainError,
  FollowUpRecorded,
  FollowUpScheduled,
  type Announcement,
  type FollowUpKind,
  type Outcome,
  type Satisfaction,
} from '@weisu/contracts';

export type FollowUpState = 'OPEN' | 'ANSWERED' | 'UNREACHABLE' | 'CANCELLED';

/** One asking of the appellant, in one round of resolution. `unitId` is null for the hotline's own. */
export type FollowUp = Readonly<{
  id: string;
  appealId: string;
  roundId: string;
  kind: FollowUpKind;
  unitId: string | null;
  dueBy: Date;
  attempts: number;
  attemptsAllowed: number;
  state: FollowUpState;
  bySubject: string | null;
  at: Date | null;
  contacted: boolean | null;
  outcome: Outcome | null;
  satisfaction: Satisfaction | null;
  /** Whether its answer enters the three rates: not of HANDLER and LOOK_BACK, and not once the hotline's answer overrides it. */
  counts: boolean;
  formNumber: string | null;
  note: string | null;
}>;

/** What was said when the appellant was asked. `answered`: reached, and with an answer to whether it is solved. */
export type Answer = Readonly<{
  answered: boolean;
  contacted: boolean;
  outcome: Outcome;
  satisfaction: Satisfaction;
  note: string | null;
}>;

export type Verdict = 'SETTLED' | 'UNSETTLED' | 'UNREACHABLE';

export type Decision = Readonly<{
  followUp: FollowUp;
  verdict: Verdict | null;
  announcements: readonly Announcement[];
}>;

export const maxNoteLength = 20_000;

type Given = Readonly<{
  contacted: boolean;
  outcome?: Outcome | null;
  satisfaction?: Satisfaction | null;
  note?: string | null;
}>;

/** Throws INVALID_ARGUMENT when a contact comes without its answers, or answers without a contact. */
export function answerOf(input: Given): Answer {
  const outcome = input.outcome ?? null;
  const satisfaction = input.satisfaction ?? null;
  const note = input.note?.trim() ? input.note : null;
  if (note && note.length > maxNoteLength) throw new DomainError('TEXT_TOO_LONG');
  if (input.contacted) {
    if (!outcome || !satisfaction)
      throw new DomainError('INVALID_ARGUMENT', 'outcome and satisfaction are required when contacted');
    return { answered: outcome !== 'NO_ANSWER', contacted: true, outcome, satisfaction, note };
  }
  if ((outcome ?? 'NO_ANSWER') !== 'NO_ANSWER' || (satisfaction ?? 'NO_ANSWER') !== 'NO_ANSWER')
    throw new DomainError('INVALID_ARGUMENT', 'nobody was contacted, so nothing was answered');
  return { answered: false, contacted: false, outcome: 'NO_ANSWER', satisfaction: 'NO_ANSWER', note };
}

/** Whether this answer ends the task: an answer does, and so does the last attempt without one. */
export function endsTask(task: FollowUp, answer: Answer): boolean {
  return answer.answered || task.attempts + 1 >= task.attemptsAllowed;
}

/**
 * PARTLY settles a matter only where the profile lets a partly solved one weigh at least half; otherwise it is done again.
 * The appellant decides, not the unit.
 */
export function verdictOf(outcome: Outcome, partlyWeight: number): Verdict {
  if (outcome === 'SOLVED') return 'SETTLED';
  if (outcome === 'PARTLY') return partlyWeight >= 0.5 ? 'SETTLED' : 'UNSETTLED';
  return outcome === 'UNSOLVED' ? 'UNSETTLED' : 'UNREACHABLE';
}

export type Recording = Readonly<{
  bySubject: string;
  now: Date;
  partlyWeight: number;
  /** Given exactly when `endsTask`; null for the hotline, which has forms of its own. */
  formNumber: string | null;
}>;

/** One attempt. Throws FOLLOW_UP_DONE for a task that ended, STATE_FORBIDS for one that a reopening cancelled. */
export function record(task: FollowUp, answer: Answer, recording: Recording): Decision {
  requireOpen(task);
  const attempts = task.attempts + 1;
  if (!endsTask(task, answer)) {
    const tried = { ...task, attempts, contacted: answer.contacted, note: answer.note ?? task.note };
    return { followUp: tried, verdict: null, announcements: [recorded(tried)] };
  }
  const followUp: FollowUp = {
    ...task,
    attempts,
    state: answer.answered ? 'ANSWERED' : 'UNREACHABLE',
    bySubject: recording.bySubject,
    at: recording.now,
    contacted: answer.contacted,
    outcome: answer.outcome,
    satisfaction: answer.satisfaction,
    formNumber: recording.formNumber,
    note: answer.note ?? task.note,
  };
  const verdict = task.counts ? verdictOf(answer.outcome, recording.partlyWeight) : null;
  return { followUp, verdict, announcements: [recorded(followUp), ...judged(followUp, verdict)] };
}

export function requireOpen(task: FollowUp): void {
  if (task.state === 'CANCELLED') throw new DomainError('STATE_FORBIDS', 'the matter was reopened or ended');
  if (task.state !== 'OPEN') throw new DomainError('FOLLOW_UP_DONE');
}

/** Whether the hotline says again what it has said. */
export function saysTheSame(followUp: FollowUp, answer: Answer): boolean {
  return (
    followUp.contacted === answer.contacted &&
    followUp.outcome === answer.outcome &&
    followUp.satisfaction === answer.satisfaction &&
    followUp.note === answer.note
  );
}

/**
 * What the hotline imported. Its answer overrides ours. A hotline that reached nobody judges only where nobody else was to ask
 * (`alone`); our own follow-up goes on otherwise.
 */
export function imported(
  hotline: FollowUp,
  answer: Answer,
  given: Readonly<{ client: string; now: Date; partlyWeight: number; alone: boolean }>,
): Decision {
  const followUp: FollowUp = {
    ...hotline,
    attempts: hotline.attempts + 1,
    state: answer.answered ? 'ANSWERED' : 'UNREACHABLE',
    counts: answer.answered,
    bySubject: given.client,
    at: given.now,
    contacted: answer.contacted,
    outcome: answer.outcome,
    satisfaction: answer.satisfaction,
    note: answer.note,
  };
  const verdict = answer.answered || given.alone ? verdictOf(answer.outcome, given.partlyWeight) : null;
  return { followUp, verdict, announcements: [recorded(followUp), ...judged(followUp, verdict)] };
}

export function scheduled(task: FollowUp): Announcement {
  const { id, appealId, kind, unitId, dueBy } = task;
  return announce(FollowUpScheduled, { appealId, followUpId: id, kind, unitId, dueBy });
}

function recorded(followUp: FollowUp): Announcement {
  const { id, appealId, kind, unitId, contacted, outcome, satisfaction, formNumber } = followUp;
  return announce(FollowUpRecorded, {
    appealId,
    followUpId: id,
    kind,
    unitId,
    contacted: contacted ?? false,
    outcome,
    satisfaction,
    countsInRates: followUp.counts && followUp.state === 'ANSWERED',
    formNumber,
  });
}

function judged({ appealId, kind }: FollowUp, verdict: Verdict | null): Announcement[] {
  return verdict ? [announce(AppealJudged, { appealId, verdict, kind })] : [];
}
