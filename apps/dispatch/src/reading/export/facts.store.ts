import { setImmediate as others } from 'node:timers/promises';
import { visibleAppeals } from '@weisu/appeal-access';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { readRows } from '@weisu/messaging';
import { withoutPersonalNumbers } from '@weisu/personal-data';
import type { EntityManager } from 'typeorm';
import { areaText } from '../../papers/paper/matter-draft.store.js';
import type { MatterFacts } from './matter-row.js';

/** Characters of a result that a cell holds. */
const longestResult = 1_000;

/** Milliseconds after which whoever else asks is answered: the numbers in a thousand long results are looked for for a while. */
const atOnce = 10;

/** What dispatch knows of a matter: everything but what other services say of it. */
export type OwnFacts = Omit<MatterFacts, 'said' | 'answered' | 'repeatOf'>;

type Row = Readonly<{
  id: string;
  number: string;
  channel: string;
  submitted_at: Date;
  area_code: string | null;
  category: string | null;
  nature: string | null;
  urgency: string | null;
  status: string;
  profile_key: string | null;
  profile_version: number | null;
  unit_id: string | null;
  dispatched_at: Date | null;
  due_by: Date | null;
  result: string | null;
}>;

/** The lead that has, or last had, the matter in hand; the limit of resolving, else the nearest that runs; the lead's last word. */
const facts = `
  SELECT h.id, h.number, h.channel, h.submitted_at, h.area_code, h.category, h.nature, h.urgency, h.status, h.profile_key, h.profile_version,
    o.unit_id, o.dispatched_at, c.due_by, n.text AS result
  FROM handling h
  LEFT JOIN LATERAL (
    SELECT unit_id, dispatched_at FROM work_order WHERE appeal_id = h.id AND role = 'LEAD' AND status NOT IN ('RETURNED', 'CANCELLED')
    ORDER BY dispatched_at DESC, id DESC LIMIT 1
  ) AS o ON true
  LEFT JOIN LATERAL (
    SELECT due_by FROM clock WHERE subject = h.id::text AND state <> 'CANCELLED'
      AND (kind = 'RESOLVE' OR (state IN ('RUNNING', 'OVERDUE') AND met_at IS NULL))
    ORDER BY kind = 'RESOLVE' DESC, CASE WHEN kind = 'RESOLVE' THEN started_at END DESC, due_by LIMIT 1
  ) AS c ON true
  LEFT JOIN LATERAL (
    SELECT t.text FROM ledger_entry l JOIN note t ON t.id = (l.payload->>'noteId')::uuid
    WHERE l.appeal_id = h.id::text AND l.service = 'DISPATCH' AND l.type = 'dispatch.work-order-resolved.v1' AND l.payload->>'role' = 'LEAD'
    ORDER BY l.sequence DESC LIMIT 1
  ) AS n ON true
  WHERE h.id = ANY($1::uuid[])`;

/** By matter. */
export async function ownFacts(
  manager: EntityManager,
  directory: Directory,
  ids: readonly string[],
): Promise<Map<string, OwnFacts>> {
  const rows = await readRows<Row>(manager, facts, [ids]);
  const nameOf = categoryNames(directory);
  const known = new Map<string, OwnFacts>();
  let began = performance.now();
  for (const row of rows) {
    known.set(row.id, {
      number: row.number,
      channel: row.channel,
      submittedAt: row.submitted_at,
      area: row.area_code === null ? '' : areaText(directory, row.area_code),
      category: nameOf(row),
      nature: row.nature,
      urgency: row.urgency,
      status: row.status,
      unit: row.unit_id === null ? null : (directory.unit(row.unit_id)?.name ?? row.unit_id),
      since: row.dispatched_at,
      dueBy: row.due_by,
      result: row.result === null ? null : cut(row.result),
    });
    if (performance.now() - began < atOnce) continue;
    await others();
    began = performance.now();
  }
  return known;
}

/** A number that is cut is none any more: they are taken out before. */
function cut(text: string): string {
  const characters = [...withoutPersonalNumbers(text)];
  return characters.length > longestResult
    ? `${characters.slice(0, longestResult).join('')}…`
    : characters.join('');
}

type Classed = Pick<Row, 'category' | 'profile_key' | 'profile_version'>;

/** Names of categories in the profile of a matter; a page has a few profiles and a thousand matters. */
function categoryNames(directory: Directory): (row: Classed) => string | null {
  const names = new Map<string, ReadonlyMap<string, string>>();
  return ({ category, profile_key: key, profile_version: version }) => {
    if (category === null || key === null || version === null) return category;
    const profile = `${key} ${version}`;
    const known =
      names.get(profile) ??
      new Map(directory.profileVersion(key, version)?.categories.map(({ code, name }) => [code, name]));
    names.set(profile, known);
    return known.get(category) ?? category;
  };
}

/** Numbers of these matters, as far as the actor sees them. */
export async function visibleNumbers(
  manager: EntityManager,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const visible = await visibleAppeals(manager, actor, ids);
  if (!visible.size) return new Map();
  const rows = await readRows<{ id: string; number: string }>(
    manager,
    'SELECT id, number FROM handling WHERE id = ANY($1::uuid[])',
    [[...visible]],
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
}
