import type { MessagePort } from 'node:worker_threads';
import { Thread } from './thread.js';
import { whole } from './transferred.js';
import { WorkerFailure } from './worker-failure.js';

export type WorkerLimits = Readonly<{
  /** Tasks that run at once, each in a thread of its own. */
  threads: number;
  /** Tasks that wait for a thread; one more is refused. */
  waiting: number;
  /** How long a task may run, the start of its thread included. */
  milliseconds: number;
  /** Heap of a thread. Bytes outside the heap are bounded by what the task is given. */
  megabytes: number;
}>;

export type TaskOptions = Readonly<{
  /** Bytes of the task that are handed over: the caller has them no more. */
  bytes?: readonly Uint8Array[];
  ports?: readonly MessagePort[];
  /** Ends the task and its thread. */
  signal?: AbortSignal;
  /** Instead of the limit of the pool, for a task that waits for its caller and is watched by it. */
  milliseconds?: number;
}>;

type Tasks = Readonly<Record<string, unknown>>;
type TaskOf<Task> = Task extends (given: infer Given) => unknown ? Given : never;
type AnswerOf<Task> = Task extends (given: never) => infer Answer ? Awaited<Answer> : never;

/**
 * Runs the exported functions of a module in threads of their own. A task over its time or heap is ended together with its thread, and the next task
 * gets a new one. `onError` hears of a thread that died without a task.
 */
export class WorkerPool<Module extends object = Tasks> {
  private readonly free: Thread[] = [];
  private readonly busy = new Set<Thread>();
  private readonly queue: (() => void)[] = [];
  private running = 0;
  private isClosed = false;

  constructor(
    private readonly file: URL,
    private readonly limits: WorkerLimits,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Throws WorkerFailure, and what the task throws. */
  async run<Name extends keyof Module & string>(
    name: Name,
    task: TaskOf<Module[Name]>,
    options: TaskOptions = {},
  ): Promise<AnswerOf<Module[Name]>> {
    await this.turn();
    try {
      return (await this.runNow(name, task, options)) as AnswerOf<Module[Name]>;
    } finally {
      // who waits longest takes the place over, so that nobody who comes now can step in between
      const next = this.queue.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  /** Tasks that run or wait are ended. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const go of this.queue.splice(0)) go();
    await Promise.all([...this.busy, ...this.free.splice(0)].map((thread) => thread.end()));
  }

  private async turn(): Promise<void> {
    if (this.isClosed) throw new WorkerFailure('STOPPED');
    if (this.running < this.limits.threads) {
      this.running += 1;
      return;
    }
    if (this.queue.length >= this.limits.waiting) throw new WorkerFailure('TOO_MANY_WAITING');
    await new Promise<void>((go) => this.queue.push(go));
  }

  private async runNow(name: string, task: unknown, options: TaskOptions): Promise<unknown> {
    const { bytes = [], ports = [], signal, milliseconds = this.limits.milliseconds } = options;
    if (this.isClosed || signal?.aborted) throw new WorkerFailure('STOPPED');
    const stop = new AbortController();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      stop.abort();
    }, milliseconds);
    const stopped = (): void => stop.abort();
    signal?.addEventListener('abort', stopped, { once: true });
    const thread = this.free.pop() ?? new Thread(this.file, this.limits.megabytes, this.onError);
    this.busy.add(thread);
    try {
      const answer = await thread.run(name, task, [...whole(bytes), ...ports], stop.signal);
      if (thread.isSound && !this.isClosed) this.keep(thread);
      return answer;
    } catch (cause) {
      if (isLate) throw new WorkerFailure('TIMED_OUT', { cause });
      if (isOutOfMemory(cause)) throw new WorkerFailure('OUT_OF_MEMORY', { cause });
      if (this.isClosed || signal?.aborted) throw new WorkerFailure('STOPPED', { cause });
      throw cause;
    } finally {
      this.busy.delete(thread);
      if (!this.free.includes(thread)) void thread.end();
      clearTimeout(timer);
      signal?.removeEventListener('abort', stopped);
    }
  }

  private keep(thread: Thread): void {
    this.free.push(thread);
    thread.whenIdle(() => {
      this.free.splice(this.free.indexOf(thread), 1);
      void thread.end();
    });
  }
}

function isOutOfMemory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
