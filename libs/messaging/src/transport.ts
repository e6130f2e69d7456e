import type { Message } from './cloud-event.js';

export type Subscription = Readonly<{
  /** One effect per group: the members of a group share its messages. */
  group: string;
  topics: readonly string[];
  /** Resolves when the message needs no redelivery; a rejection means: deliver it again. */
  handle: (message: Message) => Promise<void>;
}>;

/**
 * What a broker promises, in Kafka's terms: at least once, in order per key, each group on its own. `publish` resolves when every
 * message is acknowledged (acks=all); on rejection none may be taken as sent and all are published again.
 */
export abstract class Transport {
  abstract publish(messages: readonly Message[]): Promise<void>;
  /** Answers how to leave the group; leaving waits for the message in hand. */
  abstract subscribe(subscription: Subscription): Promise<() => Promise<void>>;
}
