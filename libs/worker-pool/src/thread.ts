import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';

/** A thread that has nothing to do for so long is ended, and its memory is free. */
const idleMilliseconds = 30_000;

/**
 * One thread and its module. It is a piscina of one, and not a place in a larger one: what was ended in the middle of a task is thrown away as a whole, and
 * piscina (5.1) takes a thread that it starts later for ready only by `instanceof Object`, which jest's modules see another `Object` by.
 */
export class Thread {
  private readonly piscina: Piscina;
  private readonly filename: string;
  private idle: NodeJS.Timeout | undefined;
  private hasFailed = false;

  constructor(file: URL, megabytes: number, onError: (error: unknown) => void) {
    this.filename = fileURLToPath(file);
    this.piscina = new Piscina({
      minThreads: 1,
      maxThreads: 1,
      concurrentTasksPerWorker: 1,
      // an idle thread sleeps in its own event loop
      atomics: 'disabled',
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    });
    this.piscina.on('error', (error: unknown) => {
      this.hasFailed = true;
      onError(error);
    });
  }

  /** False once its thread was ended. */
  get isSound(): boolean {
    return !this.hasFailed;
  }

  async run(
    name: string,
    task: unknown,
    transferList: readonly (ArrayBuffer | MessagePort)[],
    signal: AbortSignal,
  ): Promise<unknown> {
    clearTimeout(this.idle);
    return (await this.piscina.run(task, {
      filename: this.filename,
      name,
      transferList: [...transferList],
      signal,
    })) as unknown;
  }

  whenIdle(then: () => void): void {
    this.idle = setTimeout(then, idleMilliseconds).unref();
  }

  async end(): Promise<void> {
    clearTimeout(this.idle);
    await this.piscina.destroy();
    // one that piscina started in place of an ended one, and that was not ready yet
    await Promise.all(this.piscina.threads.map((thread) => thread.terminate()));
  }
}
