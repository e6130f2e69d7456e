import { DomainError, levels, type Unit } from '@weisu/contracts';
import { hasRole, withinActorArea, type Actor } from '@weisu/identity';
import type { Directory } from './directory.js';

/** The actor's own unit, or one of an area that the actor's level covers; null: a neighbour's, or none. */
export function ownUnit(directory: Directory, actor: Actor, unitId: string): Unit | null {
  const unit = directory.unit(unitId);
  // a department's token names the district, which it does not govern
  const covers = unit !== null && hasRole(actor, levels) && withinActorArea(actor, unit.areaCode);
  return actor.unitId === unitId || covers ? unit : null;
}

/** As `ownUnit`. Throws UNIT_NOT_FOUND. */
export function requireOwnUnit(directory: Directory, actor: Actor, unitId: string): Unit {
  const unit = ownUnit(directory, actor, unitId);
  if (!unit) throw new DomainError('UNIT_NOT_FOUND', unitId);
  return unit;
}
