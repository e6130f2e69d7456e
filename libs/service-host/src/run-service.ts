import { KafkaTransport, kafkaSettings, makeTopics, SystemTime, topicSettings } from '@weisu/messaging';
import { migrate, programName } from '@weisu/persistence';
import { deadLetters } from './dead-letters.js';
import { Log } from './log.js';
import {
  businessTime,
  internalCalls,
  migratingConfig,
  servingConfig,
  verifierOf,
  type Environment,
} from './place.js';
import { resend } from './resend.js';
import { retentionCommand } from './retention.js';
import { requireMonthTerms, retireCommand } from './retire.js';
import { createService, type RunningService, type ServiceDefinition } from './service.js';
import { Metrics, metricsPort, serveMetrics } from './metrics.js';
import { startTracing } from './tracing.js';

export type Command = (
  definition: ServiceDefinition,
  environment: Environment,
  rest: readonly string[],
) => Promise<void>;

const commands: Readonly<Record<string, Command>> = {
  serve,
  migrate: migrateSchema,
  topics: async (_definition, environment) => {
    for (const line of await makeTopics(kafkaSettings(environment), topicSettings(environment))) say(line);
  },
  'dead-letters': (definition, environment, rest) =>
    deadLetters(definition, servingConfig(environment), environment, rest, say),
  retire: (definition, environment, rest) =>
    retireCommand(
      definition,
      { ownerUrl: migratingConfig(environment).OWNER_DATABASE_URL, environment, time: new SystemTime() },
      rest,
      say,
    ),
  retention: (definition, environment, rest) => retentionCommand(definition, environment, rest, say),
  republish: (definition, environment, rest) => resend(definition, servingConfig(environment), rest, say),
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * A service as a process of its own: `serve` (default), `migrate [--contract]`, `topics`, `dead-letters list|replay`, `republish --since`,
 * `retention [--dry-run]`, `retire [--dry-run]` as the owner of the schema. Ends with one sentence and exit code 1 when it cannot do what was asked. `own` are commands that only this service has.
 */
export async function runService<Config>(
  definition: ServiceDefinition<Config>,
  own: Readonly<Record<string, Command>> = {},
): Promise<void> {
  const [name = 'serve', ...rest] = process.argv.slice(2);
  const known = { ...commands, ...own };
  // what PostgreSQL calls every connection of this process: `migrate --contract` waits for those of other versions
  process.env['PGAPPNAME'] = programName(definition.schema, definition.migrations);
  const command = known[name];
  try {
    if (!command) throw new Error(`no command ${name}; there are ${Object.keys(known).join(', ')}`);
    await command(definition, process.env, rest);
  } catch (error) {
    process.stderr.write(`${definition.schema}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** Without `--contract` what the previous version can live with; with it also what has to wait until that version has ended. */
async function migrateSchema(
  { schema, migrations }: ServiceDefinition,
  environment: Environment,
  rest: readonly string[],
): Promise<void> {
  if (rest.some((argument) => argument !== '--contract')) throw new Error('usage: migrate [--contract]');
  const { OWNER_DATABASE_URL: ownerUrl, DATABASE_PASSWORD: password } = migratingConfig(environment);
  const applied = await migrate({
    ownerUrl,
    schema,
    migrations,
    runtimeRole: `weisu_${schema}`,
    contract: rest.length > 0,
    ...(password ? { runtimePassword: password } : {}),
  });
  say(`${schema}: ${applied.length ? `applied ${applied.join(', ')}` : 'up to date'}`);
}

async function serve(definition: ServiceDefinition, environment: Environment): Promise<void> {
  const config = servingConfig(environment);
  requireMonthTerms(definition, environment);
  const client = config.KEYCLOAK_CLIENT_ID ?? definition.schema;
  const log = Log.of(definition.schema, config.LOG_LEVEL);
  const metrics = new Metrics(definition.schema);
  metrics.watchProcess();
  const tracing = startTracing(definition.schema, environment, log);
  const callInternal = internalCalls(config, client);
  const settings = definition.config({ environment, callInternal });
  const direct = config.RELAY_DATABASE_URL ?? config.DATABASE_URL;
  const clock = await businessTime(config, log);
  const transport = new KafkaTransport(kafkaSettings(environment), {
    clientId: definition.schema,
    onError: (error) => log.failed({ part: 'kafka' }, error),
  });
  const service = await createService(definition, settings, {
    databaseUrl: config.DATABASE_URL,
    relayUrl: direct,
    poolSize: config.DATABASE_POOL_SIZE,
    transport,
    time: clock.time,
    verifier: verifierOf(config, client),
    callInternal,
    log,
    metrics,
  });
  const port = metricsPort(environment);
  const scraped = port ? await serveMetrics(metrics, port, config.HOST) : null;
  await service.app.listen(config.PORT, config.HOST);
  service.start();
  log.info({ port: config.PORT }, 'ready');
  untilTold(service, log, async () => {
    await scraped?.close();
    await transport.close();
    await clock.close();
    await tracing?.stop();
  });
}

/** On SIGTERM: no new request, what is in hand ends, then the connections go. */
function untilTold(service: RunningService, log: Log, afterwards: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      service
        .stop()
        .then(afterwards)
        .then(
          () => process.exit(0),
          (error: unknown) => {
            log.failed({ part: 'stop' }, error);
            process.exit(1);
          },
        );
    });
  }
}
