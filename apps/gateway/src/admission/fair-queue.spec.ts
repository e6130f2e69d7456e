import { FairQueue } from './fair-queue.js';

/** Work that is in hand until it is told to end. */
function bench(queue: FairQueue) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const ask = (network: string, name: string, isGone?: () => boolean) =>
    queue.run(
      network,
      () => {
        begun.push(name);
        return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
      },
      isGone,
    );
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const end = async (name: string) => {
    ends.get(name)?.();
    await settle();
  };
  return { begun, ask, end, settle };
}

const names = (letter: string, count: number) => Array.from({ length: count }, (_, n) => `${letter}${n + 1}`);

describe('a fair queue', () => {
  it('begins no more of one network than its share, and others at once', async () => {
    const { begun, ask, settle } = bench(new FairQueue({ ofOne: 2, inAll: 8, waiting: 100 }));
    for (const name of names('a', 5)) void ask('a', name);
    void ask('b', 'b1');
    await settle();
    expect(begun).toEqual(['a1', 'a2', 'b1']);
  });

  it('gives the networks that wait a turn each, in the order in which each came', async () => {
    const { begun, ask, end, settle } = bench(new FairQueue({ ofOne: 2, inAll: 2, waiting: 100 }));
    for (const name of names('a', 4)) void ask('a', name);
    for (const name of names('b', 2)) void ask('b', name);
    void ask('c', 'c1');
    await settle();
    for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'b2']) await end(name);
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
  });

  it('starves nobody by many who come once', async () => {
    const { begun, ask, end, settle } = bench(new FairQueue({ ofOne: 2, inAll: 1, waiting: 100 }));
    for (const name of names('a', 2)) void ask('a', name);
    for (let n = 1; n <= 3; n += 1) void ask(`once ${n}`, `o${n}`);
    await settle();
    for (const name of ['a1', 'o1']) await end(name);
    for (let n = 4; n <= 9; n += 1) void ask(`once ${n}`, `o${n}`);
    for (const name of ['o2', 'o3']) await end(name);
    expect(begun).toEqual(['a1', 'o1', 'o2', 'o3', 'a2']);
  });

  it('has room again after work that failed', async () => {
    const queue = new FairQueue({ ofOne: 1, inAll: 1, waiting: 1 });
    const failed = queue.run('a', () => Promise.reject(new Error('no')));
    const next = queue.run('a', () => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('refuses only the network of which too much waits', async () => {
    const { ask, settle, begun, end } = bench(new FairQueue({ ofOne: 1, inAll: 1, waiting: 2 }));
    for (const name of names('a', 3)) void ask('a', name);
    await settle();
    await expect(ask('a', 'a4')).rejects.toMatchObject({ code: 'TRY_LATER' });
    void ask('b', 'b1');
    await end('a1');
    expect(begun).toEqual(['a1', 'b1']);
  });

  it('does nothing for who is gone when the turn comes', async () => {
    const { begun, ask, end, settle } = bench(new FairQueue({ ofOne: 1, inAll: 1, waiting: 9 }));
    void ask('a', 'a1');
    const gone = ask('a', 'a2', () => true);
    void ask('a', 'a3');
    const left = expect(gone).rejects.toMatchObject({ code: 'TRY_LATER' });
    await settle();
    await end('a1');
    await left;
    expect(begun).toEqual(['a1', 'a3']);
  });
});
