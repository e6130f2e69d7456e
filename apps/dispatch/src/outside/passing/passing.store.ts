import { visibleTo } from '@weisu/appeal-access';
import { isId, type AppealStatus } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { readRows, type Work } from '@weisu/messaging';
import { guardedUpdate } from '@weisu/persistence';
import { EntitySchema, In, type EntityManager, type EntitySchemaColumnOptions } from 'typeorm';
import { senderStatus, type Between, type Passing } from './passing.js';

const columns = {
  id: { type: 'uuid', primary: true },
  appealId: { name: 'appeal_id', type: 'uuid' },
  system: { type: 'text' },
  noteId: { name: 'note_id', type: 'uuid' },
  passedById: { name: 'passed_by_id', type: 'text', nullable: true },
  passedAt: { name: 'passed_at', type: 'timestamptz' },
  number: { type: 'text', nullable: true },
  status: { type: 'text' },
  statusAt: { name: 'status_at', type: 'timestamptz' },
  byHand: { name: 'by_hand', type: 'boolean' },
  version: { type: 'integer' },
} satisfies Record<keyof Passing, EntitySchemaColumnOptions>;

export const passingEntity = new EntitySchema<Passing>({ name: 'passing', tableName: 'passing', columns });

export async function insertPassing(work: Work, passing: Passing): Promise<void> {
  await work.manager.insert(passingEntity, passing);
}

export async function savePassing(work: Work, passing: Passing): Promise<void> {
  await guardedUpdate(work.manager, passingEntity, passing);
}

/** Read without a lock: the matter is locked before what was passed of it. */
export async function passingById(work: Work, id: string): Promise<Passing | null> {
  return isId(id) ? work.manager.findOneBy(passingEntity, { id }) : null;
}

export async function passingsOf(manager: EntityManager, appealIds: readonly string[]): Promise<Passing[]> {
  if (!appealIds.length) return [];
  return manager.find(passingEntity, {
    where: { appealId: In([...appealIds]) },
    order: { passedAt: 'ASC', id: 'ASC' },
  });
}

const most = 500;

/** To the calling system by one of its names, or of matters that the actor sees; the latest first. */
export async function passingsFor(
  manager: EntityManager,
  actor: Actor,
  names: readonly string[],
  open: boolean | null,
): Promise<Passing[]> {
  const toSystem = actor.roles.includes('INTEGRATION');
  const visible = visibleTo(actor, 3, 's');
  const rows = await readRows<{ id: string }>(
    manager,
    `SELECT p.id FROM passing p JOIN appeal_scope s ON s.appeal_id = p.appeal_id
     WHERE ($1::boolean IS NULL OR (p.status NOT IN ('DONE', 'REFUSED')) = $1)
       AND ${toSystem ? 'p.system = ANY($2::text[])' : `$2::text[] IS NOT NULL AND ${visible.sql}`}
     ORDER BY p.passed_at DESC, p.id LIMIT ${most}`,
    [open, names, ...(toSystem ? [] : visible.parameters)],
  );
  const found = await manager.findBy(passingEntity, { id: In(rows.map(({ id }) => id)) });
  const byId = new Map(found.map((passing) => [passing.id, passing]));
  return rows.flatMap(({ id }) => byId.get(id) ?? []);
}

export async function numbersOf(
  manager: EntityManager,
  appealIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await readRows<{ id: string; number: string }>(
    manager,
    'SELECT id, number FROM handling WHERE id = ANY($1::uuid[])',
    [appealIds],
  );
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** Another system by a name, and whether the asking client signs with it. */
type Named = Readonly<{ system: string; signs: boolean }>;

/** What a system sent to us and what we passed to it since an instant, as far as the actor sees it. */
export async function betweenUs(
  manager: EntityManager,
  actor: Actor,
  named: Named,
  since: Date,
): Promise<readonly Between[]> {
  const visible = visibleTo(actor, 3, 's');
  const sent = await readRows<{ number: string; status: AppealStatus }>(
    manager,
    `SELECT h.external_number AS number, h.status FROM handling h JOIN appeal_scope s ON s.appeal_id = h.id
     WHERE h.external_system = $1 AND h.external_number IS NOT NULL AND h.submitted_at >= $2 AND ${visible.sql}`,
    [named.system, since, ...visible.parameters],
  );
  const passed = (await passingsSince(manager, actor, named, since)).map(({ number, status }) => ({
    number,
    status,
  }));
  return [...sent.map(({ number, status }) => ({ number, status: senderStatus(status) })), ...passed];
}

/** A system asks for what was passed to it, whoever may see the matters. */
async function passingsSince(
  manager: EntityManager,
  actor: Actor,
  { system, signs }: Named,
  since: Date,
): Promise<readonly Between[]> {
  const asSystem = actor.roles.includes('INTEGRATION');
  if (asSystem && !signs) return [];
  const visible = asSystem ? { sql: 'true', parameters: [] } : visibleTo(actor, 3, 's');
  return readRows<Between>(
    manager,
    `SELECT p.number, p.status FROM passing p JOIN appeal_scope s ON s.appeal_id = p.appeal_id
     WHERE p.system = $1 AND p.passed_at >= $2 AND ${visible.sql}`,
    [system, since, ...visible.parameters],
  );
}
