import { randomUUID } from 'node:crypto';
import { systemActor } from '@weisu/contracts';
import { Work, type Time } from '@weisu/messaging';
import type { Calendars } from '@weisu/working-time';
import type { DataSource } from 'typeorm';
import { lockOutdated, recount } from './calendar.store.js';
import type { Clock } from './clock.js';
import { Rounds } from './rounds.js';

/** Says that a deadline has moved (or is not provisional any more); runs in the transaction that moves it. */
export type OnRecounted = (before: Clock, after: Clock, work: Work) => Promise<void>;

export type CalendarLoopSettings = Readonly<{
  source: DataSource;
  time: Time;
  /** The calendar in force; null until the reference data has arrived. */
  calendars: () => Promise<Calendars | null>;
  onRecounted: OnRecounted;
  poke: () => void;
  onError: (error: unknown, clockId: string | null) => void;
  batch?: number;
  /** Longest sleep between two looks, in milliseconds. */
  pollMilliseconds?: number;
}>;

/**
 * Counts anew what was counted by another version of the calendar than the one in force: after an activation, and what was started by a copy that
 * had not heard of it. Any number of instances share the work; one broken off is gone on with; a clock that fails is told of and left, so that it holds up
 * no other.
 */
export class CalendarLoop {
  private readonly rounds: Rounds;
  /** What failed by which version: left out until another one is in force, or this process starts again. */
  private failed: { version: string; ids: string[] } = { version: '', ids: [] };

  constructor(private readonly settings: CalendarLoopSettings) {
    const { pollMilliseconds = 10_000, onError } = settings;
    const look = async () => ((await this.catchUp()) > 0 ? 0 : pollMilliseconds);
    this.rounds = new Rounds(look, (error) => onError(error, null));
  }

  start(): void {
    this.rounds.start();
  }

  async stop(): Promise<void> {
    await this.rounds.stop();
  }

  /** Looks at once: another calendar is in force. */
  poke(): void {
    this.rounds.poke();
  }

  /** Counts a batch anew; answers how many there were. */
  async catchUp(): Promise<number> {
    const { source, time, batch = 25 } = this.settings;
    const calendars = await this.settings.calendars();
    if (!calendars) return 0;
    const context = { now: time.now(), actor: systemActor, correlationId: randomUUID(), causationId: null };
    let announced = false;
    const recounted = await source.transaction(async (manager) => {
      const work = new Work(manager, context);
      if (this.failed.version !== calendars.version) this.failed = { version: calendars.version, ids: [] };
      const outdated = await lockOutdated(work, calendars.version, this.failed.ids, batch);
      for (const clock of outdated) await this.recount(work, clock, calendars);
      announced = work.hasAnnounced;
      return outdated.length;
    });
    if (announced) this.settings.poke();
    return recounted;
  }

  private async recount(work: Work, before: Clock, calendars: Calendars): Promise<void> {
    await work.query('SAVEPOINT recount');
    try {
      const after = await recount(work, before, calendars);
      if (after) await this.settings.onRecounted(before, after, work);
      await work.query('RELEASE SAVEPOINT recount');
    } catch (error) {
      await work.query('ROLLBACK TO SAVEPOINT recount');
      this.failed.ids.push(before.id);
      this.settings.onError(error, before.id);
    }
  }
}
