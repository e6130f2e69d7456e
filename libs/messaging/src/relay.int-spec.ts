import { eventually } from '@weisu/testing';
import { laneCount, Relay } from './index.js';
import { counted, KeepingTransport, Outbox, schema, subjects } from './outbox.fixture.js';

const minute = 60_000;

describe('the relay', () => {
  let outbox: Outbox;
  let transport: KeepingTransport;
  let errors: unknown[];
  let relays: Relay[];

  const relay = (pollMilliseconds?: number) => {
    const made = new Relay({
      url: outbox.url,
      schema,
      transport,
      onError: (error) => errors.push(error),
      ...(pollMilliseconds ? { pollMilliseconds } : {}),
    });
    relays.push(made);
    return made;
  };
  const holdsAll = (pid?: number) =>
    eventually(async () => {
      const holders = await outbox.holders();
      expect(holders.size).toBe(laneCount);
      const pids = new Set(holders.values());
      expect(pids.size).toBe(1);
      expect(pids.has(pid ?? -1)).toBe(false);
      return [...pids][0];
    });
  const load = (count: number, poke: () => void) =>
    Promise.all(
      Array.from({ length: count }, (_, n) => outbox.announceOn(subjects[n % subjects.length]!, poke)),
    );

  beforeEach(async () => {
    outbox = await Outbox.open();
    transport = new KeepingTransport();
    errors = [];
    relays = [];
  });
  afterEach(async () => {
    await Promise.all(relays.map((one) => one.stop()));
    await outbox.close();
  });

  it('carries 200 concurrent transactions in the order of each subject, without a gap, and empties the outbox', async () => {
    const one = relay();
    one.start();
    await load(200, () => one.poke());
    await outbox.emptied();
    for (const subject of subjects) expect(transport.sequencesOf(subject)).toEqual(counted(10));
    expect(errors).toEqual([]);
  });

  it('shares the lanes with the relay of another process, which takes over when one stops', async () => {
    const [first, second] = [relay(50), relay(50)];
    const pokeBoth = () => [first, second].forEach((one) => one.poke());
    first.start();
    second.start();
    await Promise.all([
      load(100, pokeBoth),
      eventually(() => expect(transport.acknowledged.length).toBeGreaterThan(10)),
    ]);
    expect((await outbox.holders()).size).toBe(laneCount);
    await Promise.all([load(100, pokeBoth), first.stop()]);
    await holdsAll();
    await load(100, pokeBoth);
    await outbox.emptied();
    for (const subject of subjects) expect(transport.sequencesOf(subject)).toEqual(counted(15));
    expect(errors).toEqual([]);
  });

  it('is woken by the commit of a process that holds no lane', async () => {
    const holder = relay(minute);
    holder.start();
    await holdsAll();
    const other = relay(minute);
    other.start();
    await outbox.announceOn(subjects[0]!);
    await eventually(() => {
      other.poke();
      expect(transport.sequencesOf(subjects[0]!)).toEqual([1]);
    });
  });

  it('carries what a lost poke left, at its next look', async () => {
    relay(50).start();
    await holdsAll();
    await outbox.announceOn(subjects[0]!);
    await outbox.emptied();
    expect(transport.sequencesOf(subjects[0]!)).toEqual([1]);
  });

  it('comes back by itself when its connection is killed', async () => {
    const one = relay(minute);
    one.start();
    const pid = await holdsAll();
    await outbox.killHolders();
    await holdsAll(pid);
    await outbox.announceOn(subjects[0]!, () => one.poke());
    await outbox.emptied();
    expect(errors.length).toBeGreaterThan(0);
  });

  it('sends again what it could not delete after the acknowledgement, and loses nothing', async () => {
    transport.before = () => {
      transport.before = () => Promise.resolve();
      return outbox.killHolders();
    };
    await load(40, () => undefined);
    relay(50).start();
    await outbox.emptied();
    for (const subject of subjects) {
      const sent = transport.sequencesOf(subject);
      expect([...new Set(sent)]).toEqual([1, 2]);
      expect(sent.slice(-2)).toEqual([1, 2]);
    }
  });

  it('tries again what the transport refused, in the same order', async () => {
    let refusals = 3;
    transport.before = () => (refusals-- > 0 ? Promise.reject(new Error('no broker')) : Promise.resolve());
    const one = relay(50);
    one.start();
    await load(40, () => one.poke());
    await outbox.emptied();
    for (const subject of subjects) expect([...new Set(transport.sequencesOf(subject))]).toEqual([1, 2]);
    expect(errors.map(String)).toContain('Error: no broker');
  });

  it('ends what is on its way before it gives up its lanes, and can start again', async () => {
    let finish: () => void = () => undefined;
    const one = relay(50);
    const onItsWay = new Promise<void>((reached) => {
      transport.before = () => {
        reached();
        return new Promise((resolve) => (finish = resolve));
      };
    });
    await outbox.announceOn(subjects[0]!);
    one.start();
    await onItsWay;
    const stopped = one.stop();
    expect((await outbox.holders()).size).toBe(laneCount);
    finish();
    await stopped;
    expect(await outbox.holders()).toEqual(new Map());
    expect(await outbox.sql('SELECT 1 FROM outbox')).toEqual([]);

    transport.before = () => Promise.resolve();
    one.start();
    await outbox.announceOn(subjects[0]!, () => one.poke());
    await outbox.emptied();
    expect(transport.sequencesOf(subjects[0]!)).toEqual([1, 2]);
  });
});
