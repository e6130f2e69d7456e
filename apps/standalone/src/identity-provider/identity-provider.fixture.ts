import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountSubject } from '@weisu/contracts';
import { createTokenVerifier } from '@weisu/identity';
import { startEmbeddedPostgres } from '@weisu/persistence';
import pg from 'pg';
import type { DemoUser } from './demo-user.js';
import { createIdentityProvider, type IdentityProvider } from './identity.provider.js';
import { secretNames } from './principals.js';
import { realmFile } from './realm.js';
import { loadOrCreateSecrets } from './secrets.file.js';

export type Postgres = Awaited<ReturnType<typeof startPostgres>>;
export type RunningIdp = Awaited<ReturnType<typeof startIdp>>;

const users = [
  user('street', {
    roles: ['STREET'],
    name: '东门街道',
    unitId: 'u-street',
    areaCode: '440303003',
    posts: ['街道干部'],
  }),
  user('department', { roles: ['DEPARTMENT'], name: '区城管局', unitId: 'u-cg', areaCode: '440303' }),
  user('resident', { roles: ['RESIDENT'], name: '居民' }),
  user('hotline', { roles: ['INTEGRATION'], name: '12345 热线' }),
];

function user(username: string, given: Partial<DemoUser>): DemoUser {
  const blank = { name: username, roles: [], unitId: null, areaCode: null, posts: [] };
  return { ...blank, ...given, username, subject: accountSubject(username) };
}

/** A server with the provider on a free port, a database of its own, and a clock. */
export async function startIdp(postgres: Postgres) {
  const dataDir = await mkdtemp(join(tmpdir(), 'weisu-identity-'));
  const realm: unknown = JSON.parse(
    await readFile(join(import.meta.dirname, '../../../../deploy/keycloak/realm.json'), 'utf8'),
  );
  const secrets = await loadOrCreateSecrets(dataDir, secretNames(realmFile.parse(realm), users));
  const pool = new pg.Pool({ connectionString: await postgres.database() });
  pool.on('error', () => undefined); // The server goes away after the last test.
  let provider: IdentityProvider | undefined;
  let offset = 0;
  const now = () => new Date(Date.now() + offset);
  const server: Server = createServer((request, response) => provider?.callback(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const failures: Error[] = [];

  async function restart() {
    provider?.close();
    provider = await createIdentityProvider({
      issuerBase: base,
      realm,
      users,
      secrets,
      now,
      query: (sql, params) => pool.query(sql, [...params]),
      onError: (error) => failures.push(error),
    });
    return provider;
  }
  const { issuer } = await restart();
  const verifier = createTokenVerifier({ authServerUrl: base, realm: 'weisu', clientId: 'gateway', now });
  const post = (path: string, form: Record<string, string>, authorization?: string) =>
    fetch(`${issuer}/protocol/openid-connect/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: authorization ? { authorization } : {},
    });
  const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const api = {
    base,
    issuer,
    dataDir,
    secrets,
    restart,
    advance: (secondsLater: number) => (offset += secondsLater * 1_000),
    verify: (token: string) => verifier.verify(token),
    token: (form: Record<string, string>) => post('token', form),
    passwordGrant: (username: string, password: string) =>
      post('token', { grant_type: 'password', client_id: 'weisu-cli', username, password }),
    clientGrant: (id: string, secret: string) =>
      post('token', { grant_type: 'client_credentials' }, basic(id, secret)),
    get: (path: string, bearer: string) =>
      fetch(`${issuer}/protocol/openid-connect/${path}`, { headers: { authorization: `Bearer ${bearer}` } }),
    introspect: async (token: string): Promise<unknown> =>
      (
        await post('token/introspect', { token }, basic('gateway', secrets.clients['gateway']!.secret))
      ).json(),
    stop: async () => {
      provider?.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
      await rm(dataDir, { recursive: true });
      expect(failures).toEqual([]);
    },
  };
  return api;
}

/** The real server from npm, in a folder that is thrown away; one database for each test. */
export async function startPostgres() {
  // Not mkdtemp: PostgreSQL runs as another user when the tests run as root, and must reach its folder.
  const dataDir = join(tmpdir(), `weisu-identity-${randomUUID()}`);
  const server = await startEmbeddedPostgres({ dataDir, disposable: true });
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  let count = 0;
  return {
    async database() {
      const name = `test_${(count += 1)}`;
      await admin.query(`CREATE DATABASE ${name}`);
      return Object.assign(new URL(server.adminUrl), { pathname: `/${name}` }).href;
    },
    async stop() {
      await admin.end();
      await server.stop();
      await rm(server.dataDir, { recursive: true });
    },
  };
}
