import { randomUUID } from 'node:crypto';
import { systemActor } from '@weisu/contracts';
import { readRows, runWork, type Time, type Work } from '@weisu/messaging';
import { openDataSource } from '@weisu/persistence';
import type { DataSource } from 'typeorm';
import { Log } from './log.js';
import { businessTime, servingConfig, type Environment } from './place.js';

/** One batch: how many were erased, and the id after which the next batch begins; null when nothing is left. */
export type ErasedBatch = Readonly<{ erased: number; next: string | null }>;

/** One kind of personal data whose term can be over (PIPL art. 19). Ids rise, so a run ends even where a row is passed over. */
export type RetentionTask = Readonly<{
  what: string;
  /** A query with one column `count`, of what a run would erase now. */
  due: (now: Date) => Readonly<{ sql: string; parameters: readonly unknown[] }>;
  /** In one transaction: checks again what is due, under locks, erases it and announces it by ids alone. */
  erase: (work: Work, after: string | null, most: number) => Promise<ErasedBatch>;
}>;

export type RetentionRun = Readonly<{
  source: DataSource;
  time: Time;
  tasks: readonly RetentionTask[];
  /** Rows of one transaction. */
  batch?: number;
  /** Only counts. */
  dryRun?: boolean;
  /** After each batch: the relay of this process has something to carry. */
  poke?: () => void;
}>;

export type RetentionResult = Readonly<{ what: string; count: number }>;

/** 200 rows keep their locks for some ten milliseconds: a reopening that waits for one is not noticed by a person. */
const usualBatch = 200;

/** Works through every task. Safe to run twice, and by two at once: what the other has erased is not due any more. */
export async function runRetention(run: RetentionRun): Promise<RetentionResult[]> {
  const results: RetentionResult[] = [];
  for (const task of run.tasks)
    results.push({
      what: task.what,
      count: run.dryRun ? await countDue(run, task) : await eraseAll(run, task),
    });
  return results;
}

async function countDue({ source, time }: RetentionRun, task: RetentionTask): Promise<number> {
  const { sql, parameters } = task.due(time.now());
  const [row] = await readRows<{ count: string | number }>(source, sql, parameters);
  return Number(row?.count ?? 0);
}

async function eraseAll(run: RetentionRun, task: RetentionTask): Promise<number> {
  let total = 0;
  let after: string | null = null;
  do {
    const context = {
      now: run.time.now(),
      actor: systemActor,
      correlationId: randomUUID(),
      causationId: null,
    };
    const from: string | null = after;
    const { erased, next }: ErasedBatch = await runWork(
      run.source,
      context,
      () => run.poke?.(),
      (work) => task.erase(work, from, run.batch ?? usualBatch),
    );
    total += erased;
    after = next;
  } while (after !== null);
  return total;
}

export type Retaining = Readonly<{
  schema: string;
  /** What the daily job erases, with the terms that the environment sets; fails with the name of the bad variable. */
  retention?(environment: Environment): readonly RetentionTask[];
}>;

/** `retention [--dry-run]` of a service: what it announces waits in the outbox for the running replicas. */
export async function retentionCommand(
  { schema, retention }: Retaining,
  environment: Environment,
  rest: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  if (rest.some((argument) => argument !== '--dry-run')) throw new Error('usage: retention [--dry-run]');
  const dryRun = rest.length > 0;
  const config = servingConfig(environment);
  const tasks = retention?.(environment) ?? [];
  const log = Log.of(schema, config.LOG_LEVEL);
  const source = await openDataSource({
    url: config.DATABASE_URL,
    schema,
    entities: [],
    poolSize: 2,
    onPoolError: (error) => log.failed({ part: 'database' }, error),
  });
  const clock = await businessTime(config, log);
  try {
    if (!tasks.length) say(`${schema}: keeps nothing whose term can be over`);
    for (const { what, count } of await runRetention({ source, time: clock.time, tasks, dryRun }))
      say(`${schema}: ${what}: ${count} ${dryRun ? 'would be erased' : 'erased'}`);
  } finally {
    await clock.close();
    await source.destroy();
  }
}
