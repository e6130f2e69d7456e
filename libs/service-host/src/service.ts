import { randomUUID } from 'node:crypto';
import { Catch, Module, type DynamicModule, type RpcExceptionFilter, type Type } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { operationsOf, type Service } from '@weisu/api';
import { topics } from '@weisu/contracts';
import type { TokenVerifier } from '@weisu/identity';
import { Inbox, InboxServer, Relay, Time, Transport } from '@weisu/messaging';
import { openDataSource, type Migration } from '@weisu/persistence';
import { throwError } from 'rxjs';
import { DataSource, type EntitySchema } from 'typeorm';
import { JournalOperations } from './journal.operations.js';
import { Log } from './log.js';
import { operationsOfProvider } from './operation.decorator.js';
import { OperationRunner, ServiceIdentity } from './operation.runner.js';
import { OperationsController } from './operations.controller.js';
import { sweep } from './sweep.js';

/** What a service declares about itself. */
export type ServiceDefinition<Config = unknown> = Readonly<{
  service: Service;
  schema: string;
  entities: readonly EntitySchema[];
  /** Run by the migration job (or standalone) before the service starts, never by the service. */
  migrations: readonly Migration[];
  module: (config: Config) => DynamicModule | Type;
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

/** Nest's own filter turns an error of a handler into "Internal server error"; the inbox needs the error itself. */
@Catch()
class RethrowFilter implements RpcExceptionFilter {
  catch(error: unknown) {
    return throwError(() => error);
  }
}

@Module({})
class ServiceHostModule {}

function hostModule(
  place: ServicePlace,
  source: DataSource,
  relay: Relay,
  identity: ServiceIdentity,
): DynamicModule {
  const providers = [
    { provide: DataSource, useValue: source },
    { provide: Relay, useValue: relay },
    { provide: Time, useValue: place.time },
    { provide: Transport, useValue: place.transport },
    { provide: Log, useValue: place.log },
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
 * routes by `inject()`. Fails when an operation that the SDL gives to this service has no use case.
 */
export async function createService<Config>(
  definition: ServiceDefinition<Config>,
  config: Config,
  place: ServicePlace,
): Promise<RunningService> {
  const { log } = place;
  const source = await openDataSource({
    url: place.databaseUrl,
    schema: definition.schema,
    entities: definition.entities,
    ...(place.poolSize ? { poolSize: place.poolSize } : {}),
    onPoolError: (error) => log.failed({ part: 'pool' }, error),
  });
  const relay = new Relay({
    url: place.relayUrl ?? place.databaseUrl,
    schema: definition.schema,
    transport: place.transport,
    onError: (error) => log.failed({ part: 'relay' }, error),
  });
  const identity = new ServiceIdentity(definition.service, place.verifier);
  @Module({ imports: [hostModule(place, source, relay, identity), definition.module(config) as Type] })
  class RootModule {}
  const app = await NestFactory.create<NestFastifyApplication>(
    RootModule,
    new FastifyAdapter({ bodyLimit: 1_048_576, genReqId: () => randomUUID() }),
    { logger: ['error', 'warn'] },
  );
  app.useGlobalFilters(new RethrowFilter());
  const server = new InboxServer({
    group: definition.schema,
    topics,
    transport: place.transport,
    source,
    time: place.time,
    poke: () => relay.poke(),
    onDeadLetter: (event, error) =>
      log.failed({ part: 'dead letter', event: event.id, type: event.type }, error),
  });
  app.connectMicroservice({ strategy: server }, { inheritAppConfig: true });
  await app.init();
  registerOperations(app, definition.service);
  await app.startAllMicroservices();
  await app.getHttpAdapter().getInstance().ready();
  await sweep(source);
  const sweeping = setInterval(
    () => void sweep(source).catch((error: unknown) => log.failed({ part: 'sweep' }, error)),
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
      clearInterval(sweeping);
      await relay.stop();
      await app.close();
      await source.destroy();
    },
  };
}

function registerOperations(app: NestFastifyApplication, service: Service): void {
  const runner = app.get(OperationRunner);
  for (const wrapper of app.get(DiscoveryService).getProviders()) {
    const instance: unknown = wrapper.instance;
    if (typeof instance === 'object' && instance !== null) runner.register(operationsOfProvider(instance));
  }
  const missing = operationsOf(service).filter(
    (operation) => !runner.registered.has(operation.name as never),
  );
  if (missing.length)
    throw new Error(
      `${service} has no use case for: ${missing.map((operation) => operation.name).join(', ')}`,
    );
}
