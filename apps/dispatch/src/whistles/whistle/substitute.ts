import {
  announce,
  DomainError,
  RatingAnswered,
  SubstituteDecided,
  SubstituteProposed,
} from '@weisu/contracts';
import { aboutEach, type Concern } from './subjects.js';
import { isSettled, waived, type Decision, type Summons } from './summons.js';

/**
 * 建议改派: the unit names who should come instead. Once, and before it is there; its limits run on until that is decided, so that it gains no time by it.
 * Throws SUMMONS_NOT_OPEN.
 */
export function substituteProposed(
  summons: Summons,
  whistle: Concern,
  substituteId: string,
  noteId: string,
): Decision {
  if (isSettled(summons) || summons.presentAt || summons.status === 'REFUSED' || summons.substituteId)
    throw new DomainError('SUMMONS_NOT_OPEN', summons.substituteId ? 'already proposed' : summons.status);
  const { id: summonsId, unitId } = summons;
  return {
    summons: { ...summons, substituteId, substituteNoteId: noteId },
    announcements: aboutEach(whistle, (about) =>
      announce(SubstituteProposed, { ...about, summonsId, unitId, substituteId, noteId }),
    ),
  };
}

/** Approved: the unit is let go, and the substitute has to be called. Throws STATE_FORBIDS without a proposal that waits. */
export function substituteDecided(
  summons: Summons,
  whistle: Concern,
  approved: boolean,
  noteId: string,
): Decision {
  const { id: summonsId, unitId, substituteId } = summons;
  if (substituteId === null || summons.substituteApproved !== null || isSettled(summons))
    throw new DomainError('STATE_FORBIDS', 'no proposal waits for a decision');
  const decidedNow = { ...summons, substituteApproved: approved };
  const announcements = aboutEach(whistle, (about) =>
    announce(SubstituteDecided, { ...about, summonsId, unitId, substituteId, approved, noteId }),
  );
  if (!approved) return { summons: decidedNow, announcements };
  const gone = waived(decidedNow, whistle, noteId);
  return { summons: gone.summons, announcements: [...announcements, ...gone.announcements] };
}

/** 双向评价: who was rated answers, once. Throws STATE_FORBIDS. */
export function ratingAnswered(summons: Summons, whistle: Concern, noteId: string): Decision {
  if (summons.stars === null || summons.ratingAnswerNoteId)
    throw new DomainError('STATE_FORBIDS', summons.stars === null ? 'not rated' : 'already answered');
  const { id: summonsId, unitId } = summons;
  return {
    summons: { ...summons, ratingAnswerNoteId: noteId },
    announcements: aboutEach(whistle, (about) =>
      announce(RatingAnswered, { ...about, summonsId, unitId, noteId }),
    ),
  };
}
