import { isAreaCode, readsByUnit, type Actor } from '@weisu/identity';

/** A condition over `appeal_scope` and its parameters, numbered from `firstParameter`. */
export type Condition = Readonly<{ sql: string; parameters: readonly unknown[] }>;

/**
 * `maySeeAppeal` as SQL, for lists. An area is a range over its code (`440303003` … `440303003~`), so the index on the C-collated column
 * serves it. Nothing is visible to an actor without a fitting role.
 */
export function visibleTo(actor: Actor, firstParameter: number, alias = 'appeal_scope'): Condition {
  const parameters: unknown[] = [];
  const next = (value: unknown): string => `$${firstParameter + parameters.push(value) - 1}`;
  const conditions = new Set<string>();
  const roles = new Set(actor.roles);
  if (roles.has('AUDITOR')) return { sql: 'true', parameters };
  const areaRole =
    roles.has('DISTRICT') || roles.has('STREET') || roles.has('COMMUNITY') || roles.has('GRID');
  if (areaRole && actor.areaCode !== null) {
    if (isAreaCode(actor.areaCode))
      conditions.add(
        `(${alias}.area_code >= ${next(actor.areaCode)} AND ${alias}.area_code < ${next(`${actor.areaCode}~`)})`,
      );
    if (roles.has('DISTRICT')) conditions.add(`${alias}.area_code IS NULL`);
  }
  if (
    (areaRole || roles.has('DEPARTMENT') || roles.has('COMPANY') || roles.has('MEDIATOR')) &&
    actor.unitId !== null
  ) {
    conditions.add(`${alias}.unit_ids @> ARRAY[${next(actor.unitId)}::text]`);
  }
  if (roles.has('RESIDENT')) conditions.add(`${alias}.resident_subject = ${next(actor.subject)}`);
  if (roles.has('INTEGRATION')) conditions.add(`${alias}.registered_by = ${next(actor.client)}`);
  return { sql: conditions.size ? `(${[...conditions].join(' OR ')})` : 'false', parameters };
}

/** The matters that the actor's unit took part in and has nothing to do with any more, nor sees otherwise: `formerParts` as SQL, for lists. */
export function formerOf(actor: Actor, firstParameter: number, alias = 'appeal_scope'): Condition {
  if (!readsByUnit(actor)) return { sql: 'false', parameters: [] };
  const visible = visibleTo(actor, firstParameter + 1, alias);
  return {
    sql: `(EXISTS (SELECT 1 FROM appeal_part p WHERE p.appeal_id = ${alias}.appeal_id AND p.unit_id = $${firstParameter} AND p.until IS NOT NULL)
      AND NOT ${visible.sql})`,
    parameters: [actor.unitId, ...visible.parameters],
  };
}

/** The range of codes inside an area, for the same index. */
export function withinArea(
  areaCode: string,
  firstParameter: number,
  column = 'appeal_scope.area_code',
): Condition {
  return {
    sql: `(${column} >= $${firstParameter} AND ${column} < $${firstParameter + 1})`,
    parameters: [areaCode, `${areaCode}~`],
  };
}
