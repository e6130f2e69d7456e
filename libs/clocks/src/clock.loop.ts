import { randomUUID } from 'node:crypto';
import { systemActor } from '@weisu/contracts';
import { inSpan, readRows, Work, type Time } from '@weisu/messaging';
import type { DataSource } from 'typeorm';
import type { Clock } from './clock.js';
import { clockOf, type ClockRow } from './clock.store.js';

/** What happens when a limit has passed; runs in the transaction that marks the clock OVERDUE. */
export type Consequence = (clock: Clock, work: Work) => Promise<void>;

export type ClockLoopSettings = Readonly<{
  source: DataSource;
  time: Time;
  consequence: Consequence;
  poke: () => void;
  onError: (error: unknown, clockId: string | null) => void;
  batch?: number;
  /** Longest sleep between two looks, in milliseconds: the backstop for clocks that another instance started. */
  pollMilliseconds?: number;
}>;

/**
 * Fires clocks whose deadline lies in the past: claimed FOR UPDATE SKIP LOCKED in the transaction of their consequence, so any number of
 * instances fire each exactly once. On the deadline itself nothing is late yet. A consequence that fails rolls back alone (savepoint),
 * counts its attempt and is tried again later; it never blocks its batch.
 */
export class ClockLoop {
  private running: Promise<void> | null = null;
  private stopped = true;
  /** Somebody asked for a look since the last one began. */
  private waiting = false;
  private wake: () => void = () => undefined;

  constructor(private readonly settings: ClockLoopSettings) {
    settings.time.onJump(() => this.poke());
  }

  start(): void {
    this.stopped = false;
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.running;
    this.running = null;
  }

  /** Looks at once: business time was moved, or a short clock began. */
  poke(): void {
    this.waiting = true;
    this.wake();
  }

  /** Fires what is due now; answers how many fired. */
  async fireDue(): Promise<number> {
    const { source, time, batch = 50 } = this.settings;
    const now = time.now();
    let announced = false;
    const fired = await source.transaction(async (manager) => {
      const rows = await readRows<ClockRow>(
        manager,
        `SELECT * FROM clock WHERE fired_at IS NULL AND state IN ('RUNNING', 'OVERDUE') AND due_by < $1 AND (try_again_at IS NULL OR try_again_at <= clock_timestamp())
         ORDER BY due_by LIMIT $2 FOR UPDATE SKIP LOCKED`,
        [now, batch],
      );
      let count = 0;
      for (const row of rows) {
        const work = new Work(manager, {
          now,
          actor: systemActor,
          correlationId: randomUUID(),
          causationId: null,
        });
        const attributes = { 'weisu.clock.kind': row.kind, 'weisu.appeal.id': row.subject };
        // nobody asked: what a passed limit brings about begins a trace of its own
        const fires = () => this.fire(clockOf(row), work);
        if (await inSpan(`clock ${row.kind}`, { attributes, traceparent: '' }, fires)) count += 1;
        announced ||= work.hasAnnounced;
      }
      return count;
    });
    if (announced) this.settings.poke();
    return fired;
  }

  private async fire(clock: Clock, work: Work): Promise<boolean> {
    await work.query('SAVEPOINT consequence');
    try {
      await work.query(`UPDATE clock SET state = 'OVERDUE', fired_at = clock_timestamp() WHERE id = $1`, [
        clock.id,
      ]);
      await this.settings.consequence({ ...clock, state: 'OVERDUE' }, work);
      await work.query('RELEASE SAVEPOINT consequence');
      return true;
    } catch (error) {
      await work.query('ROLLBACK TO SAVEPOINT consequence');
      await work.query(
        `UPDATE clock SET attempts = attempts + 1, last_error = $2,
           try_again_at = clock_timestamp() + least(interval '1 second' * power(2, least(attempts, 12)), interval '1 hour') WHERE id = $1`,
        [clock.id, error instanceof Error ? error.name : 'error'],
      );
      this.settings.onError(error, clock.id);
      return false;
    }
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopped) {
      this.waiting = false;
      try {
        if ((await this.fireDue()) > 0) continue;
        failures = 0;
        await this.pause(await this.untilNext());
      } catch (error) {
        failures += 1;
        this.settings.onError(error, null);
        await this.pause(Math.min(200 * 2 ** failures, 10_000));
      }
    }
  }

  private async untilNext(): Promise<number> {
    const longest = this.settings.pollMilliseconds ?? 1_000;
    const [next] = await readRows<{ due_by: Date }>(
      this.settings.source,
      `SELECT due_by FROM clock WHERE fired_at IS NULL AND state IN ('RUNNING', 'OVERDUE') AND (try_again_at IS NULL OR try_again_at <= clock_timestamp())
       ORDER BY due_by LIMIT 1`,
    );
    if (!next) return longest;
    return Math.max(1, Math.min(next.due_by.getTime() - this.settings.time.now().getTime() + 1, longest));
  }

  private pause(milliseconds: number): Promise<void> {
    if (this.stopped || this.waiting) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
