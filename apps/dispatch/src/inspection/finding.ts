import { announce, CorrectionConfirmed, DomainError, FindingRecorded } from '@weisu/contracts';
import { aboutEach, type Addressed, type Concern } from '../whistle/subjects.js';

/** 联合检查: what was found at a place; with a date a 整改通知 was served under a number. */
export type Finding = Readonly<{
  id: string;
  whistleId: string;
  unitId: string;
  place: string;
  noteId: string;
  foundAt: Date;
  number: string | null;
  correctBy: Date | null;
  correctedAt: Date | null;
  correctionNoteId: string | null;
  evidenceIds: readonly string[];
}>;

export function requireCorrectBy(correctBy: Date | null, now: Date): Date | null {
  if (correctBy !== null && correctBy <= now)
    throw new DomainError('INVALID_ARGUMENT', 'correctBy: the date lies in the past');
  return correctBy;
}

export function found(whistle: Concern, finding: Finding): Addressed[] {
  const { id: findingId, unitId, number, correctBy, noteId } = finding;
  return aboutEach(whistle, (about) =>
    announce(FindingRecorded, { ...about, findingId, unitId, number, correctBy, noteId }),
  );
}

/** 复查. Throws STATE_FORBIDS where nothing was to be corrected. */
export function corrected(
  whistle: Concern,
  finding: Finding,
  noteId: string,
  now: Date,
): Readonly<{ finding: Finding; announcements: readonly Addressed[] }> {
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
