import type { DataSource } from 'typeorm';
import type { Cursor } from './journal-entry.js';
import { readRows } from './prepared.js';

/** Writes how far a subject was heard, from the parameters at these places; never backwards. */
export const heardUpTo = (source: string, subject: string, sequence: string, from = ''): string =>
  `INSERT INTO heard AS h (source, subject, sequence) SELECT ${source}, ${subject}, ${sequence} ${from}
   ON CONFLICT (source, subject) DO UPDATE SET sequence = greatest(h.sequence, excluded.sequence), at = now()`;

/** How far subjects of a source were heard; a subject of which nothing was heard has 0. */
export async function cursorsOf(
  source: DataSource,
  of: string,
  subjects: readonly string[],
): Promise<Cursor[]> {
  const rows = await readRows<{ subject: string; sequence: number }>(
    source,
    'SELECT subject, sequence FROM heard WHERE source = $1 AND subject = ANY($2::text[])',
    [of, subjects],
  );
  const known = new Map(rows.map(({ subject, sequence }) => [subject, sequence]));
  return subjects.map((subject) => ({ subject, after: known.get(subject) ?? 0 }));
}

const mostWaiting = 2_000;
const flushMilliseconds = 1_000;

/**
 * Cursors of events that nobody here reacts to. They change nothing, so they are written together, a second later: a cursor that a crash forgets is a
 * lower one, and what lies above it is passed over once more.
 */
export class PassedOver {
  private waiting = new Map<string, Readonly<{ source: string; subject: string; sequence: number }>>();
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: DataSource,
    private readonly onError: (error: unknown) => void,
  ) {}

  note(source: string, subject: string, sequence: number): void {
    if (!source || !subject || !Number.isInteger(sequence)) return;
    const key = JSON.stringify([source, subject]);
    const known = this.waiting.get(key)?.sequence ?? 0;
    this.waiting.set(key, { source, subject, sequence: Math.max(known, sequence) });
    if (this.waiting.size >= mostWaiting) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), flushMilliseconds).unref();
  }

  /** Writes what waits; what cannot be written is forgotten, and said. */
  flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const rows = [...this.waiting.values()];
    this.waiting = new Map();
    // a process that ends may have closed the database: a cursor that is forgotten is a lower one
    const written = async () => (this.database.isInitialized ? this.write(rows) : undefined);
    if (rows.length) this.writing = this.writing.then(written).catch(this.onError);
    return this.writing;
  }

  private async write(rows: readonly Readonly<{ source: string; subject: string; sequence: number }>[]) {
    // in the order of the key, so that two replicas never wait for each other
    await readRows(
      this.database,
      heardUpTo(
        'p.source',
        'p.subject',
        'p.sequence',
        'FROM unnest($1::text[], $2::text[], $3::int[]) AS p (source, subject, sequence) ORDER BY 1, 2',
      ),
      [
        rows.map(({ source }) => source),
        rows.map(({ subject }) => subject),
        rows.map(({ sequence }) => sequence),
      ],
    );
  }
}
