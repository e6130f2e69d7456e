import { connect as connectPlain } from 'node:net';
import { connect as connectTls } from 'node:tls';
import kafkajs, { type Kafka } from 'kafkajs';
import type { KafkaSettings } from './kafka.settings.js';

/** Milliseconds. A relay waits for a broker that is away no longer than a few requests; then it tells, and tries again. */
export const limits = { connection: 3_000, request: 10_000, produce: 8_000 } as const;

/** The only place that loads kafkajs. */
export function kafkaClient({ brokers, tls, login }: KafkaSettings, clientId: string): Kafka {
  return new kafkajs.Kafka({
    brokers: [...brokers],
    clientId,
    ...(login ? { sasl: { ...login } } : {}),
    ssl: tls ? { ...tls } : false,
    connectionTimeout: limits.connection,
    authenticationTimeout: limits.request,
    requestTimeout: limits.request,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
    socketFactory: openSocket,
    // What it logs are the steps of its retries; their outcome reaches us as a rejection or a crash event, and is told once.
    logLevel: kafkajs.logLevel.NOTHING,
  });
}

/** As kafkajs does it, but without Nagle's algorithm, which holds a small request back until the last one is acknowledged. */
function openSocket({ host, port, ssl, onConnect }: Parameters<NonNullable<SocketFactory>>[0]) {
  const socket = ssl
    ? connectTls({ host, port, servername: host, ...ssl }, onConnect)
    : connectPlain({ host, port }, onConnect);
  return socket.setNoDelay(true).setKeepAlive(true, 60_000);
}

type SocketFactory = ConstructorParameters<typeof kafkajs.Kafka>[0]['socketFactory'];

/** Waiting does not help: somebody has to mend it. */
export class KafkaMisconfigured extends Error {}

/** The error as a sentence that names the variable or the command that mends it. */
export function toldClearly(error: unknown, topics: readonly string[]): Error {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { name, type } = cause as Error & { type?: string };
    const tell = (text: string) => new KafkaMisconfigured(`${text} (${cause.message})`, { cause: error });
    if (name === 'KafkaJSSASLAuthenticationError')
      return tell('Kafka refuses KAFKA_USERNAME or KAFKA_PASSWORD');
    if (type === 'UNKNOWN_TOPIC_OR_PARTITION')
      return tell(`Kafka lacks a topic of ${topics.join(', ')}: run the command "topics"`);
    if (type === 'TOPIC_AUTHORIZATION_FAILED' || type === 'GROUP_AUTHORIZATION_FAILED')
      return tell(`Kafka does not allow KAFKA_USERNAME to use ${topics.join(', ')}`);
  }
  return error instanceof Error ? error : new Error(String(error));
}
