import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, open, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from './free-ports.js';

export type KeycloakOptions = Readonly<{
  /** The unpacked distribution, which others share: it is copied once for the build and never written to. */
  home: string;
  /** What belongs to this server alone: configuration, the log, the administrator's secret. */
  folder: string;
  port?: number;
  /** Keycloak's own database, `postgres://user:password@host:port/keycloak`. */
  databaseUrl: string;
  /** The realm file; read when the database does not have the realm yet. */
  realm: string;
  /** Values for the placeholders of the realm file. */
  environment?: Readonly<Record<string, string>>;
  /** The server outlives this process; whoever stops it needs `pid`. */
  detached?: boolean;
}>;

export type RunningKeycloak = Readonly<{
  /** As it stands in `iss`, without `/realms/…`. */
  url: string;
  version: string;
  pid: number;
  /** From asking the process to start until the realm answered. */
  startMs: number;
  /** Of the administrator of the whole server (realm `master`), for set-up and tests; lasts a minute. */
  adminToken(): Promise<string>;
  /** The secret that Keycloak made for a client of the realm. */
  clientSecret(clientId: string): Promise<string>;
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}>;

/** Twenty seconds on a machine with nothing else to do; minutes where everything else starts at the same time. */
const startDeadlineMs = 300_000;
const pollEveryMs = 250;
const bootstrapClient = 'weisu-bootstrap';
/** Options that Keycloak bakes into the build; a start with other ones would build again, for half a minute. */
const buildOptions = ['--db=postgres', '--cache=local', '--health-enabled=true', '--metrics-enabled=true'];

/** A real Keycloak in production mode on a PostgreSQL database; resolves when the realm answers. */
export async function startKeycloak(options: KeycloakOptions): Promise<RunningKeycloak> {
  const built = await buildKeycloak(options.home);
  const version = (await readFile(join(built, 'version.txt'), 'utf8')).replace(/^.*Version\s+/s, '').trim();
  const own = join(options.folder, 'home');
  await prepareOwnHome(built, own, options.realm);
  const adminSecret = await secretIn(options.folder);
  const free = await freePorts('http', 'management');
  const port = options.port ?? free.http;
  const managementPort = free.management;
  const url = `http://127.0.0.1:${port}`;

  const log = await open(join(options.folder, 'keycloak.log'), 'a');
  const startedAt = performance.now();
  const child = spawn('java', [...javaArguments(built, own), ...startArguments(url, managementPort)], {
    cwd: options.folder,
    detached: options.detached ?? false,
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...process.env,
      ...options.environment,
      ...databaseEnvironment(options.databaseUrl),
      KC_BOOTSTRAP_ADMIN_CLIENT_ID: bootstrapClient,
      KC_BOOTSTRAP_ADMIN_CLIENT_SECRET: adminSecret,
    },
  });
  await log.close();
  const { pid } = child;
  if (pid === undefined) throw new Error('java could not be started: is a Java 17 on the PATH?');
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };

  const realmUrl = `${url}/realms/${await realmName(options.realm)}`;
  await untilReady(child, realmUrl, join(options.folder, 'keycloak.log')).catch(async (error: unknown) => {
    await end('SIGKILL');
    throw error;
  });
  if (options.detached) child.unref();

  const adminToken = () => masterToken(url, adminSecret);
  return {
    url,
    version,
    pid,
    startMs: Math.round(performance.now() - startedAt),
    adminToken,
    clientSecret: async (clientId) =>
      secretOfClient(realmUrl.replace('/realms/', '/admin/realms/'), clientId, await adminToken()),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/**
 * The distribution beside the given one with our build options baked in, made once (about 30 s). It appears by a
 * rename: two processes that build at the same time cannot leave half of one.
 */
export async function buildKeycloak(home: string): Promise<string> {
  const built = `${home}-built`;
  if (existsSync(built)) return built;
  const scratch = `${built}.${process.pid}`;
  await cp(home, scratch, { recursive: true, verbatimSymlinks: true });
  await run(join(scratch, 'bin', 'kc.sh'), ['build', ...buildOptions]);
  await rename(scratch, built).catch(async (error: unknown) => {
    await rm(scratch, { recursive: true });
    if (!existsSync(built)) throw error;
  });
  return built;
}

/** Keycloak writes below its home (`data`) and reads its settings there, so each server has one of its own. */
async function prepareOwnHome(built: string, own: string, realm: string): Promise<void> {
  await mkdir(join(own, 'data', 'import'), { recursive: true });
  await mkdir(join(own, 'conf'), { recursive: true });
  for (const part of ['lib', 'providers', 'themes', 'version.txt']) {
    await rm(join(own, part), { force: true });
    await symlink(join(built, part), join(own, part));
  }
  await cp(realm, join(own, 'data', 'import', basename(realm)));
}

/** Java itself instead of kc.sh: a shell in between would keep the server's id from us, and kill -9 would hit the shell. */
function javaArguments(built: string, own: string): string[] {
  const opened = ['util', 'util.concurrent', 'security', 'lang'];
  return [
    '-Xms64m',
    '-Xmx512m',
    '-XX:MaxMetaspaceSize=256m',
    '-XX:+ExitOnOutOfMemoryError',
    '-Dfile.encoding=UTF-8',
    '-Djava.security.egd=file:/dev/urandom',
    ...opened.map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`),
    '-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory',
    `-Dkc.home.dir=${own}`,
    `-Djboss.server.config.dir=${join(own, 'conf')}`,
    '-Djava.util.logging.manager=org.jboss.logmanager.LogManager',
    '-Dpicocli.disable.closures=true',
    '-cp',
    join(built, 'lib', 'quarkus-run.jar'),
    'io.quarkus.bootstrap.runner.QuarkusEntryPoint',
  ];
}

function startArguments(url: string, managementPort: number): string[] {
  return [
    'start',
    '--optimized',
    '--import-realm',
    // TLS ends at the ingress; here both ends are this machine.
    '--http-enabled=true',
    '--http-host=127.0.0.1',
    `--http-port=${new URL(url).port}`,
    `--http-management-port=${managementPort}`,
    `--hostname=${url}`,
    '--db-pool-max-size=20',
    '--log-level=warn',
  ];
}

function databaseEnvironment(databaseUrl: string): Record<string, string> {
  const { hostname, port, pathname, username, password, search } = new URL(databaseUrl);
  return {
    KC_DB_URL: `jdbc:postgresql://${hostname}:${port || '5432'}${pathname}${search}`,
    KC_DB_USERNAME: decodeURIComponent(username),
    KC_DB_PASSWORD: decodeURIComponent(password),
  };
}

/** Made at the first start: Keycloak creates the administrator once, and a restart must know the same secret. */
async function secretIn(folder: string): Promise<string> {
  const file = join(folder, 'admin-secret');
  if (!existsSync(file)) await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFile(file, 'utf8');
}

async function realmName(file: string): Promise<string> {
  const { realm } = JSON.parse(await readFile(file, 'utf8')) as { realm?: unknown };
  if (typeof realm !== 'string') throw new Error(`${file} names no realm`);
  return realm;
}

/** The realm is there only after the import, which comes later than the open port. */
async function untilReady(child: ChildProcess, realmUrl: string, log: string): Promise<void> {
  const deadline = performance.now() + startDeadlineMs;
  const tail = async () => (await readFile(log, 'utf8')).slice(-3_000);
  let last = 'no answer yet';
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`Keycloak ended with ${String(child.exitCode ?? child.signalCode)}: ${await tail()}`);
    try {
      const { status } = await fetch(realmUrl, { signal: AbortSignal.timeout(5_000) });
      if (status === 200) return;
      last = `HTTP ${status}`;
    } catch (error) {
      last = String(error);
    }
    await delay(pollEveryMs);
  }
  throw new Error(`Keycloak did not answer within ${startDeadlineMs / 1_000} s (${last}): ${await tail()}`);
}

async function masterToken(url: string, secret: string): Promise<string> {
  const { access_token: token } = (await json(`${url}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: bootstrapClient,
      client_secret: secret,
    }),
  })) as { access_token: string };
  return token;
}

async function secretOfClient(admin: string, clientId: string, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const query = new URLSearchParams({ clientId }).toString();
  const [client] = (await json(`${admin}/clients?${query}`, { headers })) as { id: string }[];
  if (!client) throw new Error(`the realm has no client ${clientId}`);
  const { value } = (await json(`${admin}/clients/${client.id}/client-secret`, { headers })) as {
    value?: string;
  };
  if (!value) throw new Error(`client ${clientId} has no secret`);
  return value;
}

async function json(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status} ${await response.text()}`);
  return response.json();
}

async function run(command: string, parameters: readonly string[]): Promise<void> {
  const child = spawn(command, [...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new Error(`${basename(command)} ${parameters[0] ?? ''}: ${said.join('').slice(-3_000)}`);
}
