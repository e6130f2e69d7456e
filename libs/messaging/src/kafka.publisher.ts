import type { Kafka, Producer } from 'kafkajs';
import type { Message } from './cloud-event.js';
import { limits, toldClearly } from './kafka.client.js';
import { PublishBatches } from './kafka.batches.js';
import { byTopic } from './kafka.records.js';

/** Below `message.max.bytes` of a broker's default, which counts per partition and request. */
const requestBytes = 900_000;

/**
 * The idempotent producer, acks=all. After any failure another one takes its place: the client counts its sequence back, but the broker may
 * have taken the batch, and would take another batch with the same numbers for its repetition: acknowledged, and never stored.
 */
export class KafkaPublisher {
  private producer: Producer | null = null;
  private closed = false;
  private failing = false;
  private readonly commit = new PublishBatches((messages) => this.send(messages), requestBytes);

  constructor(
    private readonly kafka: Kafka,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The last request was not refused. */
  get ready(): boolean {
    return !this.failing;
  }

  async publish(messages: readonly Message[]): Promise<void> {
    if (this.closed) throw new Error('the transport is closed');
    if (messages.length) await this.commit.publish(messages);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.commit.settled();
    await this.drop();
  }

  private async send(messages: readonly Message[]): Promise<void> {
    const topicMessages = byTopic(messages);
    try {
      this.producer ??= await this.connect();
      await this.producer.sendBatch({ acks: -1, timeout: limits.produce, topicMessages });
      this.failing = false;
    } catch (error) {
      this.failing = true;
      await this.drop();
      throw toldClearly(
        error,
        topicMessages.map(({ topic }) => topic),
      );
    }
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
    });
    try {
      await producer.connect();
      return producer;
    } catch (error) {
      await producer.disconnect().catch(this.onError);
      throw error;
    }
  }

  private async drop(): Promise<void> {
    const { producer } = this;
    this.producer = null;
    await producer?.disconnect().catch(this.onError);
  }
}
