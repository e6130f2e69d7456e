import { randomUUID } from 'node:crypto';
import {
  Catch,
  Module,
  type ArgumentsHost,
  type DynamicModule,
  type ExceptionFilter,
  type Type,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { operationsOf, type Service } from '@weisu/api';
import { topics } from '@weisu/contracts';
import type { TokenVerifier } from '@weisu/identity';
import { Faults, type Figure, Inbox, InboxServer, Readiness, Relay, Time, Transport } from '@weisu/messaging';
import { openDataSource, requireSchema, type Migration, type MonthlyTable } from '@weisu/persistence';
import type { FastifyReply } from 'fastify';
import { throwError } from 'rxjs';
import { DataSource, type EntitySchema } from 'typeorm';
import { usualLimits, type CatchUpLimits } from './catching-up/budget.js';
import { CatchingUp } from './catching-up/catching-up.client.js';
import { OnceMore } from './catching-up/once-more.runner.js';
import { subjectFinderOf, type FindSubjects } from './catching-up/subjects-of.decorator.js';
import { failureOf } from './failure.js';
import { Metrics } from './metrics.js';
import { JournalOperations } from './journal.operations.js';
import { Log } from './log.js';
import { operationsOfProvider, readersOfProvider } from './operation.decorator.js';
import { OperationRunner, ServiceIdentity } from './operation.runner.js';
import { OperationsController } from './operations.controller.js';
import type { Retaining } from './retention.js';
import type { InternalCall, Surroundings } from './surroundings.js';
import { sweep } from './sweep.js';

/** What a service declares about itself. */
export type ServiceDefinition<Config = unknown> = Readonly<{
  service: Service;
  schema: string;
  entities: readonly EntitySchema[];
  /** Run by the migration job (or standalone) before the service starts, never by the service. */
  migrations: readonly Migration[];
  /** Other services whose events decide something here: what they said of a subject is heard before something about it is refused. */
  hears?: readonly Service[];
  /** Numbers of its own tables that its metrics tell. */
  figures?: readonly Figure[];
  /** Fails with the names of the variables that are missing or wrong, never with their values. */
  config(surroundings: Surroundings): Config;
  module(config: Config): DynamicModule | Type;
  retention?: NonNullable<Retaining['retention']>;
  /** Tables of which the owner of the schema takes away whole months (`retire`). */
  monthly?: readonly MonthlyTable[];
}>;

/** What the place it runs in gives it. */
export type ServicePlace = Readonly<{
  databaseUrl: string;
  /** Direct connection for the relay, where `databaseUrl` goes through a pooler. */
  relayUrl?: string;
  transport: Transport;
  time: Time;
  verifier: TokenVerifier;
  log: Log;
  poolSize?: number;
  /** Operations of the other services, in this one's name; absent where it runs alone. */
  callInternal?: InternalCall;
  catchUpLimits?: CatchUpLimits;
  /** Absent where nobody looks. */
  metrics?: Metrics;
}>;

export type RunningService = Readonly<{
  service: Service;
  app: NestFastifyApplication;
  source: DataSource;
  relay: Relay;
  inbox: Inbox;
  /** Starts carrying the outbox; called when every subscriber is there. */
  start(): void;
  stop(): Promise<void>;
}>;

/**
 * Nest's own filter turns an error of a reaction into "Internal server error"; the inbox needs the error itself. What the HTTP server refuses
 * before an operation is reached leaves in the form of every other refusal.
 */
@Catch()
class FailureFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost) {
    if (host.getType() === 'rpc') return throwError(() => error);
    const { status, ...failure } = failureOf(error);
    return host.switchToHttp().getResponse<FastifyReply>().status(status).send({ error: failure });
  }
}

@Module({})
class ServiceHostModule {}

function hostModule(
  place: ServicePlace,
  source: DataSource,
  relay: Relay,
  identity: ServiceIdentity,
  metrics: Metrics,
): DynamicModule {
  const providers = [
    { provide: DataSource, useValue: source },
    { provide: Relay, useValue: relay },
    Readiness,
    { provide: Time, useValue: place.time },
    { provide: Transport, useValue: place.transport },
    { provide: Log, useValue: place.log },
    { provide: Faults, useValue: place.log },
    { provide: Metrics, useValue: metrics },
    { provide: ServiceIdentity, useValue: identity },
    OperationRunner,
    JournalOperations,
  ];
  return {
    module: ServiceHostModule,
    global: true,
    imports: [DiscoveryModule],
    controllers: [OperationsController],
    providers,
    exports: providers,
  };
}

/**
 * Builds a service: connections, operations, reactions. It listens only when `listen` is called on its app; `standalone` calls the same
 * routes by `inject()`. Fails when an operation that the SDL gives to this service has no use case, and when the schema is not of this version.
 */
export async function createService<Config>(
  definition: ServiceDefinition<Config>,
  config: Config,
  place: ServicePlace,
): Promise<RunningService> {
  const { log, metrics = new Metrics(definition.schema) } = place;
  const source = await openDataSource({
    url: place.databaseUrl,
    schema: definition.schema,
    entities: definition.entities,
    ...(place.poolSize ? { poolSize: place.poolSize } : {}),
    onPoolError: (error) => log.failed({ part: 'pool' }, error),
  });
  try {
    await requireSchema(source, definition.schema, definition.migrations);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  const relay = new Relay({
    url: place.relayUrl ?? place.databaseUrl,
    schema: definition.schema,
    transport: place.transport,
    onError: (error) => log.failed({ part: 'relay' }, error),
    meter: metrics.meter,
  });
  const identity = new ServiceIdentity(definition.service, place.verifier);
  @Module({
    imports: [hostModule(place, source, relay, identity, metrics), definition.module(config) as Type],
  })
  class RootModule {}
  const app = await NestFactory.create<NestFastifyApplication>(
    RootModule,
    new FastifyAdapter({ bodyLimit: 1_048_576, genReqId: () => randomUUID() }),
    { logger: ['error', 'warn'] },
  );
  app.useGlobalFilters(new FailureFilter());
  let stopping = false;
  // A kept connection whose last answer comes after the stop began would hold the process until it times out (72 s).
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (_request, reply) => {
      if (stopping) reply.header('connection', 'close');
    });
  const runner = app.get(OperationRunner);
  const server = new InboxServer({
    group: definition.schema,
    topics,
    transport: place.transport,
    source,
    time: place.time,
    poke: (lanes) => relay.poke(lanes),
    meter: metrics.meter,
    onDeadLetter: (event, error) =>
      log.failed({ part: 'dead letter', event: event.id, type: event.type }, error),
    onPassedOverLost: (error) => log.failed({ part: 'heard' }, error),
    onAheadFailed: (error) => log.failed({ part: 'catching up' }, error),
  });
  metrics.watch({
    source,
    time: place.time,
    transport: place.transport,
    group: definition.schema,
    relay,
    figures: definition.figures ?? [],
    onError: (error) => log.failed({ part: 'metrics' }, error),
  });
  app.connectMicroservice({ strategy: server }, { inheritAppConfig: true });
  await app.init();
  registerOperations(app, runner, definition.service);
  const find = subjectFinder(app);
  app.get(JournalOperations).findBy(find);
  const catchingUp = new CatchingUp({
    schema: definition.schema,
    source,
    time: place.time,
    inbox: server.inbox,
    sources: [definition.service, ...(definition.hears ?? [])].map((name) => name.toLowerCase()),
    call: place.callInternal ?? null,
    find,
  });
  runner.catchUpWith(
    new OnceMore(catchingUp, place.catchUpLimits ?? usualLimits, (error) =>
      log.failed({ part: 'catching up' }, error),
    ),
  );
  await app.startAllMicroservices();
  await app.getHttpAdapter().getInstance().ready();
  const { monthly } = definition;
  await sweep(source, monthly);
  const sweeping = setInterval(
    () => void sweep(source, monthly).catch((error: unknown) => log.failed({ part: 'sweep' }, error)),
    3_600_000,
  );
  sweeping.unref();
  return {
    service: definition.service,
    app,
    source,
    relay,
    inbox: server.inbox,
    start: () => relay.start(),
    async stop() {
      stopping = true;
      clearInterval(sweeping);
      await app.close();
      await runner.finished();
      // last: what was announced while the work in hand ended is carried, too, and its connection tells until then that this version is here
      await relay.stop();
      await server.inbox.settle();
      await source.destroy();
    },
  };
}

function subjectFinder(app: NestFastifyApplication): FindSubjects | null {
  const finders = app
    .get(DiscoveryService)
    .getProviders()
    .flatMap(({ instance }: { instance: unknown }) => {
      const finder = typeof instance === 'object' && instance !== null ? subjectFinderOf(instance) : null;
      return finder ? [finder] : [];
    });
  if (finders.length > 1) throw new Error('two providers find subjects');
  return finders[0] ?? null;
}

function registerOperations(app: NestFastifyApplication, runner: OperationRunner, service: Service): void {
  for (const wrapper of app.get(DiscoveryService).getProviders()) {
    const instance: unknown = wrapper.instance;
    if (typeof instance !== 'object' || instance === null) continue;
    runner.register(operationsOfProvider(instance));
    runner.registerReaders(readersOfProvider(instance));
  }
  const missing = operationsOf(service).filter(
    (operation) => !runner.registered.has(operation.name as never),
  );
  if (missing.length)
    throw new Error(
      `${service} has no use case for: ${missing.map((operation) => operation.name).join(', ')}`,
    );
  if (runner.undecided.length)
    throw new Error(
      `${service} does not say how a repetition is answered (@ReadAgain of the type, or an option of @Operation): ${runner.undecided.join(', ')}`,
    );
}
