import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { WorkerFailure, type WorkerFailureReason } from './worker-failure.js';

export type ProcessLimits = Readonly<{
  /** Tasks that wait: one runs at a time. One more is refused. */
  waiting: number;
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
    readonly code: number,
    /** The beginning of what it wrote to standard error. */ readonly said: string,
  ) {
    super(`a process ended with ${code}`);
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
  private readonly queue: (() => void)[] = [];
  private isBusy = false;
  private isClosed = false;
  private running: Run | null = null;

  constructor(
    private readonly file: URL,
    private readonly limits: ProcessLimits,
  ) {}

  /** `input` is asked for when it is the task's turn, so that who waits holds no bytes. Throws WorkerFailure, ProcessEnded, and what `input` throws. */
  async run(args: readonly string[], input: () => Promise<Uint8Array>): Promise<Buffer> {
    await this.turn();
    try {
      const bytes = await input();
      if (this.isClosed) throw new WorkerFailure('STOPPED');
      this.running = new Run(fileURLToPath(this.file), args, this.limits);
      return await this.running.answerTo(bytes);
    } finally {
      this.running = null;
      const next = this.queue.shift();
      if (next) next();
      else this.isBusy = false;
    }
  }

  /** A task that runs is killed, those that wait are refused. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const go of this.queue.splice(0)) go();
    await this.running?.end('STOPPED');
  }

  private async turn(): Promise<void> {
    if (this.isClosed) throw new WorkerFailure('STOPPED');
    if (!this.isBusy) {
      this.isBusy = true;
      return;
    }
    if (this.queue.length >= this.limits.waiting) throw new WorkerFailure('TOO_MANY_WAITING');
    await new Promise<void>((go) => this.queue.push(go));
    if (this.isClosed) throw new WorkerFailure('STOPPED');
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
      // by a signal that is not ours: the kernel was out of memory, or V8 was
      if (code === null) throw new WorkerFailure('OUT_OF_MEMORY');
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
  try {
    const [, pages = ''] = (await readFile(`/proc/${String(pid)}/statm`, 'latin1')).split(' ');
    return Number(pages) * bytesOfPage;
  } catch {
    // what it ended with is told by its end
    return 0;
  }
}
