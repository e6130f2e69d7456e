import { setTimeout as delay } from 'node:timers/promises';
import { topics as productTopics } from '@weisu/contracts';
import type { Admin, ITopicMetadata, Kafka } from 'kafkajs';
import { kafkaClient, toldClearly } from './kafka.client.js';
import type { KafkaSettings, TopicSettings } from './kafka.settings.js';

export type Lag = Readonly<{ topic: string; partition: number; lag: number }>;

/** `ConfigResourceTypes.TOPIC` and `ConfigSource.TOPIC_CONFIG` of the client, which only kafka.client.ts loads. */
const topicResource = 2;
const setOnTopic = 1;

/**
 * Creates the topics that are missing and sets the retention of all; answers a line for each. Partitions are never added: a key would go
 * to another one, and overtake its own messages. Copies are not moved either: that is the operator's work, with the brokers' tool.
 */
export async function makeTopics(
  settings: KafkaSettings,
  wanted: TopicSettings,
  names: readonly string[] = productTopics,
): Promise<string[]> {
  const topics = names.map((name) => settings.prefix + name);
  return withAdmin(kafkaClient(settings, 'weisu-topics'), topics, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(topic));
    if (missing.length) await create(admin, missing, wanted);
    const found = await describe(admin, topics);
    const lines: string[] = [];
    for (const topic of topics) {
      const metadata = found.find(({ name }) => name === topic);
      if (!metadata) throw new Error(`Kafka did not create ${topic}`);
      if (missing.includes(topic)) lines.push(`${topic}: created, ${wanted.partitions} partitions`);
      else
        lines.push(
          `${topic}: ${[...(await alter(admin, topic, wanted)), ...differences(metadata, wanted)].join('; ') || 'as wanted'}`,
        );
    }
    return lines;
  });
}

/** A broker that has just made a topic may not know of it for a moment, the more so where others make theirs. */
const knownMs = 30_000;
const notYet = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);

async function describe(admin: Admin, topics: readonly string[]): Promise<ITopicMetadata[]> {
  const until = performance.now() + knownMs;
  for (;;) {
    try {
      return (await admin.fetchTopicMetadata({ topics: [...topics] })).topics;
    } catch (error) {
      if (!notYet.has((error as { type?: string }).type ?? '') || performance.now() > until) throw error;
    }
    await delay(100);
  }
}

async function create(admin: Admin, topics: readonly string[], wanted: TopicSettings): Promise<void> {
  // False when another process was faster: its topics are looked at below as any others.
  await admin.createTopics({
    // the client gives up at once where the broker does not know the topic yet: `describe` waits
    waitForLeaders: false,
    topics: topics.map((topic) => ({
      topic,
      numPartitions: wanted.partitions,
      replicationFactor: wanted.replication,
      configEntries: Object.entries(configOf(wanted)).map(([name, value]) => ({ name, value })),
    })),
  });
}

function configOf({ replication, retentionHours }: TopicSettings): Readonly<Record<string, string>> {
  return {
    'retention.ms': String(retentionHours * 3_600_000),
    'cleanup.policy': 'delete',
    // With three copies an acknowledged message is on two, and one broker may be away.
    'min.insync.replicas': replication >= 3 ? '2' : '1',
  };
}

async function alter(admin: Admin, topic: string, wanted: TopicSettings): Promise<string[]> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: topicResource, name: topic }],
  });
  const entries = resources[0]?.configEntries ?? [];
  const config = configOf(wanted);
  const other = Object.entries(config).filter(
    ([name, value]) => entries.find((entry) => entry.configName === name)?.configValue !== value,
  );
  if (!other.length) return [];
  // AlterConfigs replaces all that was set on the topic, so what the operator set goes along.
  const kept = entries.filter((entry) => Number(entry.configSource) === setOnTopic);
  const merged = {
    ...Object.fromEntries(kept.map((entry) => [entry.configName, entry.configValue])),
    ...config,
  };
  await admin.alterConfigs({
    validateOnly: false,
    resources: [
      {
        type: topicResource,
        name: topic,
        configEntries: Object.entries(merged).map(([name, value]) => ({ name, value })),
      },
    ],
  });
  return other.map(([name, value]) => `${name} set to ${value}`);
}

function differences({ partitions }: ITopicMetadata, wanted: TopicSettings): string[] {
  const copies = Math.min(...partitions.map(({ replicas }) => replicas.length));
  return [
    partitions.length === wanted.partitions
      ? null
      : `has ${partitions.length} partitions, not ${wanted.partitions}: left so, as the order per key would break`,
    copies === wanted.replication ? null : `has ${copies} copies, not ${wanted.replication}: left so`,
  ].filter((line) => line !== null);
}

/** What a group has not committed yet; a partition where it never committed counts whole. */
export function lagOf(kafka: Kafka, group: string): Promise<Lag[]> {
  return withAdmin(kafka, [], async (admin) => {
    const committed = await admin.fetchOffsets({ groupId: group });
    const lags = await Promise.all(
      committed.map(async ({ topic, partitions }) => {
        const ends = await admin.fetchTopicOffsets(topic);
        return ends.map(({ partition, high, low }): Lag => {
          const offset = partitions.find((known) => known.partition === partition)?.offset ?? '-1';
          const from = Math.max(Number(offset), Number(low));
          return { topic, partition, lag: Math.max(0, Number(high) - from) };
        });
      }),
    );
    return lags.flat();
  });
}

async function withAdmin<Answer>(
  kafka: Kafka,
  topics: readonly string[],
  ask: (admin: Admin) => Promise<Answer>,
): Promise<Answer> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await ask(admin);
  } catch (error) {
    throw toldClearly(error, topics);
  } finally {
    await admin.disconnect();
  }
}
