import { visibleAppeals } from '@weisu/appeal-access';
import { DomainError } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import { letGoFrom } from './summons.store.js';
import { maySeeWhistle, type Seen } from './visibility.js';
import type { Whistle } from './whistle.js';
import { lockWhistle } from './whistle.store.js';

/** The whistle for an actor: locked, and NOT_FOUND when it is a neighbour's. */
export async function lockVisible(work: Work, actor: Actor, id: string): Promise<Whistle> {
  const whistle = await lockWhistle(work, id);
  await requireVisibleWhistle(work, actor, whistle);
  return whistle;
}

export async function requireVisibleWhistle(work: Work, actor: Actor, whistle: Whistle): Promise<void> {
  const [seen] = await visibleWhistles(work.manager, actor, [whistle]);
  if (!seen) throw new DomainError('NOT_FOUND');
}

/** Of these whistles the ones that an actor sees with all that belongs to them. */
export async function visibleWhistles(
  manager: EntityManager,
  actor: Actor,
  whistles: readonly Whistle[],
): Promise<Whistle[]> {
  const seen = await seenBy(manager, actor, whistles);
  return whistles.filter((whistle) => maySeeWhistle(actor, whistle, seen));
}

/** What decides which of these whistles an actor sees. */
export async function seenBy(
  manager: EntityManager,
  actor: Actor,
  whistles: readonly Whistle[],
): Promise<Seen> {
  const appealIds = whistles.flatMap((whistle) => whistle.appealIds);
  const [appeals, letGo] = await Promise.all([
    visibleAppeals(manager, actor, [...new Set(appealIds)]),
    letGoFrom(
      manager,
      actor.unitId,
      whistles.map((whistle) => whistle.id),
    ),
  ]);
  return { appeals, letGo };
}
