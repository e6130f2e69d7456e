import type * as oddTasks from './odd-tasks.fixture.js';
import { bytesThrough } from './worker-bytes.js';
import { workerFile } from './worker-file.js';
import { WorkerPool, type WorkerLimits } from './worker-pool.js';
import { eventually } from '@weisu/testing';

const file = workerFile('./odd-tasks.fixture.js', import.meta.url);
const limits: WorkerLimits = { threads: 1, waiting: 1, milliseconds: 20_000, megabytes: 64 };

let pools: WorkerPool<typeof oddTasks>[] = [];
const errors: unknown[] = [];
const poolOf = (more: Partial<WorkerLimits> = {}) => {
  const pool = new WorkerPool<typeof oddTasks>(file, { ...limits, ...more }, (error) => errors.push(error));
  pools.push(pool);
  return pool;
};

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  pools = [];
  expect(errors).toEqual([]);
});

describe('a task in a thread of its own', () => {
  it('is a function of a module, and the next one finds the thread warm', async () => {
    const pool = poolOf();
    const first = await pool.run('answer', 21);
    expect(first.double).toBe(42);
    expect((await pool.run('answer', 1)).thread).toBe(first.thread);
  });

  it('takes bytes over and gives them back without a copy', async () => {
    const pool = poolOf();
    const given = Uint8Array.from([1, 2, 3]);
    const { bytes } = await pool.run('turned', { bytes: given }, { bytes: [given] });
    expect([...bytes]).toEqual([3, 2, 1]);
    expect(given.byteLength).toBe(0);
  });

  it('keeps the neighbours of bytes that are a part of more', async () => {
    const pool = poolOf();
    const all = Uint8Array.from([1, 2, 3, 4]);
    const part = all.subarray(1, 3);
    const { bytes } = await pool.run('turned', { bytes: part }, { bytes: [part] });
    expect([...bytes]).toEqual([3, 2]);
    expect([...all]).toEqual([1, 2, 3, 4]);
  });

  it('throws what the task throws', async () => {
    await expect(poolOf().run('refuse', 'no')).rejects.toMatchObject({ name: 'RangeError', message: 'no' });
  });
});

describe('a task over its limits', () => {
  it('of time is ended with its thread, and the next one gets another', async () => {
    const pool = poolOf({ milliseconds: 3_000 });
    const { thread } = await pool.run('answer', 1);
    await expect(pool.run('spin', null)).rejects.toMatchObject({ reason: 'TIMED_OUT', isOverLimits: true });
    const next = await pool.run('answer', 2);
    expect(next.double).toBe(4);
    expect(next.thread).not.toBe(thread);
  });

  it('of memory is ended with its thread, and the next one gets another', async () => {
    const pool = poolOf({ megabytes: 24 });
    await expect(pool.run('hoard', null)).rejects.toMatchObject({ reason: 'OUT_OF_MEMORY' });
    expect((await pool.run('answer', 2)).double).toBe(4);
  });

  it('of number is refused at once; who waits is served in turn', async () => {
    const pool = poolOf();
    const stop = new AbortController();
    const running = pool.run('never', null, { signal: stop.signal });
    const waiting = pool.run('answer', 1);
    await expect(pool.run('answer', 2)).rejects.toMatchObject({
      reason: 'TOO_MANY_WAITING',
      isOverLimits: false,
    });
    stop.abort();
    await expect(running).rejects.toMatchObject({ reason: 'STOPPED' });
    expect((await waiting).double).toBe(2);
  });

  it('of a pool that closes is stopped, running or waiting', async () => {
    const pool = poolOf();
    const tasks = [pool.run('spin', null), pool.run('answer', 1)];
    const ended = Promise.allSettled(tasks);
    await pool.close();
    expect(await ended).toMatchObject([
      { status: 'rejected', reason: { reason: 'STOPPED' } },
      { status: 'rejected', reason: { reason: 'STOPPED' } },
    ]);
    await expect(pool.run('answer', 1)).rejects.toMatchObject({ reason: 'STOPPED' });
  });
});

describe('bytes that a worker makes of batches', () => {
  async function* batches(...list: readonly (readonly number[])[]): AsyncGenerator<readonly number[]> {
    yield* list;
  }
  const collected = async (chunks: AsyncIterable<Uint8Array>) => {
    const found: number[][] = [];
    for await (const chunk of chunks) found.push([...chunk]);
    return found;
  };
  const through = (
    pool: WorkerPool<typeof oddTasks>,
    source: AsyncIterable<readonly number[]>,
    milliseconds = 20_000,
  ) => bytesThrough(pool, 'bytesOf', source, milliseconds);

  it('come in their order, to the end', async () => {
    expect(await collected(through(poolOf(), batches([1, 2], [], [3])))).toEqual([[1, 2], [], [3]]);
    expect(await collected(through(poolOf(), batches()))).toEqual([]);
  });

  it('are made no faster than they are read', async () => {
    let read = 0;
    const endless = (async function* () {
      for (;;) {
        read += 1;
        yield [read];
      }
    })();
    const chunks = through(poolOf(), endless);
    for (let taken = 1; taken <= 3; taken += 1) {
      expect((await chunks.next()).value).toEqual(Uint8Array.from([taken]));
      expect(read).toBe(taken);
    }
    await chunks.return(undefined);
    expect(read).toBe(3);
  });

  it('end with their reader: the source is closed, and the thread is free for the next', async () => {
    let closed = false;
    const source = (async function* () {
      try {
        for (;;) yield [1];
      } finally {
        closed = true;
      }
    })();
    const pool = poolOf({ waiting: 0 });
    const chunks = through(pool, source);
    await chunks.next();
    await chunks.return(undefined);
    expect(closed).toBe(true);
    expect((await pool.run('answer', 2)).double).toBe(4);
  });

  it.each([
    { what: 'the worker throws', list: [[1], [-1]], error: { name: 'RangeError' } },
    { what: 'a step takes too long', list: [[1], [-2]], error: { reason: 'TIMED_OUT' } },
  ])('end with an error when $what', async ({ list, error }) => {
    const pool = poolOf({ waiting: 0 });
    await expect(collected(through(pool, batches(...list), 3_000))).rejects.toMatchObject(error);
    await eventually(async () => expect((await pool.run('answer', 2)).double).toBe(4));
  });

  it('end with the error of their source', async () => {
    const source = (async function* () {
      yield [1];
      throw new RangeError('away');
    })();
    await expect(collected(through(poolOf(), source))).rejects.toThrow('away');
  });
});
