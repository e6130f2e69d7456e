import { createWriteStream, type WriteStream } from 'node:fs';

/** `DONE`: acknowledged. `REFUSED`: told no. `UNKNOWN`: no answer until the end, so that it may have happened once or not at all. */
export type Outcome = 'DONE' | 'REFUSED' | 'UNKNOWN';

/** One mutation as its client knows it. Every attempt had the same key and the same correlation id. */
export type Deed = Readonly<{
  correlationId: string;
  operation: string;
  outcome: Outcome;
  code: string | null;
  attempts: number;
  /** From the first attempt to the answer that decided. */
  milliseconds: number;
  /** What was answered, as far as it is checked later. */
  answer: unknown;
}>;

export type Receipt = Readonly<{ id: string; number: string; trackingSecret: string }>;

/** What clients were told, in the order they were told; the file is for whoever looks into a violation. */
export class Ledger {
  readonly deeds: Deed[] = [];
  readonly receipts: Receipt[] = [];
  readonly ratings = new Map<string, number>();
  /** File id → SHA-256 of what was sent. */
  readonly files = new Map<string, string>();
  readonly refusals = new Map<string, number>();
  /** Attempts that ended without an answer that decides, by what was heard instead. */
  readonly unanswered = new Map<string, number>();
  retries = 0;
  reads = 0;
  private readonly file: WriteStream;

  constructor(path: string) {
    this.file = createWriteStream(path, { mode: 0o600 });
  }

  write(deed: Deed): void {
    this.deeds.push(deed);
    this.retries += deed.attempts - 1;
    if (deed.outcome === 'REFUSED') count(this.refusals, `${deed.operation} ${deed.code ?? ''}`);
    this.file.write(`${JSON.stringify({ at: new Date().toISOString(), ...deed })}\n`);
  }

  of(outcome: Outcome): Deed[] {
    return this.deeds.filter((deed) => deed.outcome === outcome);
  }

  close(): Promise<void> {
    return new Promise((closed) => this.file.end(() => closed()));
  }
}

export function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
