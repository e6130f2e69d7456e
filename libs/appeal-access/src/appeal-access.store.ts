import { DomainError, isId } from '@weisu/contracts';
import { isOutside, maySeeAppeal, type Actor, type AppealScope } from '@weisu/identity';
import { readRows, type Work } from '@weisu/messaging';
import type { DataSource, EntityManager } from 'typeorm';

type Queryable = Pick<EntityManager | DataSource, 'query'>;

/** The participants a service has heard of, by appeal. */
export async function scopesOf(
  source: Queryable,
  appealIds: readonly string[],
): Promise<Map<string, AppealScope>> {
  if (!appealIds.length) return new Map();
  const rows = await readRows<{
    appeal_id: string;
    area_code: string | null;
    unit_ids: string[];
    resident_subject: string | null;
    registered_by: string | null;
  }>(source, 'SELECT * FROM appeal_scope WHERE appeal_id = ANY($1::uuid[])', [appealIds]);
  return new Map(
    rows.map((row) => [
      row.appeal_id,
      {
        areaCode: row.area_code,
        unitIds: row.unit_ids,
        residentSubject: row.resident_subject,
        registeredBy: row.registered_by,
      },
    ]),
  );
}

/** Of these appeals, the ones the actor may see. What is not an id of ours is simply not visible. */
export async function visibleAppeals(
  source: Queryable,
  actor: Actor,
  appealIds: readonly string[],
): Promise<Set<string>> {
  const scopes = await scopesOf(
    source,
    appealIds.filter((id) => isId(id)),
  );
  return new Set([...scopes].filter(([, scope]) => maySeeAppeal(actor, scope)).map(([id]) => id));
}

/** The same, for what the offices keep for each other: a resident or another system sees none of it, whatever of the matter is theirs to follow. */
export async function visibleToOffices(
  source: Queryable,
  actor: Actor,
  appealIds: readonly string[],
): Promise<Set<string>> {
  return isOutside(actor) ? new Set() : visibleAppeals(source, actor, appealIds);
}

/** A neighbour's appeal answers NOT_FOUND, exactly as one that does not exist. */
export async function requireVisible(
  source: Queryable,
  actor: Actor,
  appealId: string,
): Promise<AppealScope> {
  const scope = isId(appealId) ? (await scopesOf(source, [appealId])).get(appealId) : undefined;
  if (!scope || !maySeeAppeal(actor, scope)) throw new DomainError('NOT_FOUND');
  return scope;
}

export async function openScope(work: Work, appealId: string, scope: AppealScope): Promise<void> {
  await work.query(
    `INSERT INTO appeal_scope (appeal_id, area_code, unit_ids, resident_subject, registered_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (appeal_id) DO UPDATE SET area_code = coalesce(appeal_scope.area_code, excluded.area_code),
       unit_ids = (SELECT coalesce(array_agg(DISTINCT u), '{}') FROM unnest(appeal_scope.unit_ids || excluded.unit_ids) AS u),
       resident_subject = excluded.resident_subject, registered_by = excluded.registered_by`,
    [appealId, scope.areaCode, [...scope.unitIds], scope.residentSubject, scope.registeredBy],
  );
}

export async function moveScope(work: Work, appealId: string, areaCode: string): Promise<void> {
  await work.query(
    `INSERT INTO appeal_scope (appeal_id, area_code) VALUES ($1, $2) ON CONFLICT (appeal_id) DO UPDATE SET area_code = excluded.area_code`,
    [appealId, areaCode],
  );
}

/** After an erasure: whose account it was is nobody's to know, and the place is known to its community. */
export async function forgetResidents(work: Work, appealIds: readonly string[]): Promise<void> {
  await work.query(
    'UPDATE appeal_scope SET resident_subject = NULL, area_code = left(area_code, 12) WHERE appeal_id = ANY($1::uuid[])',
    [appealIds],
  );
}
