import type { Kafka } from 'kafkajs';
import type { Message } from './cloud-event.js';
import { kafkaClient } from './kafka.client.js';
import { KafkaMember } from './kafka.consumer.js';
import { KafkaPublisher } from './kafka.publisher.js';
import type { KafkaSettings } from './kafka.settings.js';
import { lagOf, type Lag } from './kafka.topics.js';
import { Transport, type Subscription } from './transport.js';

export type KafkaTransportOptions = Readonly<{
  /** What the brokers' logs and quotas call this process. */
  clientId: string;
  /** Gets what nobody waits for: a rejected message before it is delivered again, a lost connection before it comes back. */
  onError: (error: unknown) => void;
}>;

/** Kafka behind the terms of `Transport`. It connects when it is first used. */
export class KafkaTransport extends Transport {
  private readonly kafka: Kafka;
  private readonly publisher: KafkaPublisher;
  private readonly prefix: string;
  private readonly members = new Set<KafkaMember>();

  constructor(
    settings: KafkaSettings,
    private readonly options: KafkaTransportOptions,
  ) {
    super();
    this.prefix = settings.prefix;
    this.kafka = kafkaClient(settings, options.clientId);
    this.publisher = new KafkaPublisher(this.kafka, options.onError);
  }

  publish(messages: readonly Message[]): Promise<void> {
    return this.publisher.publish(
      messages.map((message) => ({ ...message, topic: this.prefix + message.topic })),
    );
  }

  /** Rejects when the configuration is wrong: password, missing topic. A broker that is away is waited for here, now and later. */
  async subscribe(subscription: Subscription): Promise<() => Promise<void>> {
    const member = new KafkaMember(this.kafka, this.prefixed(subscription), this.options.onError);
    await member.join();
    this.members.add(member);
    return async () => {
      this.members.delete(member);
      await member.leave();
    };
  }

  /** The last request was acknowledged and every group has this member. */
  ready(): boolean {
    return this.publisher.ready && [...this.members].every((member) => member.ready);
  }

  /** How many messages a group has not committed, by partition; asks the brokers, so keep the answer for some seconds. */
  lag(group: string): Promise<Lag[]> {
    return lagOf(this.kafka, this.prefix + group);
  }

  private prefixed({ group, topics, handle }: Subscription): Subscription {
    return {
      group: this.prefix + group,
      topics: topics.map((topic) => this.prefix + topic),
      handle: (message) => handle({ ...message, topic: message.topic.slice(this.prefix.length) }),
    };
  }

  async close(): Promise<void> {
    const members = [...this.members];
    this.members.clear();
    await Promise.all(members.map((member) => member.leave()));
    await this.publisher.close();
  }
}
