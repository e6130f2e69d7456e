import type { Message } from './cloud-event.js';

type RecordHeader = Buffer | string | (Buffer | string)[] | undefined;

/** As the client hands it over: Kafka allows a record without key, value or headers. */
export type KafkaRecord = Readonly<{
  key: Buffer | null;
  value: Buffer | null;
  headers?: Readonly<Record<string, RecordHeader>>;
}>;

/** Never throws: what is missing is empty, `decode` refuses that, and the inbox buries it instead of blocking its partition. */
export function messageOf(topic: string, record: KafkaRecord): Message {
  const headers = Object.entries(record.headers ?? {}).flatMap(([name, value]) => {
    const last = Array.isArray(value) ? value.at(-1) : value;
    return last === undefined ? [] : [[name, last.toString()] as const];
  });
  return {
    topic,
    key: record.key?.toString() ?? '',
    headers: Object.fromEntries(headers),
    value: record.value?.toString() ?? '',
  };
}

/** Messages by topic, each topic in the order given. */
export function byTopic(messages: readonly Message[]) {
  const topics = new Map<string, Message[]>();
  for (const message of messages) {
    const group = topics.get(message.topic);
    if (group) group.push(message);
    else topics.set(message.topic, [message]);
  }
  return [...topics].map(([topic, group]) => ({
    topic,
    messages: group.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } })),
  }));
}

/** An estimate, in bytes: what a message adds to a request. Characters count three, as most of ours are Chinese. */
export function sizeOf({ key, value, headers }: Message): number {
  const names = Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + text.length + 4, 0);
  return key.length + 3 * value.length + names + 32;
}

/** In order, each part within the limit; a message that is larger goes alone, and the broker has the word. */
export function parts(messages: readonly Message[], limitBytes: number): Message[][] {
  const all: Message[][] = [];
  let room = 0;
  for (const message of messages) {
    const size = sizeOf(message);
    const last = all.at(-1);
    if (last && size <= room) {
      last.push(message);
      room -= size;
    } else {
      all.push([message]);
      room = limitBytes - size;
    }
  }
  return all;
}
