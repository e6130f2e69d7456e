import { setTimeout as pause } from 'node:timers/promises';
import { systemActor, type Envelope, type ServiceName } from '@weisu/contracts';
import { sqlState, Work } from '@weisu/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import {
  holdReactions,
  noteTold,
  openBeside,
  projectionTables,
  switchTo,
  untold,
  type Switched,
} from './beside.store.js';
import { pageLength, type JournalEntry, type ReadJournal } from './journal.client.js';
import { projections } from './projection.reactions.js';

/** Whose events evaluation reacts to. */
const tellers: readonly ServiceName[] = ['DIRECTORY', 'INTAKE', 'DISPATCH', 'MEDIATION'];

/** Tries to switch; between two of them whatever committed late has been read. */
const mostAttempts = 20;
const betweenAttemptsMs = 500;

export type Rebuilt = Readonly<{ entries: number; switched: readonly Switched[] }>;

/**
 * Reads every journal from its beginning, makes the projections of it in tables beside and then switches in one transaction, so that nobody ever
 * sees half of it. The service goes on meanwhile: an event that takes effect during the rebuild is in the journals, too, and the switch happens
 * only when everything that took effect has been read. Throws when a journal has a gap, and changes nothing then.
 */
export async function rebuild(source: DataSource, readJournal: ReadJournal): Promise<Rebuilt> {
  const runner = source.createQueryRunner();
  await runner.connect();
  try {
    const { manager } = runner;
    await openBeside(manager);
    const journals = tellers.map((service) => new JournalCourse(service, readJournal, manager));
    for (let attempt = 1; ; attempt += 1) {
      for (const journal of journals) await journal.readOn();
      await runner.startTransaction();
      const result = await switched(manager, journals).catch(async (error: unknown) => {
        await runner.rollbackTransaction();
        throw error;
      });
      // what was read into the tables beside stays, also when it was not yet enough to switch
      await runner.commitTransaction();
      if (result.switched) return { entries: sum(journals), switched: result.switched };
      if (attempt === mostAttempts)
        throw new Error(`no journal tells of ${result.missing.join(', ')}, which took effect here`);
      await pause(betweenAttemptsMs);
      for (const journal of journals) journal.stepBack();
    }
  } finally {
    // the connection ends, and with it the tables beside
    await runner.release();
    await source.destroy();
  }
}

const sum = (journals: readonly JournalCourse[]): number =>
  journals.reduce((total, { entries }) => total + entries, 0);

type Attempt = Readonly<{ switched: readonly Switched[] | null; missing: readonly string[] }>;

async function switched(manager: EntityManager, journals: readonly JournalCourse[]): Promise<Attempt> {
  try {
    await holdReactions(manager);
  } catch (error) {
    if (sqlState(error) !== '55P03') throw error;
    throw new Error('reactions of the running service did not end within 5 s: try again', { cause: error });
  }
  for (const journal of journals) await journal.readOn();
  const missing = await untold(manager);
  if (missing.length) return { switched: null, missing };
  for (const journal of journals) journal.requireWhole();
  const done: Switched[] = [];
  for (const table of projectionTables) done.push(await switchTo(manager, table));
  return { switched: done, missing };
}

/** The journal of one service, as far as it was read. Entries of a subject are taken in the order of their sequence, whatever order they come in. */
class JournalCourse {
  entries = 0;
  private readonly last = new Map<string, number>();
  private readonly early = new Map<string, Map<number, JournalEntry>>();
  private cursors: (string | null)[] = [null];

  constructor(
    private readonly service: ServiceName,
    private readonly readJournal: ReadJournal,
    private readonly manager: EntityManager,
  ) {}

  async readOn(): Promise<void> {
    for (;;) {
      const page = await this.readJournal(this.service, this.cursors.at(-1) ?? null);
      for (const entry of page) await this.take(entry);
      if (page.length)
        await noteTold(
          this.manager,
          page.map(({ id }) => id),
        );
      const end = page.at(-1)?.id;
      if (end) this.cursors.push(end);
      if (page.length < pageLength) return;
    }
  }

  /** An entry that was committed after later ones had been read lies behind the cursor: the last two pages are read again. */
  stepBack(): void {
    this.cursors = this.cursors.slice(0, Math.max(1, this.cursors.length - 2));
  }

  requireWhole(): void {
    const [subject] = this.early.keys();
    if (subject !== undefined)
      throw new Error(
        `the journal of ${this.service} has no entry ${(this.last.get(subject) ?? 0) + 1} of ${subject}`,
      );
  }

  private async take(entry: JournalEntry): Promise<void> {
    const { subject, sequence } = entry;
    const next = (this.last.get(subject) ?? 0) + 1;
    if (sequence < next) return;
    if (sequence > next) {
      const waiting = this.early.get(subject) ?? new Map<number, JournalEntry>();
      this.early.set(subject, waiting.set(sequence, entry));
      return;
    }
    await this.project(entry);
    this.last.set(subject, sequence);
    this.entries += 1;
    const waiting = this.early.get(subject);
    const following = waiting?.get(sequence + 1);
    if (!waiting || !following) return;
    waiting.delete(sequence + 1);
    if (!waiting.size) this.early.delete(subject);
    await this.take(following);
  }

  private async project(entry: JournalEntry): Promise<void> {
    const react = projections.get(entry.type);
    if (!react) return;
    const event = eventOf(entry, this.service);
    const { correlationId, id: causationId, time: now } = event;
    await react(event, new Work(this.manager, { now, actor: systemActor, correlationId, causationId }));
  }
}

function eventOf(entry: JournalEntry, service: ServiceName): Envelope {
  return {
    id: entry.id,
    source: `/weisu/${service.toLowerCase()}`,
    type: entry.type,
    subject: entry.subject,
    time: entry.at,
    sequence: entry.sequence,
    correlationId: entry.correlation_id,
    causationId: entry.causation_id,
    actor: { subject: entry.actor_subject, kind: entry.actor_kind, unitId: entry.actor_unit },
    payload: entry.payload,
  };
}
