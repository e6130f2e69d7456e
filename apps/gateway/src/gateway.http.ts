import type { IncomingMessage, ServerResponse } from 'node:http';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Service } from '@weisu/api';
import type { TokenVerifier } from '@weisu/identity';
import type { Log, Metrics, ServiceCaller } from '@weisu/service-host';
import type { FastifyInstance } from 'fastify';
import type { GatewayConfig } from './config.js';
import { Admission } from './admission/admission.js';
import { Proofs } from './admission/proofs.js';
import { consoleRoutes } from './console/console.http.js';
import { startExpiry } from './evidence/expiry.job.js';
import { exportFileRoutes } from './export/export-file.http.js';
import { ExportPlaces } from './export/export-places.js';
import { exportRoutes } from './export/ledger.http.js';
import { evidenceRoutes } from './evidence/evidence.http.js';
import type { ObjectStore } from './evidence/object-store.js';
import { paperRoutes } from './paper/paper.http.js';
import { GatewayModule } from './gateway.module.js';
import { headWithinMs, holdPace, idleMs } from './request/pace.http.js';
import { RefusalFilter } from './request/error-answer.http.js';
import { authenticate, correlationIdOf, enterScope, openScope } from './request/request-scope.http.js';
import { closeSpan, enterSpan, openSpan } from './request/request-span.http.js';
import { sessionRoutes } from './session/session.http.js';
import { openSigningIn, type SigningIn, type SignInSettings } from './session/signing-in.client.js';
import { openWorkers } from './workers.js';

/** Another server of the same address: it is given the raw request before anybody reads its body. */
export type Mounted = Readonly<{
  owns(url: string): boolean;
  callback(request: IncomingMessage, response: ServerResponse): void;
}>;

export type GatewayOptions = Readonly<{
  caller: ServiceCaller;
  verifier: TokenVerifier;
  /** The gateway's own token, for internal operations. */
  serviceToken: () => Promise<string>;
  storage: ObjectStore;
  now: () => Date;
  config: GatewayConfig;
  log: Log;
  /** Absent where nobody looks. */
  metrics?: Metrics;
  /** Absent where people cannot sign in: the realm's client for it has no secret here, or the gateway does not know its own address. */
  signInPlace?: SignInSettings;
  mount?: Mounted;
}>;

export type Gateway = Readonly<{
  app: NestFastifyApplication;
  /** Answers the URL that it listens at. */
  listen(port: number, host?: string): Promise<string>;
  inject: NestFastifyApplication['inject'];
  close(): Promise<void>;
}>;

const services: readonly Service[] = [
  'DIRECTORY',
  'INTAKE',
  'DISPATCH',
  'MEDIATION',
  'EVALUATION',
  'NOTIFICATION',
];
const maxBodyBytes = 1_048_576;
const longestRequestMs = 660_000;

/** Builds the gateway. It answers `inject` at once and the network after `listen`. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, log, now, caller } = options;
  const adapter = new FastifyAdapter({
    bodyLimit: maxBodyBytes,
    keepAliveTimeout: idleMs,
    // the body of each route has a time of its own (see pace.ts)
    requestTimeout: longestRequestMs,
    http: { headersTimeout: headWithinMs, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
    trustProxy: config.trustedProxies.length ? [...config.trustedProxies] : false,
  });
  const { introspection } = config;
  const admission = new Admission({
    proofs: new Proofs(config.proofKeys),
    freeChanges: config.publicOperationsPerMinute,
    key: config.addressKey,
    now,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    GatewayModule.of({ services: caller, admission, log, introspection }),
    adapter,
    { logger: ['error', 'warn'] },
  );
  app.useGlobalFilters(new RefusalFilter(log));
  const server = adapter.getInstance<FastifyInstance>();
  const signingIn = options.signInPlace ? openSigningIn(options, options.signInPlace) : null;
  addHooks(server, options, signingIn, admission);
  addHealth(server, caller);
  await server.register(multipart, { throwFileSizeLimit: false });
  const workers = openWorkers(log);
  evidenceRoutes(server, { ...options, workers, admission });
  const places = new ExportPlaces();
  exportRoutes(server, { ...options, workers, places });
  exportFileRoutes(server, { ...options, workers, places });
  paperRoutes(server, { ...options, workers });
  sessionRoutes(server, signingIn, { verifier: options.verifier, admission });
  consoleRoutes(server);
  await app.init();
  await server.ready();
  const stopPace = holdPace(server.server, log);
  const expiry = startExpiry(options);
  return {
    app,
    inject: app.inject.bind(app),
    async listen(port, host = '0.0.0.0') {
      await app.listen(port, host);
      return app.getUrl();
    },
    async close() {
      await expiry.stop();
      stopPace();
      await app.close();
      await workers.close();
    },
  };
}

function addHooks(
  server: FastifyInstance,
  { verifier, log, metrics, mount, config }: GatewayOptions,
  signingIn: SigningIn | null,
  admission: Admission,
): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (mount?.owns(request.raw.url ?? '')) {
      reply.hijack();
      mount.callback(request.raw, reply.raw);
      return;
    }
    openScope(request, reply, config.addressKey);
    openSpan(request);
    void reply.headers({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    authenticate(request, verifier, signingIn, admission).then(() => done(), done);
  });
  server.addHook('preHandler', (request, _reply, done) =>
    enterSpan(request, () => enterScope(request, done)),
  );
  server.addHook('onResponse', (request, reply, done) => {
    closeSpan(request, reply);
    const route = request.routeOptions.url ?? 'none';
    metrics?.request(route, request.method, reply.statusCode, reply.elapsedTime / 1_000);
    // the route, not the URL: a query string may hold what people wrote
    log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        milliseconds: Math.round(reply.elapsedTime),
        correlationId: correlationIdOf(request),
      },
      'request',
    );
    done();
  });
}

function addHealth(server: FastifyInstance, caller: ServiceCaller): void {
  server.get('/health', () => ({ status: 'up' }));
  server.get('/ready', async (_request, reply) => {
    const answers = await Promise.all(
      services.map(
        async (service) =>
          [service.toLowerCase(), (await caller.ready(service)) ? 'ready' : 'not ready'] as const,
      ),
    );
    // One service that is away takes its own operations with it, not the whole site.
    const ready = answers.some(([, state]) => state === 'ready');
    void reply.status(ready ? 200 : 503);
    return { status: ready ? 'ready' : 'not ready', services: Object.fromEntries(answers) };
  });
}
