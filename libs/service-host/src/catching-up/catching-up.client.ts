import { randomUUID } from 'node:crypto';
import type { Service } from '@weisu/api';
import {
  cursorsOf,
  encode,
  entriesBeyond,
  eventOf,
  mostEntries,
  sourceOf,
  type Inbox,
  type JournalEntry,
  type Time,
} from '@weisu/messaging';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { InternalCall } from '../surroundings.js';
import { entriesSchema } from './entry.js';
import type { CallKeys } from './keys.js';
import type { FindSubjects } from './subjects-of.decorator.js';

export type CatchingUpSettings = Readonly<{
  schema: string;
  source: DataSource;
  time: Time;
  inbox: Inbox;
  /** Schemas whose events decide something here, its own among them. */
  sources: readonly string[];
  /** Null where a service runs alone: it reads its own journal only. */
  call: InternalCall | null;
  find: FindSubjects | null;
}>;

/** Reads at once; who comes meanwhile waits, and all who wait share the next one. */
const mostReads = 4;
/** Subjects whose entries take effect at once. */
const mostSubjects = 4;
/** Pages of one source: a subject has some dozens of entries. */
const mostPages = 5;

const registrar: Service = 'INTAKE';
const found = z.array(z.object({ key: z.string(), subject: z.string() }));

type Read = Readonly<{ subjects: Set<string>; done: Promise<void>; begin: () => void }>;

/**
 * Takes effect of what the journals say about a subject beyond what was heard here, in order, through the inbox: the delivery that follows is known then.
 * An answer is never shared with who asked after its reading began, for they may know more (docs/adr/0036).
 */
export class CatchingUp {
  private waiting: Read | null = null;
  private reads = 0;

  constructor(private readonly settings: CatchingUpSettings) {}

  /**
   * Resolves when everything was heard that was said of these before the call; rejects when an owner cannot be asked. `from`: another service that knows ids
   * of its own among them. Whether a key exists changes nothing in who is asked how often.
   */
  async on(keys: CallKeys, from: Service | null): Promise<void> {
    await this.read(await this.subjectsOf(keys, from));
  }

  private async subjectsOf({ ids, numbers }: CallKeys, from: Service | null): Promise<Set<string>> {
    const { source, find } = this.settings;
    const own = find ? await find(source.manager, [...ids, ...numbers]) : [];
    const others = await Promise.all([
      this.askFor(numbers, registrar),
      ...(from ? [this.askFor(ids, from)] : []),
    ]);
    const known = [...own, ...others.flat()];
    // a number that nobody gave costs what one costs that somebody gave
    const unknown = numbers.some((number) => known.every(({ key }) => key !== number)) ? [randomUUID()] : [];
    return new Set([...ids, ...known.map(({ subject }) => subject), ...unknown]);
  }

  private async askFor(keys: readonly string[], owner: Service) {
    const { call, schema } = this.settings;
    if (!keys.length || !call || owner.toLowerCase() === schema) return [];
    return found.parse(await call(owner, 'subjectsOf', { keys }));
  }

  private read(subjects: ReadonlySet<string>): Promise<void> {
    this.waiting ??= this.open();
    const { waiting } = this;
    for (const subject of subjects) waiting.subjects.add(subject);
    this.begin();
    return waiting.done;
  }

  private open(): Read {
    const subjects = new Set<string>();
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const done = begun.then(() => this.hear([...subjects]));
    // who waits for it hears of the failure
    done
      .catch(() => undefined)
      .finally(() => {
        this.reads -= 1;
        this.begin();
      });
    return { subjects, done, begin };
  }

  private begin(): void {
    if (!this.waiting || this.reads >= mostReads) return;
    const { waiting } = this;
    this.waiting = null;
    this.reads += 1;
    waiting.begin();
  }

  private async hear(subjects: readonly string[]): Promise<void> {
    await Promise.all(this.settings.sources.map((of) => this.hearFrom(of, subjects)));
  }

  private async hearFrom(of: string, subjects: readonly string[]): Promise<void> {
    for (let page = 0; page < mostPages; page += 1) {
      const entries = await this.entriesOf(of, subjects);
      await this.takeEffect(of, entries);
      if (entries.length < mostEntries) return;
    }
  }

  private async entriesOf(of: string, subjects: readonly string[]): Promise<readonly JournalEntry[]> {
    const { schema, source, time, call } = this.settings;
    const cursors = await cursorsOf(source, sourceOf(of), subjects);
    if (of === schema) return entriesBeyond(source, cursors, time.now());
    if (!call) return [];
    return entriesSchema.parse(
      await call(of.toUpperCase() as Service, 'readSubjects', { subjects: cursors }),
    );
  }

  private async takeEffect(of: string, entries: readonly JournalEntry[]): Promise<void> {
    const left = [...bySubject(entries).values()];
    const next = async (): Promise<void> => {
      for (let lane = left.pop(); lane; lane = left.pop())
        for (const entry of lane)
          // what follows of the subject waits for it
          if (!(await this.settings.inbox.takeAhead(encode(eventOf(of, entry))))) break;
    };
    await Promise.all(Array.from({ length: mostSubjects }, next));
  }
}

function bySubject(entries: readonly JournalEntry[]): Map<string, JournalEntry[]> {
  const lanes = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    const lane = lanes.get(entry.subject);
    if (lane) lane.push(entry);
    else lanes.set(entry.subject, [entry]);
  }
  return lanes;
}
