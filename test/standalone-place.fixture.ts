import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeJwt, importJWK, SignJWT, type JWK } from 'jose';
import type { DistrictPlace } from './district-place.js';

const main = fileURLToPath(new URL('../apps/standalone/dist/main.js', import.meta.url));

type Secrets = Readonly<{
  signingKey: JWK & { kid: string };
  accounts: Record<string, { password: string }>;
  clients: Record<string, { secret: string }>;
}>;

/** A district as `npm start` runs it: a process of its own, embedded PostgreSQL and identity provider. */
export async function openStandalonePlace(
  environment: Readonly<Record<string, string>>,
): Promise<DistrictPlace> {
  const dataDir = await mkdtemp(join(tmpdir(), 'weisu-district-'));
  const settings = {
    DATA_DIR: dataDir,
    PORT: '0',
    WEISU_TEST_CLOCK: '1',
    PUBLIC_OPERATIONS_PER_MINUTE: '100000',
    LOG_LEVEL: 'error',
    ...environment,
  };
  const { url, printed, ...launched } = await launch(settings);
  let { child } = launched;
  const secrets = JSON.parse(await readFile(join(dataDir, 'identity.json'), 'utf8')) as Secrets;
  const requestToken = (account: string): Promise<string> =>
    tokenFrom(url, formOf(secrets, account), account);
  const ended = (): Promise<unknown> => new Promise((done) => child.once('exit', done));
  return {
    url,
    folder: dataDir,
    importEnvironment: { DATA_DIR: dataDir },
    requestToken,
    async passwordOf(account) {
      return secrets.accounts[account]?.password ?? '';
    },
    async expiredToken(account) {
      const claims = decodeJwt(await requestToken(account));
      const anHourAgo = Math.floor(performance.timeOrigin / 1_000) - 3_600;
      return new SignJWT({ ...claims, iat: anHourAgo - 300, exp: anHourAgo })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: secrets.signingKey.kid })
        .sign(await importJWK(secrets.signingKey, 'RS256'));
    },
    async databaseUrl(schema) {
      const url = new URL((await readFile(join(dataDir, 'directory-database'), 'utf8')).trim());
      url.username = `weisu_${schema}`;
      return url.toString();
    },
    async setTime(now) {
      const body = JSON.stringify({ now, speed: 0 });
      const { status } = await fetch(`${url}/test-clock`, { method: 'POST', body });
      if (status !== 200) throw new Error(`POST /test-clock: HTTP ${status}`);
    },
    async killAndRestart() {
      const gone = ended();
      child.kill('SIGKILL');
      await gone;
      child = (await launch({ ...settings, PORT: new URL(url).port })).child;
    },
    async stop() {
      const gone = ended();
      child.kill('SIGTERM');
      await gone;
      await rm(dataDir, { recursive: true, force: true });
      // as root under a 0700 folder the database's own user cannot read it: then the district says where the data are
      const moved = /^data +(\S+)/m.exec(printed.join(''))?.[1];
      if (moved) await rm(moved, { recursive: true, force: true });
    },
  };
}

function formOf({ accounts, clients }: Secrets, account: string): Record<string, string> {
  const person = accounts[account];
  return person
    ? { grant_type: 'password', client_id: 'weisu-cli', username: account, password: person.password }
    : {
        grant_type: 'client_credentials',
        client_id: account,
        client_secret: clients[account]?.secret ?? '',
      };
}

/** A token of a realm; fails with what the identity provider said. */
export async function tokenFrom(
  issuer: string,
  form: URLSearchParams | Record<string, string>,
  account: string,
  realm = 'weisu',
): Promise<string> {
  const response = await fetch(`${issuer}/realms/${realm}/protocol/openid-connect/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  const answer = await response.text();
  const token = response.ok ? (JSON.parse(answer) as { access_token?: string }).access_token : undefined;
  if (!token) throw new Error(`no token for ${account}: HTTP ${response.status} ${answer}`);
  return token;
}

async function launch(
  environment: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; printed: readonly string[]; url: string }> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const printed: string[] = [];
  const url = await new Promise<string>((ready, fail) => {
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    child.once('exit', (code) =>
      fail(new Error(`the district ended with ${String(code)}: ${said.join('').slice(-3000)}`)),
    );
    child.stdout.on('data', (chunk: Buffer) => {
      printed.push(chunk.toString());
      const found = /^ready (\S+)\/graphql/m.exec(printed.join(''));
      if (found?.[1]) ready(found[1]);
    });
  });
  return { child, printed, url };
}
