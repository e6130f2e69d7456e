import { announce, systemActor, WorkOrderAccepted } from '@weisu/contracts';
import { openDataSource } from '@weisu/persistence';
import { createTestDatabase, eventually } from '@weisu/testing';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { withMessaging, runWork, Transport, type Message, type Work, type WorkContext } from './index.js';

export const schema = 'dispatch';
export const appealId = '0193a8f0-0001-7000-8000-000000000001';
export const subjects = Array.from(
  { length: 20 },
  (_, n) => `0193a8f0-${String(n).padStart(4, '0')}-7000-8000-000000000001`,
);
const migrations = withMessaging([{ name: '0100-effect', sql: 'CREATE TABLE effect (name text NOT NULL)' }]);

export const context: WorkContext = {
  now: new Date('2026-11-23T01:00:00Z'),
  actor: systemActor,
  correlationId: 'a test',
  causationId: null,
};

/** A service's schema with a table for effects, and a connection that looks behind its back. */
export class Outbox {
  private constructor(
    readonly url: string,
    readonly source: DataSource,
    private readonly admin: pg.Pool,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(): Promise<Outbox> {
    const { url, adminUrl, drop } = await createTestDatabase([{ schema, migrations }]);
    const admin = new pg.Pool({ connectionString: adminUrl, options: `-c search_path=${schema}`, max: 2 });
    admin.on('error', () => undefined);
    return new Outbox(url, await openSource(url), admin, drop);
  }

  async sql<Row extends pg.QueryResultRow>(text: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.admin.query<Row>(text, parameters)).rows;
  }

  /** One transaction that announces one more event about a subject. */
  announceOn(
    subject: string,
    poke: () => void = () => undefined,
    before?: (work: Work) => Promise<void>,
  ): Promise<void> {
    return runWork(this.source, context, poke, async (work) => {
      await before?.(work);
      await work.announce(subject, [
        announce(WorkOrderAccepted, { appealId, workOrderId: appealId, unitId: '440303.housing' }),
      ]);
    });
  }

  /** Server processes that hold a lane, by lane. */
  async holders(): Promise<Map<number, number>> {
    const rows = await this.sql<{ lane: number; pid: number }>(
      `SELECT objid::int AS lane, pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return new Map(rows.map(({ lane, pid }) => [lane, pid]));
  }

  /** Ends the sessions that hold lanes, as a failing network or server would. */
  async killHolders(): Promise<void> {
    await this.sql('SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid', [
      [...new Set((await this.holders()).values())],
    ]);
  }

  emptied(): Promise<void> {
    return eventually(async () => {
      expect(await this.sql('SELECT 1 FROM outbox LIMIT 1')).toEqual([]);
    });
  }

  async close(): Promise<void> {
    await this.source.destroy();
    await this.admin.end();
    await this.drop();
  }
}

export function openSource(url: string): Promise<DataSource> {
  return openDataSource({ url, schema, entities: [], onPoolError: () => undefined });
}

/** A broker that keeps what it acknowledged, in order. */
export class KeepingTransport extends Transport {
  readonly acknowledged: Message[] = [];
  /** Called before a batch is acknowledged; its rejection refuses the batch. */
  before: (messages: readonly Message[]) => Promise<void> = () => Promise.resolve();

  async publish(messages: readonly Message[]): Promise<void> {
    await this.before(messages);
    this.acknowledged.push(...messages);
  }

  subscribe(): Promise<() => Promise<void>> {
    return Promise.reject(new Error('nobody listens here'));
  }

  /** The sequences of a subject in the order in which they were acknowledged. */
  sequencesOf(subject: string): number[] {
    return this.acknowledged
      .filter(({ key }) => key === subject)
      .map(({ headers }) => Number(headers['ce_sequence']));
  }
}

/** 1, 2, … count. */
export const counted = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
