import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, KafkaTransport, kafkaSettings, makeTopics, type Message } from '@weisu/messaging';
import { eventually } from '@weisu/testing';
import { startKafka, type RunningKafka } from '../src/parts/kafka.js';

/** Milliseconds: the longest start of a broker, and then what the test itself takes. */
const withStart = 180_000;

let folder: string;
let kafka: RunningKafka;
let faults: unknown[];
let open: KafkaTransport[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weisu-kafka-'));
  const classpath = process.env['WEISU_KAFKA_CLASSPATH'];
  kafka = await startKafka({ folder, ...(classpath ? { classpath } : {}) });
}, withStart);

afterAll(async () => {
  await kafka.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  faults = [];
  open = [];
});

afterEach(() => Promise.all(open.map((transport) => transport.close())));

describe('a topic in Kafka', () => {
  it('keeps the order of each key, also when many publish at once', async () => {
    const topic = await topicOf('order');
    const sender = connect();
    const got = await listen(connect(), 'readers', topic);
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    for (let round = 0; round < 20; round += 1)
      await Promise.all(
        keys.map((key) => sender.publish([0, 1, 2].map((n) => message(topic, key, round * 3 + n)))),
      );
    await eventually(() => expect(got).toHaveLength(480));
    for (const key of keys) expect(numbersOf(got, key)).toEqual(upTo(60));
  });

  it('shares the messages of a group among its members, and gives each group all of them', async () => {
    const topic = await topicOf('share');
    const first = await listen(connect(), 'workers', topic);
    const second = await listen(connect(), 'workers', topic);
    const others = await listen(connect(), 'others', topic);
    const sender = connect();
    const sent = await publishUntil(sender, topic, () => first.length > 0 && second.length > 0);
    await eventually(() => expect(distinct([...first, ...second])).toEqual(upTo(sent)));
    await eventually(() => expect(distinct(others)).toEqual(upTo(sent)));
    expect(others).toHaveLength(sent);
  });

  it('gives a new group what was published before it came', async () => {
    const topic = await topicOf('earlier');
    await connect().publish(upTo(10).map((n) => message(topic, 'k', n)));
    const got = await listen(connect(), 'late', topic);
    await eventually(() => expect(numbersOf(got, 'k')).toEqual(upTo(10)));
  });

  it('delivers a rejected message again, in order, while other partitions go on', async () => {
    const topic = await topicOf('rejected');
    const got: Message[] = [];
    let refusals = 0;
    let refusing = true;
    await connect().subscribe({
      group: 'strict',
      topics: [topic],
      handle: (one) => {
        if (one.key === 'bad' && refusing) {
          refusals += 1;
          return Promise.reject(new Error('not now'));
        }
        got.push(one);
        return Promise.resolve();
      },
    });
    const sender = connect();
    await sender.publish(upTo(3).map((n) => message(topic, 'bad', n)));
    await sender.publish(upTo(20).map((n) => message(topic, `good-${n}`, n)));
    await eventually(() => {
      expect(refusals).toBeGreaterThan(1);
      // Keys of the partition of `bad` wait behind it; those of the three others do not.
      expect(got.length).toBeGreaterThan(8);
    });
    expect(numbersOf(got, 'bad')).toEqual([]);
    refusing = false;
    await eventually(() => expect(numbersOf(got, 'bad')).toEqual(upTo(3)));
    expect(got).toHaveLength(23);
    expect(faults.map(String)).toContain('Error: not now');
  });

  it('starts again after the last handled message when a member left, and leaving waits for the message in hand', async () => {
    const topic = await topicOf('leave');
    const order: string[] = [];
    let release = (): void => undefined;
    const member = connect();
    const leave = await member.subscribe({
      group: 'careful',
      topics: [topic],
      handle: async (one) => {
        order.push(`began ${one.value}`);
        if (one.value === '1') await new Promise<void>((resolve) => (release = resolve));
        order.push(`ended ${one.value}`);
      },
    });
    await connect().publish(upTo(4).map((n) => message(topic, 'k', n)));
    await eventually(() => expect(order).toContain('began 1'));
    const left = leave().then(() => order.push('left'));
    release();
    await left;
    expect(order).toEqual(['began 0', 'ended 0', 'began 1', 'ended 1', 'left']);
    const got = await listen(connect(), 'careful', topic);
    await eventually(() => expect(numbersOf(got, 'k')).toEqual([2, 3]));
  });

  it('gives a message without headers, or without a value, to the handler, and decode refuses it', async () => {
    const topic = await topicOf('broken');
    const got = await listen(connect(), 'strict', topic);
    await connect().publish([{ topic, key: '', headers: {}, value: '{}' }, message(topic, 'k', 1)]);
    await eventually(() => expect(got).toHaveLength(2));
    for (const one of got) expect(() => decode(one)).toThrow();
  });

  it('tells how far a group is behind', async () => {
    const topic = await topicOf('lag');
    const transport = connect();
    const leave = await transport.subscribe({
      group: 'slow',
      topics: [topic],
      handle: () => Promise.resolve(),
    });
    await transport.publish([message(topic, 'k', 0)]);
    const lag = async () => (await transport.lag('slow')).reduce((sum, one) => sum + one.lag, 0);
    await eventually(async () => expect(await lag()).toBe(0));
    await leave();
    await transport.publish(upTo(7).map((n) => message(topic, 'k', n)));
    expect(await lag()).toBe(7);
  });

  it('is refused with the remedy when it does not exist', async () => {
    const transport = connect();
    const missing = 'Kafka lacks a topic of nowhere: run the command "topics"';
    await expect(transport.publish([message('nowhere', 'k', 0)])).rejects.toThrow(missing);
    expect(transport.ready()).toBe(false);
    await expect(
      transport.subscribe({ group: 'lost', topics: ['nowhere'], handle: () => Promise.resolve() }),
    ).rejects.toThrow(missing);
  });
});

describe('making the topics', () => {
  const wanted = { partitions: 4, replication: 1, retentionHours: 24 };

  it('creates what is missing, sets the retention, and tells of partitions instead of adding them', async () => {
    const make = (settings: Partial<typeof wanted>) =>
      makeTopics(settingsOf(), { ...wanted, ...settings }, ['made']);
    expect(await make({})).toEqual(['made: created, 4 partitions']);
    expect(await make({})).toEqual(['made: as wanted']);
    expect(await make({ retentionHours: 48 })).toEqual(['made: retention.ms set to 172800000']);
    expect(await make({ retentionHours: 48, partitions: 6 })).toEqual([
      'made: has 4 partitions, not 6: left so, as the order per key would break',
    ]);
  });
});

describe('a broker that dies', () => {
  it(
    'loses nothing that was acknowledged; sender and group come back by themselves',
    async () => {
      const topic = await topicOf('killed');
      const sender = connect();
      const got = await listen(connect(), 'survivors', topic);
      const acknowledged: number[] = [];
      let next = 0;
      const publish = async (upper: number) => {
        while (next < upper) {
          try {
            await sender.publish([message(topic, `k${next % 5}`, next)]);
            acknowledged.push(next);
            next += 1;
          } catch (error) {
            faults.push(error); // as a relay does: the same message again
          }
        }
      };
      await publish(200);
      const going = publish(2_000);
      await eventually(() => expect(acknowledged.length).toBeGreaterThan(300));
      kafka.kill();
      const port = Number(kafka.brokers.split(':')[1]);
      const classpath = process.env['WEISU_KAFKA_CLASSPATH'];
      kafka = await startKafka({ folder, port, ...(classpath ? { classpath } : {}) });
      await going;
      await eventually(() => expect(distinct(got)).toEqual(upTo(2_000)), 60_000);
      for (const key of ['k0', 'k1', 'k2', 'k3', 'k4']) {
        const firsts = [...new Set(numbersOf(got, key))];
        expect(firsts).toEqual([...firsts].sort((one, other) => one - other));
      }
      expect(sender.ready()).toBe(true);
    },
    withStart,
  );
});

function settingsOf() {
  return kafkaSettings({ KAFKA_BROKERS: kafka.brokers });
}

function connect(): KafkaTransport {
  const transport = new KafkaTransport(settingsOf(), {
    clientId: 'test',
    onError: (error) => faults.push(error),
  });
  open.push(transport);
  return transport;
}

async function topicOf(name: string): Promise<string> {
  await makeTopics(settingsOf(), { partitions: 4, replication: 1, retentionHours: 1 }, [name]);
  return name;
}

/** What a group gets from now on, in the order it was handled. */
async function listen(transport: KafkaTransport, group: string, topic: string): Promise<Message[]> {
  const got: Message[] = [];
  const handle = (one: Message) => Promise.resolve(void got.push(one));
  await transport.subscribe({ group, topics: [topic], handle });
  return got;
}

/** Members of a group get their partitions one after the other: publishes until both have something. */
async function publishUntil(sender: KafkaTransport, topic: string, enough: () => boolean): Promise<number> {
  let sent = 0;
  await eventually(async () => {
    await sender.publish([message(topic, `k${sent}`, sent)]);
    sent += 1;
    expect(enough()).toBe(true);
  }, 20_000);
  return sent;
}

function message(topic: string, key: string, n: number): Message {
  return { topic, key, headers: { ce_id: `${key}-${n}` }, value: String(n) };
}

function numbersOf(messages: readonly Message[], key: string): number[] {
  return messages.filter((one) => one.key === key).map((one) => Number(one.value));
}

function distinct(messages: readonly Message[]): number[] {
  return [...new Set(messages.map((one) => Number(one.value)))].sort((one, other) => one - other);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}
