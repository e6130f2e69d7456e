import type { MessagePort } from 'node:worker_threads';
import { whole } from './transferred.js';

/** What a worker says to who feeds it, and what it hears. */
export type FromWorker = Readonly<{ kind: 'more' }> | Readonly<{ kind: 'bytes'; bytes: Uint8Array }>;
export type ToWorker<Batch> =
  Readonly<{ kind: 'batch'; batch: Batch }> | Readonly<{ kind: 'end' }> | Readonly<{ kind: 'taken' }>;

/** A stream as the worker sees it. */
export type WorkerStream<Batch> = Readonly<{
  /** Batch after batch, each asked for when the one before is used up. */
  batches: AsyncIterable<Batch>;
  /** Hands bytes over, and waits until the reader has taken them. */
  write(bytes: Uint8Array): Promise<void>;
}>;

/** The worker's end of `bytesThrough`. One answer of each kind is waited for at a time, so that neither side piles up what the other has not used. */
export function openedStream<Batch>(port: MessagePort): WorkerStream<Batch> {
  const waiting = new Map<ToWorker<Batch>['kind'], (message: ToWorker<Batch>) => void>();
  port.on('message', (message: ToWorker<Batch>) => waiting.get(message.kind)?.(message));
  const heard = (...kinds: readonly ToWorker<Batch>['kind'][]): Promise<ToWorker<Batch>> =>
    new Promise((resolve) => {
      for (const kind of kinds) waiting.set(kind, resolve);
    });
  return {
    batches: (async function* () {
      for (;;) {
        const answer = heard('batch', 'end');
        port.postMessage({ kind: 'more' } satisfies FromWorker);
        const message = await answer;
        if (message.kind !== 'batch') return;
        yield message.batch;
      }
    })(),
    async write(bytes) {
      const answer = heard('taken');
      port.postMessage({ kind: 'bytes', bytes } satisfies FromWorker, whole([bytes]));
      await answer;
    },
  };
}
