import { AppealAccessReactions, partFigures } from '@weisu/appeal-access';
import {
  AppealClosed,
  AppealRegistered,
  AppealRelocated,
  MediationOpened,
  SummonsWaived,
  systemActor,
  UnitCalled,
  WorkOrderCancelled,
  WorkOrderDispatched,
  WorkOrderReturned,
} from '@weisu/contracts';
import { runWork, type Work } from '@weisu/messaging';
import { openDataSource } from '@weisu/persistence';
import { createTestDatabase, type TestDatabase } from '@weisu/testing';
import pg from 'pg';
import { migrations } from '../../migrations/index.js';

/** Matters of the version before, and their entries that the backfill reads a thousand at a time: three pages. */
export const matters = 500;
const began = '2026-09-01T00:00:00Z';

/** Ids rise with their number, as the pages do. */
export const matterId = (n: number) => `0193a8f0-${String(n).padStart(4, '0')}-7000-8000-000000000001`;
const sqlId = (kind: number) => `('0193a8f0-' || lpad(n::text, 4, '0') || '-7000-8000-00000000000${kind}')`;
export const orderId = (n: number) => `0193a8f0-${String(n).padStart(4, '0')}-7000-8000-000000000002`;

const entry = (service: string, sequence: number, type: string, minutes: number, payload: string) =>
  `SELECT ${sqlId(1)}, '${service}', ${sequence}, '${type}', timestamptz '${began}' + n * interval '1 hour' + interval '${minutes} minutes', 'a', 'STAFF',
     jsonb_build_object(${payload}) FROM generate_series(1, ${matters}) AS n`;
const order = (kind: number, unit: string) =>
  `'workOrderId', ${sqlId(kind)}, 'appealId', ${sqlId(1)}, 'unitId', '${unit}'`;

/** Each has a first receiver, a returned and a kept order, a called unit that is waived in every third, a mediation, and closes in every second. */
const entries = [
  entry(
    'intake',
    1,
    AppealRegistered.type,
    0,
    `'appealId', ${sqlId(1)}, 'firstReceiverId', 'office-' || n % 5`,
  ),
  entry('dispatch', 1, WorkOrderDispatched.type, 1, order(2, 'water')),
  entry('dispatch', 2, WorkOrderDispatched.type, 2, order(3, 'roads')),
  `${entry('dispatch', 3, WorkOrderReturned.type, 3, order(2, 'water'))} WHERE n % 4 <> 0`,
  entry(
    'dispatch',
    4,
    UnitCalled.type,
    4,
    `'whistleId', ${sqlId(4)}, 'summonsId', ${sqlId(5)}, 'unitId', 'power'`,
  ),
  `${entry(
    'dispatch',
    5,
    SummonsWaived.type,
    5,
    `'whistleId', ${sqlId(4)}, 'summonsId', ${sqlId(5)}, 'unitId', 'power'`,
  )} WHERE n % 3 = 0`,
  `${entry(
    'mediation',
    1,
    MediationOpened.type,
    6,
    `'mediationId', ${sqlId(6)}, 'appealId', ${sqlId(1)}, 'committeeId', 'committee'`,
  )} WHERE n % 2 = 1`,
  `${entry('dispatch', 6, WorkOrderCancelled.type, 7, order(3, 'roads'))} WHERE n % 2 = 0`,
  `${entry('dispatch', 7, AppealClosed.type, 7, `'appealId', ${sqlId(1)}`)} WHERE n % 2 = 0`,
];

/** A district of the version before, upgraded as far as its replicas are those of the new one. */
export class OldLedger {
  private constructor(
    readonly database: TestDatabase,
    readonly owner: pg.Client,
    /** Somebody who works on a matter. */
    readonly worker: pg.Client,
  ) {}

  static async open(): Promise<OldLedger> {
    const database = await createTestDatabase([{ schema: 'dispatch', migrations }]);
    const [owner, worker] = [await connected(database.adminUrl), await connected(database.adminUrl)];
    await owner.query(`DELETE FROM migration WHERE name = '0020-appeal-parts-read'`);
    for (const sql of entries)
      await owner.query(
        `INSERT INTO ledger_entry (appeal_id, service, sequence, type, at, actor_subject, actor_kind, payload) ${sql}`,
      );
    await owner.query(
      `INSERT INTO appeal_scope (appeal_id, area_code, unit_ids) SELECT DISTINCT appeal_id::uuid, '440303003', '{office-0,office-1,office-2,office-3,office-4,water,roads,power,committee,unheard-of}'::text[]
       FROM ledger_entry`,
    );
    return new OldLedger(database, owner, worker);
  }

  /** What the services' metrics tell, read as a service reads it. */
  async told(): Promise<unknown> {
    const service = await connected(this.database.url);
    const { rows } = await service.query<{ value: number }>(partFigures[0]!.sql);
    await service.end();
    return rows[0]?.value;
  }

  /** Everything that the projection holds. */
  async projection() {
    const parts = await this.owner.query('SELECT * FROM appeal_part ORDER BY relation');
    const scopes = await this.owner.query('SELECT * FROM appeal_scope ORDER BY appeal_id');
    return { parts: parts.rows as unknown[], scopes: scopes.rows as unknown[] };
  }

  /** What the new version's replicas hear, and the ledger tells. They are gone again before a contraction looks for other programs. */
  async hears(events: readonly Live[]): Promise<void> {
    const source = await openDataSource({
      url: this.database.url,
      schema: 'dispatch',
      entities: [],
      onPoolError: () => undefined,
    });
    const reactions = new AppealAccessReactions();
    for (const [n, { name, at, payload }] of events.entries()) {
      const event = { type: name, subject: payload.appealId, payload, time: new Date(at) };
      const context = { now: event.time, actor: systemActor, correlationId: 'test', causationId: null };
      await runWork(
        source,
        context,
        () => undefined,
        (work) => heard(reactions, event as never, work),
      );
      await this.owner.query(
        `INSERT INTO ledger_entry (appeal_id, service, sequence, type, at, actor_subject, actor_kind, payload)
         VALUES ($1, $2, $3, $4, $5, 'a', 'STAFF', $6)`,
        [payload.appealId, name.split('.')[0], 100 + n, name, at, payload],
      );
    }
    await source.destroy();
  }

  async close(): Promise<void> {
    await Promise.all([this.owner.end(), this.worker.end()]);
    await this.database.drop();
  }
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, options: '-c search_path=dispatch -c timezone=UTC' });
  await client.connect();
  return client;
}

export type Live = Readonly<{ name: string; at: string; payload: Readonly<{ appealId: string }> & object }>;

function heard(reactions: AppealAccessReactions, event: never, work: Work): Promise<void> {
  switch ((event as Readonly<{ type: string }>).type) {
    case AppealRelocated.type:
      return reactions.onRelocated(event, work);
    case WorkOrderDispatched.type:
      return reactions.onWorkOrderDispatched(event, work);
    case WorkOrderReturned.type:
      return reactions.onWorkOrderReturned(event, work);
    case WorkOrderCancelled.type:
      return reactions.onWorkOrderCancelled(event, work);
    default:
      throw new Error('the fixture does not know this event');
  }
}
