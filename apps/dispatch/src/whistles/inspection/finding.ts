import {
  announce,
  CorrectionConfirmed,
  CorrectionNoticeServed,
  DomainError,
  FindingHandedOver,
  FindingRecorded,
} from '@weisu/contracts';
import { aboutEach, type Addressed, type Concern } from '../whistle/subjects.js';

/** The 整改通知 of a finding. `basis`: the law that it rests on. */
export type Notice = Readonly<{ number: string; correctBy: Date; servedBy: string; basis: string }>;

/** 联合检查: what was found at a place; with a date a 整改通知 was served under a number. */
export type Finding = Readonly<{
  id: string;
  whistleId: string;
  unitId: string;
  place: string;
  noteId: string;
  /** 告知、劝导: told what to do, without an order. */
  advised: boolean;
  foundAt: Date;
  /** 移送: the unit with enforcement power that it was handed over to. */
  handedTo: string | null;
  handedAt: Date | null;
  handedNoteId: string | null;
  number: string | null;
  correctBy: Date | null;
  servedBy: string | null;
  basis: string | null;
  correctedAt: Date | null;
  correctionNoteId: string | null;
  evidenceIds: readonly string[];
}>;

export const noNotice = { number: null, correctBy: null, servedBy: null, basis: null } as const;

export function requireCorrectBy(correctBy: Date, now: Date): Date {
  if (correctBy <= now) throw new DomainError('INVALID_ARGUMENT', 'correctBy: the date lies in the past');
  return correctBy;
}

export function found(whistle: Concern, finding: Finding): Addressed[] {
  const { id: findingId, unitId, number, correctBy, noteId, advised } = finding;
  return aboutEach(whistle, (about) =>
    announce(FindingRecorded, {
      ...{ ...about, findingId, unitId, number, correctBy, noteId },
      ...(advised && { advised }),
    }),
  );
}

/** What was decided about a finding, and what others hear of it. */
type Decision = Readonly<{ finding: Finding; announcements: readonly Addressed[] }>;

/** Throws STATE_FORBIDS where a notice was served. */
export function handedOver(
  whistle: Concern,
  finding: Finding,
  {
    unitId,
    toUnitId,
    noteId,
    now,
  }: Readonly<{ unitId: string; toUnitId: string; noteId: string; now: Date }>,
): Decision {
  requireNoNotice(finding);
  return {
    finding: { ...finding, handedTo: toUnitId, handedAt: now, handedNoteId: noteId },
    announcements: aboutEach(whistle, (about) =>
      announce(FindingHandedOver, { ...about, findingId: finding.id, unitId, toUnitId, noteId }),
    ),
  };
}

/** Throws STATE_FORBIDS where a notice was served. */
export function served(whistle: Concern, finding: Finding, notice: Notice): Decision {
  requireNoNotice(finding);
  const { servedBy: unitId, number, correctBy } = notice;
  return {
    finding: { ...finding, ...notice },
    announcements: aboutEach(whistle, (about) =>
      announce(CorrectionNoticeServed, { ...about, findingId: finding.id, unitId, number, correctBy }),
    ),
  };
}

export function requireNoNotice({ number }: Finding): void {
  if (number !== null) throw new DomainError('STATE_FORBIDS', `notice ${number} is served`);
}

/** 复查. Throws STATE_FORBIDS where nothing was to be corrected. */
export function corrected(whistle: Concern, finding: Finding, noteId: string, now: Date): Decision {
  const { id: findingId, unitId, correctBy } = finding;
  if (correctBy === null || finding.correctedAt)
    throw new DomainError('STATE_FORBIDS', correctBy === null ? 'nothing to correct' : 'already corrected');
  return {
    finding: { ...finding, correctedAt: now, correctionNoteId: noteId },
    announcements: aboutEach(whistle, (about) =>
      announce(CorrectionConfirmed, { ...about, findingId, unitId, late: now > correctBy, noteId }),
    ),
  };
}
