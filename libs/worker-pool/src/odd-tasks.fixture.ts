import { threadId } from 'node:worker_threads';
import { openedStream } from './worker-stream.js';
import { transferred } from './transferred.js';
import type { StreamTask } from './worker-bytes.js';

/** Tasks as a stranger would wish them: without an end, without a bound, with an error. */
export function answer(given: number): Readonly<{ double: number; thread: number }> {
  return { double: given * 2, thread: threadId };
}

export function turned({ bytes }: Readonly<{ bytes: Uint8Array }>): Readonly<{ bytes: Uint8Array }> {
  bytes.reverse();
  return transferred({ bytes }, [bytes]);
}

export function spin(_: null): never {
  for (;;);
}

export function hoard(_: null): number {
  const hoarded: number[][] = [];
  for (;;) hoarded.push(Array.from({ length: 10_000 }, (__, index) => index * 1.5));
}

export function refuse(message: string): never {
  throw new RangeError(message);
}

export function never(_: null): Promise<void> {
  return new Promise(() => undefined);
}

/** Each batch of numbers becomes as many bytes. */
export async function bytesOf({ port }: StreamTask): Promise<void> {
  const { batches, write } = openedStream<readonly number[]>(port);
  for await (const batch of batches) {
    if (batch.includes(-1)) throw new RangeError('a number below 0');
    if (batch.includes(-2)) for (;;);
    await write(Uint8Array.from(batch));
  }
}
