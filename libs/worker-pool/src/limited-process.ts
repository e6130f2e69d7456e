import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { WorkerFailure, type WorkerFailureReason } from './worker-failure.js';

export type ProcessLimits = Readonly<{
  /** Tasks that wait: one runs at a time. One more is refused. */
  waiting: number;
  /** Of these, how many of one asker. */
  waitingOfOne: number;
  /** How long a task may run, the start of its process included. */
  milliseconds: number;
  /** Resident memory of the process, looked at every 25 ms. Linux alone tells it; elsewhere a task is bounded by what its program bounds itself. */
  megabytes: number;
  /** What it may answer. */
  answerBytes: number;
}>;

/** A process that ended by itself without an answer. `code`: what it ended with. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';

  constructor(
    /** Null: killed by a signal that is not ours, as where memory is short for all. */ readonly code:
      number | null,
    /** The beginning of what it wrote to standard error. */ readonly said: string,
  ) {
    super(`a process ended with ${String(code)}`);
  }
}

const lookEveryMs = 25;
const mostSaid = 500;
const bytesOfPage = 4_096;

/**
 * Runs a module of ours as a process of its own, one task after another: bytes go to its standard input, its standard output is the answer. It has nothing of our
 * environment, loads no compiled addon, and is killed when it is over its limits. For what decodes a stranger's bytes with memory that no heap limit of a thread bounds.
 */
export class LimitedProcess {
  private readonly queue: Waiting[] = [];
  /** By asker of who waits, when one of theirs last had its turn. */
  private readonly served = new Map<string, number>();
  private turns = 0;
  private isBusy = false;
  private isClosed = false;
  private running: Run | null = null;

  constructor(
    private readonly file: URL,
    private readonly limits: ProcessLimits,
  ) {}

  /**
   * `input` is asked for when it is the task's turn, so that who waits holds no bytes; what does not come in the time of a task leaves its place to the next (STOPPED).
   * Askers (`by`) take turns, so that one who wants much keeps nobody waiting for all of it. Throws WorkerFailure, ProcessEnded, and what `input` throws.
   */
  async run(args: readonly string[], input: () => Promise<Uint8Array>, by = ''): Promise<Buffer> {
    await this.turn(by);
    try {
      const bytes = await inTime(input(), this.limits.milliseconds);
      if (this.isClosed) throw new WorkerFailure('STOPPED');
      this.running = new Run(fileURLToPath(this.file), args, this.limits);
      return await this.running.answerTo(bytes);
    } finally {
      this.running = null;
      const next = this.next();
      if (next) next.go();
      else this.isBusy = false;
    }
  }

  /** Of whoever has waited longest for a turn of theirs, the first. */
  private next(): Waiting | undefined {
    const servedAt = ({ by }: Waiting): number => this.served.get(by) ?? 0;
    const [next] = this.queue.toSorted((one, other) => servedAt(one) - servedAt(other));
    if (!next) {
      this.served.clear();
      return undefined;
    }
    this.queue.splice(this.queue.indexOf(next), 1);
    this.served.set(next.by, (this.turns += 1));
    return next;
  }

  /** A task that runs is killed, those that wait are refused. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const { go } of this.queue.splice(0)) go();
    await this.running?.end('STOPPED');
  }

  private async turn(by: string): Promise<void> {
    if (this.isClosed) throw new WorkerFailure('STOPPED');
    if (!this.isBusy) {
      this.isBusy = true;
      this.served.set(by, (this.turns += 1));
      return;
    }
    const { waiting, waitingOfOne } = this.limits;
    const own = this.queue.filter((one) => one.by === by).length;
    if (this.queue.length >= waiting || own >= waitingOfOne) throw new WorkerFailure('TOO_MANY_WAITING');
    await new Promise<void>((go) => this.queue.push({ by, go }));
    if (this.isClosed) throw new WorkerFailure('STOPPED');
  }
}

type Waiting = Readonly<{ by: string; go: () => void }>;

async function inTime<Result>(coming: Promise<Result>, milliseconds: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new WorkerFailure('STOPPED')), milliseconds);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}

class Run {
  private readonly child: ChildProcess;
  private readonly closed: Promise<Readonly<{ code: number | null }>>;
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private said = '';
  private killedFor: WorkerFailureReason | null = null;

  constructor(
    file: string,
    args: readonly string[],
    private readonly limits: ProcessLimits,
  ) {
    this.child = spawn(process.execPath, ['--no-addons', '--max-old-space-size=128', file, ...args], {
      env: {},
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.closed = new Promise((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code) => resolve({ code }));
    });
    this.child.stdout?.on('data', (chunk: Buffer) => this.take(chunk));
    this.child.stderr?.on(
      'data',
      (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(0, mostSaid)),
    );
  }

  async answerTo(input: Uint8Array): Promise<Buffer> {
    const timer = setTimeout(() => this.kill('TIMED_OUT'), this.limits.milliseconds);
    const watch = setInterval(() => void this.look(), lookEveryMs);
    // a process that ends before it has read everything is told by how it ended
    this.child.stdin?.on('error', () => undefined);
    this.child.stdin?.end(input);
    try {
      const { code } = await this.closed;
      if (this.killedFor) throw new WorkerFailure(this.killedFor);
      if (code !== 0) throw new ProcessEnded(code, this.said);
      return Buffer.concat(this.chunks);
    } finally {
      clearTimeout(timer);
      clearInterval(watch);
    }
  }

  async end(reason: WorkerFailureReason): Promise<void> {
    this.kill(reason);
    await this.closed;
  }

  private kill(reason: WorkerFailureReason): void {
    this.killedFor ??= reason;
    this.child.kill('SIGKILL');
  }

  private take(chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.bytes > this.limits.answerBytes) this.kill('OUT_OF_MEMORY');
    else this.chunks.push(chunk);
  }

  private async look(): Promise<void> {
    const resident = await residentBytes(this.child.pid);
    if (resident > this.limits.megabytes * 1_000_000) this.kill('OUT_OF_MEMORY');
  }
}

/** 0 where nobody tells: the process has ended, or this is no Linux. */
async function residentBytes(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0;
  try {
    const [, pages = ''] = (await readFile(`/proc/${String(pid)}/statm`, 'latin1')).split(' ');
    return Number(pages) * bytesOfPage;
  } catch {
    // what it ended with is told by its end
    return 0;
  }
}
