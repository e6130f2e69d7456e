import { randomUUID } from 'node:crypto';
import { systemActor } from '@weisu/contracts';
import { withMessaging, runWork, type Work } from '@weisu/messaging';
import { openDataSource } from '@weisu/persistence';
import { createTestDatabase, type TestDatabase } from '@weisu/testing';
import { publishedYears, type Calendar } from '@weisu/working-time';
import type { DataSource } from 'typeorm';
import { clockTables, startClocks, type Clock, type ClockStart } from './index.js';

export const calendar: Calendar = {
  version: 'a test',
  officeHours: [
    { from: '09:00', until: '12:00' },
    { from: '14:00', until: '18:00' },
  ],
  years: publishedYears,
};
const schema = 'clockwork';
const fired = {
  name: '0100-fired',
  sql: 'CREATE TABLE fired (clock_id uuid NOT NULL, at timestamptz NOT NULL)',
};

/** A database with a clock table, and as many connection pools on it as there are instances. */
export class Clockwork {
  private readonly sources: DataSource[] = [];

  private constructor(private readonly database: TestDatabase) {}

  static async open(): Promise<Clockwork> {
    const migrations = withMessaging([...clockTables, fired]);
    return new Clockwork(await createTestDatabase([{ schema, migrations }]));
  }

  async instance(): Promise<DataSource> {
    const source = await openDataSource({
      url: this.database.url,
      schema,
      entities: [],
      onPoolError: () => undefined,
    });
    this.sources.push(source);
    return source;
  }

  async close(): Promise<void> {
    await Promise.all(this.sources.map((source) => source.destroy()));
    await this.database.drop();
  }
}

export function workOf<Result>(
  source: DataSource,
  now: Date,
  effect: (work: Work) => Promise<Result>,
): Promise<Result> {
  const context = { now, actor: systemActor, correlationId: 'a test', causationId: null };
  return runWork(source, context, () => undefined, effect);
}

/** Starts clocks given by their deadlines, each of an owner of its own unless told. */
export function startedAt(
  source: DataSource,
  now: Date,
  ...starts: readonly (Partial<ClockStart> & { dueBy: Date })[]
): Promise<Clock[]> {
  return workOf(source, now, (work) =>
    startClocks(
      work,
      starts.map((start) => ({
        subject: 'appeal',
        ownerId: randomUUID(),
        unitId: null,
        kind: 'RESOLVE',
        source: 'PROFILE',
        startedAt: now,
        ...start,
      })),
      calendar,
    ),
  );
}
