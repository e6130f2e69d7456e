import type { SummonsAnswer, WhistleAnswer } from '@weisu/api';
import { visibleAppeals } from '@weisu/appeal-access';
import { clockAnswer, clocksByOwner } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import type { EntityManager } from 'typeorm';
import { noteTexts } from '../note/note.store.js';
import { summonsAnswer, whistleAnswer, type WhistleView } from './answers.js';
import type { Summons } from './summons.js';
import { actionsOf, summonsesOf } from './summons.store.js';
import { maySeeWhistle } from './visibility.js';
import type { Whistle } from './whistle.js';
import { whistlesWithIds } from './whistle.store.js';

/** Of these whistles the ones the actor may see, by id, as the contract shows them. */
export async function whistleAnswers(
  manager: EntityManager,
  actor: Actor,
  whistles: readonly Whistle[],
): Promise<Map<string, WhistleAnswer>> {
  const visible = await visibleAppeals(
    manager,
    actor,
    whistles.flatMap((whistle) => whistle.appealIds),
  );
  const seen = whistles.filter((whistle) => maySeeWhistle(actor, whistle, visible));
  const summonses = await summonsesOf(
    manager,
    seen.map((whistle) => whistle.id),
  );
  const view = await viewOf(manager, actor, visible, seen, summonses);
  return new Map(seen.map((whistle) => [whistle.id, whistleAnswer(whistle, view)]));
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
