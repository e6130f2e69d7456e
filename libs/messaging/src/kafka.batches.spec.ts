import { eventually } from '@weisu/testing';
import type { Message } from './cloud-event.js';
import { PublishBatches } from './kafka.batches.js';

describe('publishing while a request is on the way', () => {
  it('sends what was published within one tick in one request, and what waits in the next, in order', async () => {
    const broker = new SlowBroker();
    const commit = new PublishBatches(broker.send, 10_000);
    const first = [commit.publish(named('a', 'b')), commit.publish(named('c'))];
    await eventually(() => expect(broker.requests).toEqual(['abc']));
    const second = [commit.publish(named('d')), commit.publish(named('e', 'f'))];
    broker.answer();
    await Promise.all(first);
    await eventually(() => expect(broker.requests).toEqual(['abc', 'def']));
    broker.answer();
    await Promise.all(second);
  });

  it('parts what is too much for one request, and acknowledges after the last part', async () => {
    const broker = new SlowBroker();
    const commit = new PublishBatches(broker.send, 80);
    let acknowledged = false;
    const call = commit.publish(named('a', 'b', 'c')).then(() => (acknowledged = true));
    await eventually(() => expect(broker.requests).toEqual(['ab']));
    broker.answer();
    await eventually(() => expect(broker.requests).toEqual(['ab', 'c']));
    expect(acknowledged).toBe(false);
    broker.answer();
    await call;
  });

  it('rejects what waits together with what failed, so that nothing overtakes it, and goes on afterwards', async () => {
    const broker = new SlowBroker();
    const commit = new PublishBatches(broker.send, 10_000);
    const results = Promise.allSettled([commit.publish(named('a'))]);
    await eventually(() => expect(broker.requests).toEqual(['a']));
    const waiting = Promise.allSettled([commit.publish(named('b'))]);
    broker.answer(new Error('away'));
    const [[failed], [behind]] = await Promise.all([results, waiting]);
    expect([failed?.status, behind?.status]).toEqual(['rejected', 'rejected']);
    const again = commit.publish(named('a', 'b'));
    await eventually(() => expect(broker.requests).toEqual(['a', 'ab']));
    broker.answer();
    await again;
    await commit.settled();
  });
});

/** Acknowledges when told to; a request is the values it carries. */
class SlowBroker {
  readonly requests: string[] = [];
  answer: (error?: Error) => void = () => undefined;

  readonly send = (messages: readonly Message[]): Promise<void> => {
    this.requests.push(messages.map(({ value }) => value).join(''));
    return new Promise((resolve, reject) => {
      this.answer = (error) => (error ? reject(error) : resolve());
    });
  };
}

function named(...values: string[]): Message[] {
  return values.map((value) => ({ topic: 't', key: 'k', headers: {}, value }));
}
