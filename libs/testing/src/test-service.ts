import type { OperationName } from '@weisu/api';
import type { Actor } from '@weisu/identity';
import { InProcessTransport, type Time } from '@weisu/messaging';
import {
  createService,
  Log,
  type RunningService,
  type ServiceDefinition,
  type ServicePlace,
} from '@weisu/service-host';
import pg from 'pg';
import { EventProbe } from './event-probe.js';
import { eventually } from './eventually.js';
import { testVerifier, tokenFor } from './test-actor.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

export type OperationFailure = Readonly<{ code: string; message: string; messageZh: string }>;

export type CallOptions = Readonly<{
  idempotencyKey?: string;
  network?: string;
  actingFor?: string;
  /** Id of a proof of work, as the gateway passes it on. */
  proof?: string;
}>;

/** One real service on a database of its own, with its routes, relay and inbox; other services are played by `probe.say`. */
export type TestService = Readonly<{
  running: RunningService;
  database: TestDatabase;
  transport: InProcessTransport;
  probe: EventProbe;
  /** Calls an operation over its route. Rejects with `{ code, message, messageZh }`. `actor: null` is nobody signed in. */
  call<Answer = unknown>(
    operation: OperationName,
    args: unknown,
    actor: Actor | null,
    options?: CallOptions,
  ): Promise<Answer>;
  /** Looks behind the service's back. */
  sql<Row extends pg.QueryResultRow>(text: string, parameters?: unknown[]): Promise<Row[]>;
  /** Waits until everything announced was carried. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}>;

export async function startTestService<Config>(
  definition: ServiceDefinition<Config>,
  config: Config,
  time: Time,
  shared: Readonly<{ database?: TestDatabase; transport?: InProcessTransport }> &
    Partial<Pick<ServicePlace, 'callInternal' | 'catchUpLimits'>> = {},
): Promise<TestService> {
  const database = shared.database ?? (await createTestDatabase([definition]));
  const transport = shared.transport ?? new InProcessTransport();
  const probe = await EventProbe.on(transport);
  const running = await createService(definition, config, {
    databaseUrl: database.url,
    transport,
    time,
    verifier: testVerifier,
    log: Log.of(definition.schema, process.env['WEISU_TEST_LOG'] ?? 'silent'),
    poolSize: 4,
    ...(shared.callInternal ? { callInternal: shared.callInternal } : {}),
    // a test asks more often within a minute than anybody
    catchUpLimits: shared.catchUpLimits ?? { signedIn: 1e6, network: 1e6, networks: 1e6 },
  });
  running.start();
  const pool = new pg.Pool({
    connectionString: database.adminUrl,
    max: 2,
    options: `-c search_path=${definition.schema}`,
  });
  pool.on('error', () => undefined);
  const sql = async <Row extends pg.QueryResultRow>(
    text: string,
    parameters: unknown[] = [],
  ): Promise<Row[]> => (await pool.query<Row>(text, parameters)).rows;
  return {
    running,
    database,
    transport,
    probe,
    sql,
    call: (operation, args, actor, options) => callOperation(running, operation, args, actor, options),
    settled: () =>
      eventually(async () => {
        const left = await sql('SELECT 1 FROM outbox LIMIT 1');
        if (left.length) throw new Error('the outbox is not empty');
      }),
    async stop() {
      await running.stop();
      await pool.end();
      if (!shared.database) await database.drop();
    },
  };
}

export async function callOperation<Answer>(
  { app }: RunningService,
  operation: OperationName,
  args: unknown,
  actor: Actor | null,
  { idempotencyKey, network, actingFor, proof }: CallOptions = {},
): Promise<Answer> {
  const response = await app
    .getHttpAdapter()
    .getInstance()
    .inject({
      method: 'POST',
      url: `/operations/${operation}`,
      headers: {
        ...(actor ? { authorization: `Bearer ${tokenFor(actor)}` } : {}),
        ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
        ...(actingFor ? { 'x-weisu-acting-for': actingFor } : {}),
        ...(proof ? { 'x-weisu-proof-id': proof } : {}),
        'x-client-network': network ?? 'a network',
      },
      payload: { args },
    });
  const body = response.json<{ data?: Answer; error?: OperationFailure }>();
  if (body.error) throw Object.assign(new Error(body.error.code), body.error);
  return body.data as Answer;
}
