import { openDataSource } from '@weisu/persistence';
import { internalCalls, runService, servingConfig, type Command } from '@weisu/service-host';
import { evaluationDefinition } from './index.js';
import { journalsOver } from './rebuild/journal.client.js';
import { rebuild } from './rebuild/rebuild.operations.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `rebuild`: makes the projections anew from the journals of all services, while the service runs. */
const rebuildProjections: Command = async ({ schema }, environment) => {
  const config = servingConfig(environment);
  const source = await openDataSource({
    url: config.RELAY_DATABASE_URL ?? config.DATABASE_URL,
    schema,
    entities: [],
    poolSize: 1,
    onPoolError: (error) => process.stderr.write(`${schema}: ${error.message}\n`),
  });
  const call = internalCalls(config, config.KEYCLOAK_CLIENT_ID ?? schema);
  const { entries, switched } = await rebuild(source, journalsOver(call));
  say(`${schema}: ${entries} journal entries read`);
  for (const { table, rows, added, changed, removed } of switched)
    say(`${table}: ${rows} rows, ${added} added, ${changed} changed, ${removed} removed`);
  // kept connections to the other services would hold the process
  process.exit(0);
};

await runService(evaluationDefinition, { rebuild: rebuildProjections });
