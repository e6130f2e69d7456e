import type { ClockAnswer, SummonsAnswer, WhistleAnswer } from '@weisu/api';
import { evidenceKeys } from '../../ground/note/evidence.js';
import type { Actor } from '@weisu/identity';
import { maskedPhone, type Action, type Summons } from './summons.js';
import { mayReadPhone } from './visibility.js';
import type { Whistle } from './whistle.js';

/** What a whistle's answer is made of, for the one who reads it. A text that was erased reads as empty. */
export type WhistleView = Readonly<{
  actor: Actor;
  visibleAppeals: ReadonlySet<string>;
  summonses: readonly Summons[];
  actions: readonly Action[];
  clocks: ReadonlyMap<string, readonly ClockAnswer[]>;
  texts: ReadonlyMap<string, string>;
}>;

/** Appeals that the reader may not see are not even named. */
export function whistleAnswer(whistle: Whistle, view: WhistleView): WhistleAnswer {
  const { id, number, areaCode, byId, endorsedById, situation, reason, blownAt, completedAt, version } =
    whistle;
  return {
    id,
    number,
    appealIds: whistle.appealIds.filter((appealId) => view.visibleAppeals.has(appealId)),
    areaCode,
    byId,
    endorsedById,
    situation,
    reason,
    blownAt,
    summonses: view.summonses
      .filter((summons) => summons.whistleId === id)
      .map((summons) => summonsAnswer(summons, whistle, view)),
    completedAt,
    outcome: textOf(whistle.outcomeNoteId, view),
    version,
  };
}

/** To a unit that was called and let go: why it was called, and what it did. Nothing of the matters, of the others, nor of what came of it. */
export function formerWhistleAnswer(whistle: Whistle, view: WhistleView): WhistleAnswer {
  const own = view.summonses.filter(({ unitId }) => unitId === view.actor.unitId);
  return {
    ...whistleAnswer(whistle, { ...view, visibleAppeals: new Set(), summonses: own }),
    ...{ completedAt: null, outcome: null },
  };
}

export function summonsAnswer(summons: Summons, whistle: Whistle, view: WhistleView): SummonsAnswer {
  const { id, whistleId, unitId, status, stars, version } = summons;
  return {
    id,
    whistleId,
    unitId,
    status,
    clocks: view.clocks.get(id) ?? [],
    refusal: textOf(summons.refusalNoteId, view),
    reportIn: reportInAnswer(summons, whistle, mayReadPhone(view.actor, whistle, summons)),
    actions: view.actions
      .filter((action) => action.summonsId === id)
      .map(({ at, byName, noteId, evidenceIds }) => ({
        at,
        by: byName,
        note: textOf(noteId, view) ?? '',
        evidenceIds: evidenceKeys(evidenceIds, whistle.appealIds),
      })),
    result: textOf(summons.resultNoteId, view),
    stars,
    substitute: substituteAnswer(summons, view),
    ratingAnswer: textOf(summons.ratingAnswerNoteId, view),
    version,
  };
}

function substituteAnswer(
  { substituteId: unitId, substituteNoteId, substituteApproved: approved }: Summons,
  view: WhistleView,
): SummonsAnswer['substitute'] {
  return unitId === null ? null : { unitId, reason: textOf(substituteNoteId, view) ?? '', approved };
}

function reportInAnswer(
  summons: Summons,
  { appealIds }: Whistle,
  openPhone: boolean,
): SummonsAnswer['reportIn'] {
  const { presentAt, officer, phone, longitude, latitude, datum, insideArea, late } = summons;
  if (!presentAt || officer === null) return null;
  const point = longitude !== null && latitude !== null && datum ? { longitude, latitude, datum } : null;
  const shownPhone = phone === null || openPhone ? phone : maskedPhone(phone);
  const evidenceIds = evidenceKeys(summons.evidenceIds, appealIds);
  return { officer, phone: shownPhone, at: presentAt, point, insideArea, late: late ?? false, evidenceIds };
}

function textOf(noteId: string | null, view: WhistleView): string | null {
  return noteId === null ? null : (view.texts.get(noteId) ?? '');
}
