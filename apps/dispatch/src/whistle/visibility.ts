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

/** Those in whose area it is, the called units once they are called, whoever sees one of its appeals, and auditors. */
export function maySeeWhistle(actor: Actor, whistle: Whistle, visibleAppeals: ReadonlySet<string>): boolean {
  if (!hasRole(actor, readers)) return false;
  if (hasRole(actor, ['AUDITOR'])) return true;
  if (hasRole(actor, ofAnArea) && withinActorArea(actor, whistle.areaCode)) return true;
  if (whistle.calledAt && actor.unitId !== null && whistle.unitIds.includes(actor.unitId)) return true;
  return actor.unitId === whistle.byId || whistle.appealIds.some((id) => visibleAppeals.has(id));
}

/** An officer's number is for those who have to find each other: the unit itself, who whistled, and its street. */
export function mayReadPhone(actor: Actor, whistle: Whistle, summons: Pick<Summons, 'unitId'>): boolean {
  if (actor.unitId !== null && (actor.unitId === summons.unitId || actor.unitId === whistle.byId))
    return true;
  return hasRole(actor, ['STREET']) && actor.areaCode === streetOf(whistle.areaCode);
}
