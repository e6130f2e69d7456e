import { inLanes } from './lanes.js';

describe('working in lanes', () => {
  it('keeps the order within a lane while lanes overtake each other', async () => {
    const done: string[] = [];
    await inLanes(
      ['a1', 'b1', 'a2', 'b2', 'a3'],
      (item) => (item.startsWith('a') ? 0 : 1),
      { lanes: 2, waiting: 10 },
      async (item) => {
        for (let turn = item === 'a1' ? 20 : 1; turn > 0; turn -= 1) await Promise.resolve();
        done.push(item);
      },
    );
    expect(done.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(done[0]).toBe('b1');
  });

  it('reads no further ahead than it may', async () => {
    let read = 0;
    let done = 0;
    let furthest = 0;
    function* items(): Generator<number> {
      for (; read < 20; read += 1) {
        furthest = Math.max(furthest, read - done);
        yield read;
      }
    }
    await inLanes(
      items(),
      (item) => item,
      { lanes: 2, waiting: 3 },
      async () => {
        await Promise.resolve();
        done += 1;
      },
    );
    expect(done).toBe(20);
    expect(furthest).toBeLessThanOrEqual(3);
  });

  it('stops at the first failure and throws it', async () => {
    const done: number[] = [];
    const work = inLanes(
      [1, 2, 3, 4, 5, 6],
      () => 0,
      { lanes: 1, waiting: 1 },
      async (item) => {
        await Promise.resolve();
        if (item === 2) throw new Error('the second');
        done.push(item);
      },
    );
    await expect(work).rejects.toThrow('the second');
    expect(done).toEqual([1]);
  });
});
