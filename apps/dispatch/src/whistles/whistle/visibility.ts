import { hasRole, withinActorArea, type Actor, type Role } from '@weisu/identity';
import type { Summons } from './summons.js';
import { streetOf, type Whistle } from './whistle.js';

/** As @allow of `whistle` says: residents and outside systems follow their matter by its public progress, without names of officials. */
const readers: readonly Role[] = [
  'DISTRICT',
  'STREET',
  'COMMUNITY',
  'GRID',
  'DEPARTMENT',
  'COMPANY',
  'AUDITOR',
];
const ofAnArea: readonly Role[] = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID'];

/** What decides who sees a whistle beside itself: the matters that the actor sees, and the whistles that the actor's unit was let go from. */
export type Seen = Readonly<{ appeals: ReadonlySet<string>; letGo: ReadonlySet<string> }>;

/** Those in whose area it is, the called units from the call on until they are let go, whoever sees one of its appeals, and auditors. */
export function maySeeWhistle(actor: Actor, whistle: Whistle, { appeals, letGo }: Seen): boolean {
  if (!hasRole(actor, readers)) return false;
  if (hasRole(actor, ['AUDITOR'])) return true;
  if (hasRole(actor, ofAnArea) && withinActorArea(actor, whistle.areaCode)) return true;
  if (isCalled(actor, whistle) && !letGo.has(whistle.id)) return true;
  return actor.unitId === whistle.byId || whistle.appealIds.some((id) => appeals.has(id));
}

/** A unit that was called and let go sees that it was called, and what it did itself. */
export function wasCalled(actor: Actor, whistle: Whistle, { letGo }: Seen): boolean {
  return hasRole(actor, readers) && isCalled(actor, whistle) && letGo.has(whistle.id);
}

function isCalled({ unitId }: Actor, whistle: Whistle): boolean {
  return whistle.calledAt !== null && unitId !== null && whistle.unitIds.includes(unitId);
}

/** An officer's number is for those who have to find each other: the unit itself, who whistled, and its street. */
export function mayReadPhone(actor: Actor, whistle: Whistle, summons: Pick<Summons, 'unitId'>): boolean {
  if (actor.unitId !== null && (actor.unitId === summons.unitId || actor.unitId === whistle.byId))
    return true;
  return hasRole(actor, ['STREET']) && actor.areaCode === streetOf(whistle.areaCode);
}
