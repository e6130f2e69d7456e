import type { SummonsAnswer, WhistleAnswer } from '@weisu/api';
import { clockAnswer, clocksByOwner } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import type { EntityManager } from 'typeorm';
import { noteTexts } from '../../ground/note/note.store.js';
import { formerWhistleAnswer, summonsAnswer, whistleAnswer, type WhistleView } from './whistle-answer.js';
import type { Summons } from './summons.js';
import { actionsOf, summonsesOf } from './summons.store.js';
import { maySeeWhistle, wasCalled } from './visibility.js';
import { seenBy } from './whistle-access.store.js';
import type { Whistle } from './whistle.js';
import { whistlesWithIds } from './whistle.store.js';

/** Of these whistles the ones the actor may see, by id, as the contract shows them; to a unit that was let go with nothing but its own part. */
export async function whistleAnswers(
  manager: EntityManager,
  actor: Actor,
  whistles: readonly Whistle[],
): Promise<Map<string, WhistleAnswer>> {
  const seen = await seenBy(manager, actor, whistles);
  const whole = whistles.filter((whistle) => maySeeWhistle(actor, whistle, seen));
  const former = whistles.filter((whistle) => !whole.includes(whistle) && wasCalled(actor, whistle, seen));
  const shown = [...whole, ...former];
  const summonses = await summonsesOf(
    manager,
    shown.map((whistle) => whistle.id),
  );
  const view = await viewOf(manager, actor, seen.appeals, whole, summonses);
  return new Map(
    shown.map((whistle) => [
      whistle.id,
      whole.includes(whistle) ? whistleAnswer(whistle, view) : formerWhistleAnswer(whistle, view),
    ]),
  );
}

export async function whistleAnswerOf(
  manager: EntityManager,
  actor: Actor,
  whistle: Whistle,
): Promise<WhistleAnswer> {
  const answer = (await whistleAnswers(manager, actor, [whistle])).get(whistle.id);
  if (!answer) throw new DomainError('NOT_FOUND');
  return answer;
}

/** Summonses for who has them, or leads their whistle: the answer of a mutation, or the unit's own list. */
export async function summonsAnswers(
  manager: EntityManager,
  actor: Actor,
  summonses: readonly Summons[],
): Promise<SummonsAnswer[]> {
  const whistles = await whistlesWithIds(manager, [
    ...new Set(summonses.map((summons) => summons.whistleId)),
  ]);
  const byId = new Map(whistles.map((whistle) => [whistle.id, whistle]));
  const view = await viewOf(manager, actor, new Set(), [], summonses);
  return summonses.flatMap((summons) => {
    const whistle = byId.get(summons.whistleId);
    return whistle ? [summonsAnswer(summons, whistle, view)] : [];
  });
}

async function viewOf(
  manager: EntityManager,
  actor: Actor,
  visible: ReadonlySet<string>,
  whistles: readonly Whistle[],
  summonses: readonly Summons[],
): Promise<WhistleView> {
  const ids = summonses.map((summons) => summons.id);
  const actions = await actionsOf(manager, ids);
  const clocks = await clocksByOwner(manager, ids);
  const noteIds = [
    ...whistles.map((whistle) => whistle.outcomeNoteId),
    ...summonses.flatMap((summons) => [
      summons.refusalNoteId,
      summons.resultNoteId,
      summons.substituteNoteId,
      summons.ratingAnswerNoteId,
    ]),
    ...actions.map((action) => action.noteId),
  ].filter((id) => id !== null);
  return {
    actor,
    visibleAppeals: visible,
    summonses,
    actions,
    clocks: new Map([...clocks].map(([id, list]) => [id, list.map(clockAnswer)])),
    texts: await noteTexts(manager, noteIds),
  };
}
