import { Transport, readRows, SystemTime } from '@weisu/messaging';
import { Log } from './log.js';
import { internalCalls, verifierOf, type Environment, type Serving } from './place.js';
import { createService, type RunningService, type ServiceDefinition } from './service.js';

/** Nothing arrives and nothing leaves: what a replay announces stays in the outbox, and the running replicas carry it. */
class NoTransport extends Transport {
  publish(): Promise<void> {
    return Promise.reject(new Error('nothing is sent from here'));
  }

  subscribe(): Promise<() => Promise<void>> {
    return Promise.resolve(() => Promise.resolve());
  }
}

type Letter = Readonly<{
  id: string;
  topic: string;
  type: string;
  attempts: number;
  at: Date;
  error: string;
}>;

/** `list` shows the dead letters of a service without their content, `replay` handles each again and keeps those that fail again. */
export async function deadLetters(
  definition: ServiceDefinition,
  config: Serving,
  environment: Environment,
  [what = 'list']: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  if (what !== 'list' && what !== 'replay') throw new Error('usage: dead-letters list|replay');
  const client = config.KEYCLOAK_CLIENT_ID ?? definition.schema;
  const service = await createService(
    definition,
    definition.config({ environment, callInternal: internalCalls(config, client) }),
    {
      databaseUrl: config.DATABASE_URL,
      poolSize: 2,
      transport: new NoTransport(),
      time: new SystemTime(),
      verifier: verifierOf(config, client),
      log: Log.of(definition.schema, 'error'),
    },
  );
  try {
    if (what === 'replay') say(await replay(service));
    else for (const line of await list(service)) say(line);
  } finally {
    await service.stop();
  }
}

async function replay({ inbox, service }: RunningService): Promise<string> {
  const { replayed, failed } = await inbox.replayDeadLetters();
  return `${service.toLowerCase()}: replayed ${replayed}, failed again ${failed}`;
}

async function list({ source, service }: RunningService): Promise<string[]> {
  const letters = await readRows<Letter>(
    source,
    `SELECT id, topic, envelope->'headers'->>'ce_type' AS type, attempts, at, error FROM dead_letter ORDER BY id`,
  );
  return [
    `${service.toLowerCase()}: ${letters.length} dead letters`,
    ...letters.map(({ id, type, attempts, at, error }) =>
      [id, type, `${attempts} attempts`, at.toISOString(), error.split('\n', 1)[0]].join('  '),
    ),
  ];
}
