import { eventually } from '@weisu/testing';
import type { Message } from './cloud-event.js';
import { Lanes, type Fetched, type LanesSettings } from './kafka.lanes.js';

describe('the partitions of a member', () => {
  it('are handled beside each other, and each in order', async () => {
    const hands = new Hands();
    const lanes = lanesWith(hands);
    lanes.take('t', 0, fetched(0, 2));
    lanes.take('t', 1, fetched(0, 1, 'other'));
    await eventually(() => expect(hands.began).toEqual(['0', 'other0']));
    hands.finish('other0');
    await eventually(() => expect(lanes.marks()).toEqual([{ topic: 't', partition: 1, offset: '1' }]));
    hands.finish('0');
    await eventually(() => expect(hands.began).toEqual(['0', 'other0', '1']));
    hands.finish('1');
    await eventually(() => expect(lanes.marks()).toContainEqual({ topic: 't', partition: 0, offset: '2' }));
    lanes.committed(lanes.marks());
    expect(lanes.marks()).toEqual([]);
  });

  it('keep a message that was rejected until it is handled, before those behind it', async () => {
    const handled: string[] = [];
    let refusals = 3;
    const lanes = lanesWith({
      handle: ({ value }) => {
        if (refusals > 0) return Promise.reject(new Error(`no ${(refusals -= 1)}`));
        return Promise.resolve(void handled.push(value));
      },
    });
    lanes.take('t', 0, fetched(0, 2));
    await eventually(() => expect(handled).toEqual(['0', '1']));
  });

  it('do not take twice what comes again after a rebalance', async () => {
    const hands = new Hands();
    const lanes = lanesWith(hands);
    lanes.take('t', 0, fetched(5, 8));
    lanes.assign({ t: [0, 1] });
    lanes.take('t', 0, fetched(5, 9));
    for (const value of ['5', '6', '7', '8']) {
      await eventually(() => expect(hands.began.at(-1)).toBe(value));
      hands.finish(value);
    }
    await eventually(() => expect(lanes.marks()).toEqual([{ topic: 't', partition: 0, offset: '9' }]));
    expect(hands.began).toEqual(['5', '6', '7', '8']);
  });

  it('forget a partition that went to another member, and take it up again when it comes back', async () => {
    const hands = new Hands();
    const lanes = lanesWith(hands);
    lanes.take('t', 0, fetched(0, 3));
    await eventually(() => expect(hands.began).toEqual(['0']));
    lanes.assign({});
    lanes.assign({ t: [0] });
    lanes.take('t', 0, fetched(0, 2));
    hands.finish('0');
    // The old delivery of 0 is not counted for the new tenure: it is handled again, and the inbox knows it.
    await eventually(() => expect(hands.began).toEqual(['0', '0']));
    hands.finish('0');
    await eventually(() => expect(hands.began).toEqual(['0', '0', '1']));
    expect(lanes.marks()).toEqual([{ topic: 't', partition: 0, offset: '1' }]);
    hands.finish('1');
    await lanes.stop();
  });

  it('ask for no more while they are full, and go on when half is handled', async () => {
    const hands = new Hands();
    const calls: string[] = [];
    const lanes = lanesWith({
      handle: hands.handle,
      laneBytes: 100,
      stopFetching: (topic, partition) => calls.push(`stop ${topic}/${partition}`),
      goOnFetching: (topic, partition) => calls.push(`go on ${topic}/${partition}`),
    });
    lanes.take('t', 0, fetched(0, 4));
    expect(calls).toEqual(['stop t/0']);
    for (const value of ['0', '1', '2', '3']) {
      await eventually(() => expect(hands.began.at(-1)).toBe(value));
      hands.finish(value);
    }
    await eventually(() => expect(calls).toEqual(['stop t/0', 'go on t/0']));
  });

  it('end with the message in hand; what waits stays unhandled', async () => {
    const hands = new Hands();
    const lanes = lanesWith(hands);
    lanes.take('t', 0, fetched(0, 3));
    await eventually(() => expect(hands.began).toEqual(['0']));
    const stopped = lanes.stop();
    hands.finish('0');
    await stopped;
    expect(hands.began).toEqual(['0']);
    expect(lanes.marks()).toEqual([{ topic: 't', partition: 0, offset: '1' }]);
  });

  it('end while a message waits for its next attempt, without a mark for it', async () => {
    let attempts = 0;
    const lanes = lanesWith({
      handle: () => {
        attempts += 1;
        return Promise.reject(new Error('no'));
      },
      backOff: () => 600_000,
    });
    lanes.take('t', 0, fetched(0, 1));
    await eventually(() => expect(attempts).toBe(1));
    await lanes.stop();
    expect(lanes.marks()).toEqual([]);
  });
});

/** Handles a message when told to. */
class Hands {
  readonly began: string[] = [];
  private readonly ends = new Map<string, () => void>();

  readonly handle = ({ value }: Message): Promise<void> => {
    this.began.push(value);
    return new Promise((resolve) => this.ends.set(value, resolve));
  };

  finish(value: string): void {
    this.ends.get(value)?.();
  }
}

function lanesWith(settings: Pick<LanesSettings, 'handle'> & Partial<LanesSettings>): Lanes {
  return new Lanes({
    onError: () => undefined,
    laneBytes: 10_000,
    stopFetching: () => undefined,
    goOnFetching: () => undefined,
    onHandled: () => undefined,
    backOff: () => 1,
    ...settings,
  });
}

function fetched(from: number, to: number, prefix = ''): Fetched[] {
  return Array.from({ length: to - from }, (_, index) => {
    const value = `${prefix}${from + index}`;
    return { offset: BigInt(from + index), message: { topic: 't', key: 'k', headers: {}, value } };
  });
}
