import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, ConsumerGroupJoinEvent, ConsumerCrashEvent, Kafka } from 'kafkajs';
import { KafkaMisconfigured, toldClearly } from './kafka.client.js';
import { Lanes } from './kafka.lanes.js';
import { messageOf } from './kafka.records.js';
import type { Subscription } from './transport.js';

type Joined = Readonly<{ consumer: Consumer; lanes: Lanes }>;

const settings = {
  /** A member that was killed is missed for so long; heartbeats go out with every fetch, also while a message is handled. */
  sessionTimeout: 10_000,
  heartbeatInterval: 2_000,
  rebalanceTimeout: 30_000,
  /** An answer comes at once when there is something; only leaving, commits and full lanes wait for the end of an empty fetch. */
  maxWaitTimeInMs: 1_000,
  maxBytes: 1024 * 1024,
  maxBytesPerPartition: 256 * 1024,
  allowAutoTopicCreation: false,
};

/** A member holds at most this much of a partition, and one fetch more. */
const laneBytes = 256 * 1024;

/** Milliseconds between commits; a crash delivers again what was handled meanwhile, and the inbox knows it. */
const commitEvery = 250;

/**
 * Milliseconds before the next fetch after one that brought something. At some hundred messages a second each fetch would bring one, and asking for
 * it costs this process and the broker more than handling it.
 */
const gatherFor = 5;

/** Milliseconds after a commit that failed: the coordinator is loading, or the group finds itself anew. */
const commitAgainAfter = 1_000;

/** More than one member ever has, so that no batch waits in the client for another one. */
const partitionsAtOnce = 1_000;

/** One member of a group. It commits only what was handled, and joins anew after a crash of the client, for as long as it takes. */
export class KafkaMember {
  private current: Joined | null = null;
  private recovery: Promise<void> = Promise.resolve();
  private commits: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | null = null;
  private readonly leaving = new AbortController();

  constructor(
    private readonly kafka: Kafka,
    private readonly subscription: Subscription,
    private readonly onError: (error: unknown) => void,
  ) {}

  get ready(): boolean {
    return this.current !== null;
  }

  /**
   * Resolves when the group has given this member its partitions, or when Kafka is only away: then it goes on trying, as a service that
   * starts during an outage still answers. Rejects with what somebody has to mend: a password, a missing topic.
   */
  async join(): Promise<void> {
    try {
      this.current = await this.open();
    } catch (error) {
      if (error instanceof KafkaMisconfigured) throw error;
      this.onError(error);
      this.recovery = this.comeBack();
    }
  }

  async leave(): Promise<void> {
    this.leaving.abort();
    await this.recovery;
    const { current } = this;
    this.current = null;
    if (!current) return;
    await current.lanes.stop();
    await this.commits;
    await this.commit(current);
    if (this.timer) clearTimeout(this.timer);
    await current.consumer.disconnect();
  }

  private async open(): Promise<Joined> {
    const { group, topics, handle } = this.subscription;
    const consumer = this.kafka.consumer({
      groupId: group,
      ...settings,
      retry: {
        initialRetryTime: 100,
        maxRetryTime: 1_000,
        retries: 4,
        restartOnFailure: () => Promise.resolve(false),
      },
    });
    const lanes = new Lanes({
      handle,
      onError: this.onError,
      laneBytes,
      stopFetching: (topic, partition) => consumer.pause([{ topic, partitions: [partition] }]),
      goOnFetching: (topic, partition) => consumer.resume([{ topic, partitions: [partition] }]),
      onHandled: () => this.commitSoon(joined),
    });
    const joined: Joined = { consumer, lanes };
    try {
      await this.start(joined, topics);
      return joined;
    } catch (error) {
      await lanes.stop();
      await consumer.disconnect().catch(this.onError);
      throw toldClearly(error, topics);
    }
  }

  private async start({ consumer, lanes }: Joined, topics: readonly string[]): Promise<void> {
    const joined = new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }: ConsumerGroupJoinEvent) => {
        lanes.assign(payload.memberAssignment);
        resolve();
      });
      consumer.on(consumer.events.CRASH, ({ payload }: ConsumerCrashEvent) => {
        reject(payload.error);
        this.lost(consumer, payload.error);
      });
    });
    joined.catch(() => undefined); // awaited below, unless connecting fails first
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: ({ batch }) => {
        const fetched = batch.messages.map((record) => ({
          offset: BigInt(record.offset),
          message: messageOf(batch.topic, record),
        }));
        lanes.take(batch.topic, batch.partition, fetched);
        return pause(gatherFor);
      },
    });
    await joined;
  }

  /** The client gave up. Before it joined, `open` tells; after that it is on us to come back. */
  private lost(consumer: Consumer, error: unknown): void {
    if (this.current?.consumer !== consumer) return;
    const { lanes } = this.current;
    this.current = null;
    this.onError(error);
    this.recovery = lanes.stop().then(() => this.comeBack());
  }

  private async comeBack(): Promise<void> {
    const { signal } = this.leaving;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      await pause(Math.min(100 * 2 ** attempt, 5_000), null, { signal }).catch(() => null);
      if (signal.aborted) return;
      try {
        this.current = await this.open();
        return;
      } catch (error) {
        this.onError(error);
      }
    }
  }

  private commitSoon(joined: Joined, wait = commitEvery): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.commits = this.commits.then(() => this.commit(joined));
    }, wait);
  }

  private async commit(joined: Joined): Promise<void> {
    const { consumer, lanes } = joined;
    const marks = lanes.marks();
    if (!marks.length) return;
    try {
      await consumer.commitOffsets(marks.map((mark) => ({ ...mark })));
      lanes.committed(marks);
    } catch (error) {
      // Of a generation that is over: the same messages come again, and are known.
      if (!ofThePast.has((error as { type?: string }).type ?? '')) this.onError(error);
      if (this.current === joined) this.commitSoon(joined, commitAgainAfter);
    }
  }
}

const ofThePast = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);
