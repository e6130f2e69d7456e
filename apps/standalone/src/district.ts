import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { importPackFolder, readPack } from '@weisu/directory';
import {
  createGateway,
  createInjectCaller,
  gatewayConfig,
  openStorage,
  signInConfig,
  storageConfig,
  type Gateway,
  type Mounted,
} from '@weisu/gateway';
import type { Service } from '@weisu/api';
import { clientCredentials, createTokenVerifier, roles, type Role } from '@weisu/identity';
import {
  InProcessTransport,
  prepareSimulation,
  SimulatedTime,
  SystemTime,
  type Time,
} from '@weisu/messaging';
import {
  CallRefused,
  Log,
  type InternalCall,
  type RunningService,
  type ServicePlace,
  requireMonthTerms,
} from '@weisu/service-host';
import pg from 'pg';
import type { StandaloneConfig } from './config.js';
import { claimFolder, requireFreePort } from './data-folder.js';
import { openDatabase } from './database.js';
import {
  createIdentityProvider,
  loadOrCreateSecrets,
  realmFile,
  secretNames,
  type DemoUser,
  type IdentitySecrets,
} from './identity-provider/index.js';
import { loadOrCreateKeys } from './keys.file.js';
import { retireDue, startRetention } from './retention.js';
import { definitions, startServices } from './services.js';
import { testClock } from './test-clock.http.js';

export type RunningDistrict = Readonly<{
  url: string;
  /** Of the district of the pack. */
  areaCode: string;
  accounts: readonly DemoUser[];
  secrets: IdentitySecrets;
  dataDir: string;
  moved: boolean;
  /** For `npm run directory:import`: the directory's own database as its runtime role. */
  directoryDatabaseUrl: string;
  stop(): Promise<void>;
}>;

/** A whole district in one process: embedded PostgreSQL and identity provider, every service, one gateway. */
export async function startDistrict(config: StandaloneConfig): Promise<RunningDistrict> {
  const dataDir = resolve(config.dataDir);
  const port = config.port || (await freePort());
  await requireFreePort(port, config.host);
  const undo: Undo[] = [await claimFolder(dataDir)];
  try {
    return await openDistrict(config, dataDir, port, undo);
  } catch (error) {
    await unwind(undo);
    throw error;
  }
}

type Undo = () => Promise<void>;

/** What was started last ends first. */
async function unwind(undo: readonly Undo[]): Promise<void> {
  for (const step of undo.toReversed()) await step();
}

async function openDistrict(
  config: StandaloneConfig,
  dataDir: string,
  port: number,
  undo: Undo[],
): Promise<RunningDistrict> {
  const keys = await loadOrCreateKeys(dataDir);
  const log = Log.of('standalone', config.logLevel);
  const url = `http://localhost:${port}`;
  const pack = await readPack(config.packFolder);
  const accounts = pack.people.map((person): DemoUser => ({
    username: person.account,
    subject: person.id,
    name: person.name,
    roles: person.roles.filter((role): role is Role => (roles as readonly string[]).includes(role)),
    unitId: person.unitId,
    areaCode: person.areaCode,
    posts: person.posts,
  }));
  const realm: unknown = JSON.parse(await readFile(config.realmFile, 'utf8'));
  const [database, secrets] = await Promise.all([
    openDatabase(dataDir, definitions, keys.DATABASE_PASSWORD, config.disposable),
    loadOrCreateSecrets(dataDir, secretNames(realmFile.parse(realm), accounts)),
  ]);
  undo.push(() => database.server.stop());
  const pool = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
  undo.push(() => pool.end());
  pool.on('error', (error) => log.failed({ part: 'pool' }, error));
  const query = <Row>(sql: string, parameters: readonly unknown[] = []) =>
    pool.query(sql, [...parameters]) as unknown as Promise<{ rows: Row[] }>;
  const simulated = config.testClock ? await openSimulation(database.ownerUrl, log) : null;
  if (simulated) undo.push(() => simulated.close());
  const time: Time = simulated ?? new SystemTime();
  const { ownerUrl } = database;
  for (const definition of definitions) requireMonthTerms(definition, process.env);
  // a long reader of the database keeps nobody from starting: tomorrow is early enough
  await retireDue({ definitions, ownerUrl, environment: process.env, time }).catch((error: unknown) =>
    log.failed({ part: 'retire' }, error),
  );
  // only into an empty directory: later imports are the district's own
  const { rows } = await query('SELECT 1 FROM directory.directory_entry LIMIT 1');
  if (!rows.length)
    await importPackFolder(config.packFolder, { databaseUrl: database.urlOf('directory'), time });
  const identityProvider = await createIdentityProvider({
    issuerBase: url,
    realm,
    users: accounts,
    secrets,
    query: query,
    onError: (error) => log.failed({ part: 'identity provider' }, error),
  });
  const realmUrl = `http://127.0.0.1:${port}/realms/weisu/protocol/openid-connect`;
  undo.push(() => Promise.resolve(identityProvider.close()));
  const verifier = createTokenVerifier({
    authServerUrl: url,
    realm: 'weisu',
    clientId: 'gateway',
    certsUrl: `${realmUrl}/certs`,
  });
  const tokens = new Map<string, () => Promise<string>>();
  const tokenOf = (client: string): Promise<string> => {
    const known =
      tokens.get(client) ??
      clientCredentials({
        tokenUrl: `${realmUrl}/token`,
        clientId: client,
        clientSecret: secrets.clients[client]?.secret ?? '',
      });
    tokens.set(client, known);
    return known();
  };
  const running = new Map<Service, RunningService>();
  const environment = {
    ...process.env,
    ...keys,
    FILES_DIR: join(dataDir, 'files'),
    SMS_FILE: join(dataDir, 'text-messages.jsonl'),
    ALLOW_LOCAL_WEBHOOKS: String(config.allowLocalWebhooks),
  };
  const caller = createInjectCaller((service) => {
    const found = running.get(service);
    if (!found) throw new Error(`${service} is not started`);
    return async (request) => found.app.getHttpAdapter().getInstance().inject(request);
  });
  const signIn = signInConfig({
    ...environment,
    WEISU_URL: url,
    CONSOLE_CLIENT_SECRET: secrets.clients['console']?.secret,
  });
  const gateway: Gateway = await createGateway({
    caller,
    verifier,
    serviceToken: () => tokenOf('gateway'),
    storage: openStorage(storageConfig(environment)),
    now: () => time.now(),
    config: gatewayConfig(environment),
    log: Log.of('gateway', config.logLevel),
    ...(signIn && { signInPlace: { ...signIn, inside: realmUrl, issuer: `${url}/realms/weisu` } }),
    mount: oneOf([identityProvider, ...(simulated ? [testClock(simulated)] : [])]),
  });
  let closing: Promise<void> | null = null;
  const closeGateway = (): Promise<void> => (closing ??= gateway.close());
  undo.push(closeGateway);
  await gateway.listen(port, config.host);
  const callInternalAs =
    (client: string): InternalCall =>
    async (owner, operation, args) => {
      const headers = { authorization: `Bearer ${await tokenOf(client)}` };
      const { body } = await caller.call(owner, { operation, args, headers });
      const { data, error } = body as { data?: unknown; error?: { code: string } };
      if (error) throw new CallRefused(operation, error.code);
      return data;
    };
  const transport = new InProcessTransport();
  const placeOf = (schema: string): ServicePlace => ({
    databaseUrl: database.urlOf(schema),
    transport,
    time,
    verifier,
    callInternal: callInternalAs(schema),
    log: Log.of(schema, config.logLevel),
  });
  const services = await startServices({ placeOf, environment, callInternalAs }, (service) => {
    running.set(service.service, service);
    undo.push(() => service.stop());
  });
  for (const service of services) service.start();
  const onError = (error: unknown) => log.failed({ part: 'retention' }, error);
  const endRetention = startRetention({ definitions, services, ownerUrl, environment, time, onError });
  undo.push(() => Promise.resolve(endRetention()));
  // first nobody asks any more, then nothing is carried any more, then the services leave
  undo.push(
    async () => void (await Promise.all(services.map((service) => service.relay.stop()))),
    closeGateway,
  );
  return {
    url,
    areaCode: pack.areas.find(({ level }) => level === 'DISTRICT')?.code ?? '',
    accounts,
    secrets,
    dataDir: database.server.dataDir,
    moved: database.server.moved,
    directoryDatabaseUrl: database.urlOf('directory'),
    stop: () => unwind(undo),
  };
}

async function openSimulation(url: string, log: Log): Promise<SimulatedTime> {
  await prepareSimulation(url);
  return SimulatedTime.open({ url, onError: (error) => log.failed({ part: 'test clock' }, error) });
}

function oneOf(mounts: readonly Mounted[]): Mounted {
  return {
    owns: (path) => mounts.some((mount) => mount.owns(path)),
    callback: (request, response) =>
      mounts.find((mount) => mount.owns(request.url ?? ''))?.callback(request, response),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}
