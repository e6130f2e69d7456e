import { randomUUID } from 'node:crypto';
import { systemActor } from '@weisu/contracts';
import { inSpan, readRows, Work, type Time } from '@weisu/messaging';
import type { DataSource } from 'typeorm';
import type { Clock } from './clock.js';
import { clockOf, type ClockRow } from './clock.store.js';
import { Rounds } from './rounds.js';
import { nextAt, ringAt, type Ring, type Rung } from './rungs.js';

/** What happens when a limit has passed; runs in the transaction that marks the clock OVERDUE. */
export type Consequence = (clock: Clock, work: Work) => Promise<void>;

/** A reminder, or a step of the ladder; runs in the transaction that marks it as said. `index` is its place among the clock's rungs. */
export type OnRung = (clock: Clock, rung: Rung, index: number, work: Work) => Promise<void>;

export type ClockLoopSettings = Readonly<{
  source: DataSource;
  time: Time;
  consequence: Consequence;
  /** Needed where clocks are started with rungs. */
  onRung?: OnRung;
  poke: () => void;
  onError: (error: unknown, clockId: string | null) => void;
  batch?: number;
  /** Longest sleep between two looks, in milliseconds: the backstop for clocks that another instance started. */
  pollMilliseconds?: number;
}>;

/** When it says it; the deadline in any case, though the version before moved it and knows no `next_at`. */
export const speaksAt = '(CASE WHEN fired_at IS NULL THEN least(next_at, due_by) ELSE next_at END)';

/** A clock with something left to say. */
export const speaks = `state IN ('RUNNING', 'OVERDUE') AND (fired_at IS NULL OR next_at IS NOT NULL)`;

/**
 * Fires clocks whose reminder, deadline or step of the ladder lies in the past: claimed FOR UPDATE SKIP LOCKED in the transaction of their consequence, so any number of
 * instances fire each exactly once. On the deadline itself nothing is late yet. A consequence that fails rolls back alone (savepoint),
 * counts its attempt and is tried again later; it never blocks its batch.
 */
export class ClockLoop {
  private readonly rounds: Rounds;

  constructor(private readonly settings: ClockLoopSettings) {
    const look = async () => ((await this.fireDue()) > 0 ? 0 : this.untilNext());
    this.rounds = new Rounds(look, (error) => settings.onError(error, null));
    settings.time.onJump(() => this.poke());
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** Looks at once: business time was moved, or a short clock began. */
  poke(): void {
    this.rounds.poke();
  }

  /** Fires what is due now; answers how many fired. */
  async fireDue(): Promise<number> {
    const { source, time, batch = 50 } = this.settings;
    const now = time.now();
    let announced = false;
    const fired = await source.transaction(async (manager) => {
      const rows = await readRows<ClockRow>(
        manager,
        `SELECT * FROM clock WHERE ${speaks} AND ${speaksAt} < $1 AND (try_again_at IS NULL OR try_again_at <= clock_timestamp())
         ORDER BY ${speaksAt} LIMIT $2 FOR UPDATE SKIP LOCKED`,
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
      const ring = ringAt(clock, work.now);
      if (ring && 'overdue' in ring) await this.overdue(clock, work);
      else await this.rung(clock, ring, work);
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

  private async overdue(clock: Clock, work: Work): Promise<void> {
    const passed = { ...clock, state: 'OVERDUE', firedAt: work.now } as const;
    await work.query(
      `UPDATE clock SET state = 'OVERDUE', fired_at = clock_timestamp(), next_at = $2 WHERE id = $1`,
      [clock.id, nextAt(passed)],
    );
    await this.settings.consequence(passed, work);
  }

  /** Null where nothing is due after all: another version had moved the deadline and knew no rungs. */
  private async rung(clock: Clock, ring: Exclude<Ring, { overdue: true }> | null, work: Work): Promise<void> {
    const after = { ...clock, rungsFired: [...clock.rungsFired, ...(ring?.done ?? [])] };
    await work.query(
      `UPDATE clock SET rungs_fired = $2, next_at = $3, attempts = 0, try_again_at = NULL, last_error = NULL WHERE id = $1`,
      [clock.id, after.rungsFired, nextAt(after)],
    );
    if (ring) await this.settings.onRung?.(after, ring.rung, ring.index, work);
  }

  private async untilNext(): Promise<number> {
    const longest = this.settings.pollMilliseconds ?? 1_000;
    const [next] = await readRows<{ at: Date }>(
      this.settings.source,
      `SELECT ${speaksAt} AS at FROM clock WHERE ${speaks} AND (try_again_at IS NULL OR try_again_at <= clock_timestamp())
       ORDER BY ${speaksAt} LIMIT 1`,
    );
    if (!next) return longest;
    return Math.max(1, Math.min(next.at.getTime() - this.settings.time.now().getTime() + 1, longest));
  }
}
