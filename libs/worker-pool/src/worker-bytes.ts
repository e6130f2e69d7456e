import { types } from 'node:util';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './worker-stream.js';
import { WorkerFailure } from './worker-failure.js';
import type { WorkerPool } from './worker-pool.js';

/** A task that is fed through a port. */
export type StreamTask = Readonly<{ port: MessagePort }>;

/** Longer than any district exports; a reader that is slower than this is ended, too. */
const longestMilliseconds = 6 * 3_600_000;

/**
 * What a worker makes of batches, chunk by chunk. Batches are read when the worker asks, the next chunk is made when the last one was taken, and who stops
 * reading ends the task with its thread. `stepMilliseconds` bounds what the worker does between two messages. Throws WorkerFailure.
 */
export async function* bytesThrough<Batch, Name extends string>(
  pool: WorkerPool<Readonly<Record<Name, (task: StreamTask) => Promise<void>>>>,
  name: Name,
  batches: AsyncIterable<Batch>,
  stepMilliseconds: number,
): AsyncGenerator<Uint8Array> {
  const { port1: ours, port2: theirs } = new MessageChannel();
  const said = new Inbox<FromWorker>(ours);
  const stop = new AbortController();
  const task = pool
    .run(name, { port: theirs } as never, {
      ports: [theirs],
      signal: stop.signal,
      milliseconds: longestMilliseconds,
    })
    .then(
      () => said.end(null),
      (error: unknown) => said.end(types.isNativeError(error) ? error : new Error(String(error))),
    );
  const source: AsyncIterator<Batch, unknown> = batches[Symbol.asyncIterator]();
  const answer = (message: ToWorker<Batch>): void => ours.postMessage(message);
  try {
    for (;;) {
      const message = await said.next(stepMilliseconds);
      if (message === null) return;
      if (message.kind === 'bytes') {
        yield message.bytes;
        answer({ kind: 'taken' });
      } else {
        const read = await source.next();
        answer(read.done ? { kind: 'end' } : { kind: 'batch', batch: read.value });
      }
    }
  } finally {
    stop.abort();
    ours.close();
    await Promise.all([task, source.return?.()]);
  }
}

/** Messages of a port in their order, and the end of who sends them. */
class Inbox<Message> {
  private readonly messages: Message[] = [];
  private ended: Readonly<{ error: Error | null }> | null = null;
  private wake: () => void = () => undefined;

  constructor(port: MessagePort) {
    port.on('message', (message: Message) => {
      this.messages.push(message);
      this.wake();
    });
  }

  end(error: Error | null): void {
    this.ended = { error };
    this.wake();
  }

  /** The next message; null when the sender has ended. Throws TIMED_OUT, and what the sender ended with. */
  async next(milliseconds: number): Promise<Message | null> {
    const message = this.messages.shift();
    if (message) return message;
    if (this.ended?.error) throw this.ended.error;
    if (this.ended) return null;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new WorkerFailure('TIMED_OUT')), milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    return this.next(milliseconds);
  }
}
