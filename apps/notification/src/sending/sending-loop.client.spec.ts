import { eventually } from '@weisu/testing';
import { SendingLoop } from './sending-loop.client.js';

/** A table of due items, with what a loop did to each. */
class Table {
  readonly due: string[] = [];
  readonly sent: string[] = [];
  readonly renewed: string[][] = [];
  readonly givenBack: string[] = [];
  readonly errors: unknown[] = [];
  readonly held = new Map<string, () => void>();
  claiming: Promise<void> = Promise.resolve();
  claimFails = 0;

  loop(concurrency = 2): SendingLoop<string> {
    return new SendingLoop({
      claim: async (limit) => {
        await this.claiming;
        if (this.claimFails-- > 0) throw new Error('the database is away');
        return this.due.splice(0, limit);
      },
      renew: async (items) => void this.renewed.push([...items]),
      giveBack: async (items) => void this.givenBack.push(...items),
      send: async (item) => {
        if (item.startsWith('slow')) await new Promise<void>((done) => this.held.set(item, done));
        if (item.startsWith('bad')) throw new Error(item);
        this.sent.push(item);
      },
      onError: (error) => void this.errors.push(error),
      concurrency,
      pollMilliseconds: 5,
      renewMilliseconds: 5,
    });
  }
}

describe('a sending loop', () => {
  it('holds up nothing for one that is slow, and says meanwhile that it works on it', async () => {
    const table = new Table();
    table.due.push('slow', 'a', 'b', 'c');
    const loop = table.loop();
    loop.start();
    await eventually(() => expect(table.sent).toEqual(['a', 'b', 'c']));
    await eventually(() => expect(table.renewed.at(-1)).toEqual(['slow']));
    table.held.get('slow')?.();
    await eventually(() => expect(table.sent).toContain('slow'));
    await loop.stop();
    expect(table.givenBack).toEqual([]);
  });

  it('goes on after one that fails, and after a claim that fails', async () => {
    const table = new Table();
    table.claimFails = 1;
    table.due.push('bad', 'a');
    const loop = table.loop();
    loop.start();
    await eventually(() => expect(table.sent).toEqual(['a']));
    await loop.stop();
    expect(table.errors.map(String)).toEqual(['Error: the database is away', 'Error: bad']);
  });

  it('keeps the lease of what is under way until it has ended, when it stops', async () => {
    const table = new Table();
    table.due.push('slow');
    const loop = table.loop();
    loop.start();
    await eventually(() => expect(table.held.has('slow')).toBe(true));
    const stopped = loop.stop();
    const before = table.renewed.length;
    await eventually(() => expect(table.renewed.length).toBeGreaterThan(before + 1));
    table.held.get('slow')?.();
    await stopped;
    expect(table.sent).toEqual(['slow']);
  });

  it('gives back what it took while it was told to stop', async () => {
    const table = new Table();
    let claimed: () => void = () => undefined;
    table.claiming = new Promise((done) => (claimed = done));
    table.due.push('a', 'b', 'c');
    const loop = table.loop();
    loop.start();
    const stopped = loop.stop();
    claimed();
    await stopped;
    expect([table.givenBack, table.sent, table.due]).toEqual([['a', 'b'], [], ['c']]);
  });
});
