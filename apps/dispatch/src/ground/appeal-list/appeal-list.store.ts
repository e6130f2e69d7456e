import type { AppealFilter } from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { formerOf, visibleTo, withinArea } from '@weisu/appeal-access';
import type { Actor } from '@weisu/identity';
import { readRows } from '@weisu/messaging';
import { decodeCursor, pageOf, pageSize, type Page } from '@weisu/persistence';
import type { EntityManager } from 'typeorm';

/** A limit has passed and what it asks for can still be done; what ended without it stays on record, but is on nobody's list. */
const overdue = `h.status IN ('REGISTERED', 'ALLOCATED', 'HANDLING', 'RESOLVED', 'REPORTED_BACK', 'DEFERRED') AND EXISTS (
  SELECT 1 FROM clock c LEFT JOIN work_order o ON o.id = c.owner_id LEFT JOIN request r ON r.id = c.owner_id LEFT JOIN summons m ON m.id = c.owner_id
  WHERE c.subject = h.id::text AND c.state = 'OVERDUE' AND c.met_at IS NULL AND r.decided_at IS NULL
    AND NOT (c.owner_id = h.id AND c.kind = 'CONTACT' AND h.status IN ('RESOLVED', 'REPORTED_BACK'))
    AND (m.id IS NULL OR m.status NOT IN ('FINISHED', 'UPHELD', 'WAIVED'))
    AND (o.id IS NULL OR o.status IN ('DISPATCHED', 'ACCEPTED', 'HANDLING') OR (o.status = 'RESOLVED' AND c.kind = 'OPINION')))`;

const onAccount = 'EXISTS (SELECT 1 FROM account a WHERE a.appeal_id = h.id AND a.struck_off_at IS NULL)';

const ordered = (unit: string): string =>
  `EXISTS (SELECT 1 FROM work_order o WHERE o.appeal_id = h.id AND o.unit_id = ${unit} AND o.status NOT IN ('RETURNED', 'CANCELLED'))`;

const due = (before: string): string =>
  `EXISTS (SELECT 1 FROM clock c WHERE c.subject = h.id::text AND c.state IN ('RUNNING', 'OVERDUE') AND c.met_at IS NULL AND c.due_by < ${before})`;

export type AppealKey = Readonly<{ id: string; submitted_at: Date }>;

/** The appeals that an actor may see, newest first, by keyset: a page costs the same wherever it lies. */
export async function appealPage(
  manager: EntityManager,
  actor: Actor,
  filter: AppealFilter,
  first: number,
  after: string | null | undefined,
): Promise<Page<AppealKey>> {
  const size = pageSize(first);
  const [at = '', id = ''] = after ? decodeCursor(after, 2) : [];
  const rows = await appealKeys(manager, actor, filter, { most: size + 1, after: after ? { at, id } : null });
  return pageOf(rows, size, after, (row) => [row.submitted_at.toISOString(), row.id]);
}

/** Rows of the same list behind a matter, or from its beginning. */
export async function appealKeys(
  manager: EntityManager,
  actor: Actor,
  filter: AppealFilter,
  { most, after }: Readonly<{ most: number; after: Readonly<{ at: Date | string; id: string }> | null }>,
): Promise<AppealKey[]> {
  const { conditions, parameters } = listed(actor, filter);
  if (after) {
    parameters.push(after.at, after.id);
    conditions.push(
      `(h.submitted_at, h.id) < ($${parameters.length - 1}::timestamptz, $${parameters.length}::uuid)`,
    );
  }
  return readRows<AppealKey>(
    manager,
    `SELECT h.id, h.submitted_at FROM handling h JOIN appeal_scope s ON s.appeal_id = h.id
     WHERE ${conditions.join(' AND ')} ORDER BY h.submitted_at DESC, h.id DESC LIMIT ${most}`,
    parameters,
  );
}

/** How many there are, and `most` where there are more. */
export async function countListed(
  manager: EntityManager,
  actor: Actor,
  filter: AppealFilter,
  most: number,
): Promise<number> {
  const { conditions, parameters } = listed(actor, filter);
  const [row] = await readRows<{ count: number }>(
    manager,
    `SELECT count(*)::int AS count FROM (
       SELECT 1 FROM handling h JOIN appeal_scope s ON s.appeal_id = h.id WHERE ${conditions.join(' AND ')} LIMIT ${most}) AS listed`,
    parameters,
  );
  return row?.count ?? 0;
}

/** Conditions over `handling AS h` and `appeal_scope AS s`. */
function listed(actor: Actor, filter: AppealFilter): { conditions: string[]; parameters: unknown[] } {
  if (filter.former) requireUntelling(filter);
  const visible = filter.former ? formerOf(actor, 1, 's') : visibleTo(actor, 1, 's');
  const conditions = [visible.sql];
  const parameters: unknown[] = [...visible.parameters];
  const where = (condition: (placeholder: string) => string, value: unknown): void => {
    parameters.push(value);
    conditions.push(condition(`$${parameters.length}`));
  };
  if (filter.areaCode) {
    const area = withinArea(filter.areaCode, parameters.length + 1, 'h.area_code');
    conditions.push(area.sql);
    parameters.push(...area.parameters);
  }
  if (filter.status) where((at) => `h.status = ANY(${at})`, filter.status);
  if (filter.urgency) where((at) => `h.urgency = ANY(${at})`, filter.urgency);
  if (filter.channel) where((at) => `h.channel = ANY(${at})`, filter.channel);
  if (filter.origin) where((at) => `h.origin = ${at}`, filter.origin);
  if (filter.category) where((at) => `h.category = ANY(${at})`, filter.category);
  if (filter.nature) where((at) => `h.nature = ANY(${at})`, filter.nature);
  if (filter.sphere) where((at) => `h.sphere = ${at}`, filter.sphere);
  if (filter.unitId) where((at) => ordered(at), filter.unitId);
  if (filter.level) where((at) => `h.response_level = ${at}`, filter.level);
  if (filter.leaderId)
    where(
      (at) => `EXISTS (SELECT 1 FROM case_leader l WHERE l.appeal_id = h.id AND l.leader_id = ${at})`,
      filter.leaderId,
    );
  if (filter.dueBefore) where((at) => due(at), filter.dueBefore);
  for (const [wanted, condition] of [
    [filter.classified, 'h.category IS NOT NULL'],
    [filter.located, 'h.area_code IS NOT NULL'],
    [filter.onAccount, onAccount],
  ] as const)
    if (typeof wanted === 'boolean') conditions.push(wanted ? condition : `NOT (${condition})`);
  if (filter.ids) where((at) => `h.id = ANY(${at}::uuid[])`, filter.ids);
  if (filter.from) where((at) => `h.submitted_at >= ${at}`, filter.from);
  if (filter.until) where((at) => `h.submitted_at < ${at}`, filter.until);
  if (typeof filter.overdue === 'boolean') {
    conditions.push(filter.overdue ? overdue : `NOT (${overdue})`);
  }
  return { conditions, parameters };
}

/** What a list of matters that a unit was let go from may be asked for: everything else would tell how they stand now. */
const untelling: ReadonlySet<string> = new Set(['former', 'channel', 'origin', 'from', 'until']);

/** How a matter stands now would be told to a unit that was let go by which filters find it. Throws INVALID_ARGUMENT. */
function requireUntelling(filter: AppealFilter): void {
  if (
    Object.entries(filter).some(
      ([name, value]) => value !== null && value !== undefined && !untelling.has(name),
    )
  )
    throw new DomainError('INVALID_ARGUMENT', 'former: only with channel, origin, from and until');
}

/** Unknown areas and those outside the caller's subtree answer AREA_NOT_FOUND, never an empty list. */
export function requireReach(directory: Directory, actor: Actor, areaCode: string): void {
  if (!directory.area(areaCode)) throw new DomainError('AREA_NOT_FOUND');
  if (actor.roles.includes('AUDITOR')) return;
  if (actor.areaCode === null || !areaCode.startsWith(actor.areaCode))
    throw new DomainError('AREA_NOT_FOUND');
}
