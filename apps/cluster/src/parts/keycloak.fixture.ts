import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@weisu/persistence';
import pg from 'pg';
import { startKeycloak, type RunningKeycloak } from './keycloak.js';
import { fetchParts } from './maven.js';
import { totpCode } from './totp.js';

const root = join(import.meta.dirname, '../../../..');
const administratorsScript = join(root, 'deploy/keycloak/administrators.sh');
const realm = join(root, 'deploy/keycloak/realm.json');
const peopleImport = join(root, 'apps/standalone/dist/people-import/main.js');
const header = 'account,name,roles,unit,area,posts';
export const consoleRedirect = 'http://localhost:3000/session/back';

export type TestRealm = Awaited<ReturnType<typeof startTestRealm>>;
type Secret = Readonly<{ secret: string; totp: string }>;
export type Answer = Readonly<{ status: number; body: Record<string, unknown>; location: string | null }>;

/** Everybody of the demo district, by account, as lines of its people.csv. */
export async function demoPeople(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(root, 'deploy/districts/luohu/people.csv'), 'utf8');
  return new Map(
    text
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => [line.slice(0, line.indexOf(',')), line]),
  );
}

/** A real Keycloak with the realm file on a database of its own, and people imported by the real command. */
export async function startTestRealm() {
  const folder = join(tmpdir(), `weisu-keycloak-${randomBytes(6).toString('hex')}`);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const database = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), disposable: true });
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query('CREATE DATABASE keycloak');
  await client.end();
  const options = {
    home: (await fetchParts()).keycloakHome,
    folder,
    databaseUrl: Object.assign(new URL(database.adminUrl), { pathname: '/keycloak' }).href,
    realm,
    environment: { WEISU_CLI_ENABLED: 'true' },
  };
  let keycloak: RunningKeycloak = await startKeycloak(options).catch(async (error: unknown) => {
    await database.stop();
    throw error;
  });
  const { url } = keycloak;
  const secrets = new Map<string, Secret>();
  let imports = 0;

  async function rest(method: string, path: string, body?: unknown, token?: string): Promise<Answer> {
    const authorization = `Bearer ${token ?? (await keycloak.adminToken())}`;
    const response = await fetch(`${url}/admin/realms/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answerOf(response);
  }

  async function grant(name: string, form: Record<string, string>): Promise<Answer> {
    const path = `${url}/realms/${name}/protocol/openid-connect/token`;
    return answerOf(await fetch(path, { method: 'POST', body: new URLSearchParams(form) }));
  }

  /** What `npm run people:import` does with these lines; new passwords are remembered. */
  async function importPeople(lines: readonly string[], flags: readonly string[] = ['--ready']) {
    const file = join(folder, `people-${(imports += 1)}.csv`);
    const passwords = join(folder, `passwords-${imports}.csv`);
    await writeFile(file, `${[header, ...lines].join('\n')}\n`);
    const result = await run(process.execPath, [peopleImport, file, '--passwords', passwords, ...flags], {
      KEYCLOAK_URL: url,
      KEYCLOAK_ADMIN_CLIENT_SECRET: await keycloak.clientSecret('people-import'),
    });
    const written = await readFile(passwords, 'utf8').catch(() => '');
    for (const line of written.trim().split('\n').slice(1)) {
      const [account = '', kind = '', secret = '', totp = ''] = line.split(',');
      secrets.set(`${kind} ${account}`, { secret, totp });
    }
    return result;
  }

  async function clientUuid(name: string, clientId: string): Promise<string> {
    const { body } = await rest('GET', `${name}/clients?clientId=${clientId}`);
    const [client] = body as unknown as { id: string }[];
    if (!client) throw new Error(`${name} has no client ${clientId}`);
    return client.id;
  }

  /** Accounts of the realm master with the rights that the script of the installation gives them; their tokens. */
  async function administrators(): Promise<Record<string, string>> {
    const script = await readFile(administratorsScript, 'utf8');
    const management = await clientUuid('master', 'weisu-realm');
    const tokens: Record<string, string> = {};
    for (const [, who = '', rights = ''] of script.matchAll(/^grant (\w+)-administrator (.+)$/gm)) {
      const password = randomBytes(12).toString('base64url');
      const credentials = [{ type: 'password', value: password }];
      const made = await rest('POST', 'master/users', { username: who, enabled: true, credentials });
      const mapped = [];
      for (const right of rights.split(' '))
        mapped.push((await rest('GET', `master/clients/${management}/roles/${right}`)).body);
      const id = made.location?.split('/').pop() ?? '';
      await rest('POST', `master/users/${id}/role-mappings/clients/${management}`, mapped);
      const form = { grant_type: 'password', client_id: 'admin-cli', username: who, password };
      tokens[who] = String((await grant('master', form)).body['access_token']);
    }
    return tokens;
  }

  const secretOf = (kind: 'person' | 'system', account: string): Secret =>
    secrets.get(`${kind} ${account}`) ?? { secret: 'unknown', totp: '' };

  /** With password, and the code of this instant where the account has a second factor. */
  function passwordGrant(account: string, changes: Record<string, string> = {}): Promise<Answer> {
    const { secret, totp } = secretOf('person', account);
    const code = totp ? { totp: totpCode(totp, new Date()) } : {};
    const form = { grant_type: 'password', client_id: 'weisu-cli', username: account, password: secret };
    return grant('weisu', { ...form, ...code, ...changes });
  }

  const clientGrant = (account: string, secret = secretOf('system', account).secret) =>
    grant('weisu', { grant_type: 'client_credentials', client_id: account, client_secret: secret });

  return {
    url,
    rest,
    grant,
    importPeople,
    clientUuid,
    administrators,
    passwordGrant,
    clientGrant,
    clientSecret: (name: string) => keycloak.clientSecret(name),
    adminToken: () => keycloak.adminToken(),
    signIn: (account: string) => signIn(url, account, secretOf('person', account)),
    async killAndRestart() {
      await keycloak.kill();
      keycloak = await startKeycloak({ ...options, port: Number(new URL(url).port) });
    },
    async stop() {
      await keycloak.stop();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
      await rm(database.dataDir, { recursive: true, force: true });
    },
  };
}

/** The console's way in (code flow with PKCE, through Keycloak's pages): where it ended, and which forms it met. */
async function signIn(url: string, account: string, { secret, totp }: Secret) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'console',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: consoleRedirect,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const cookies = new Map<string, string>();
  const forms: string[] = [];
  let page = await fetch(`${url}/realms/weisu/protocol/openid-connect/auth?${query}`, { redirect: 'manual' });
  for (;;) {
    for (const cookie of page.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair);
    }
    const location = page.headers.get('location');
    if (location) return { forms, code: new URL(location).searchParams.get('code'), verifier };
    const html = await page.text();
    const action = /action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    const asksForCode = html.includes('name="otp"');
    forms.push(asksForCode ? 'code' : html.includes('name="password"') ? 'password' : 'other');
    if (!action || forms.at(-1) === 'other' || forms.length > 2) return { forms, code: null, verifier };
    const form: Record<string, string> = asksForCode
      ? { otp: totpCode(totp, new Date()) }
      : { username: account, password: secret };
    page = await fetch(action, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: [...cookies.values()].join('; ') },
      body: new URLSearchParams(form),
    });
  }
}

/** A page instead of JSON is an answer too: what counts is its status. */
async function answerOf(response: Response): Promise<Answer> {
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  const text = await response.text();
  return {
    status: response.status,
    body: json && text ? (JSON.parse(text) as Record<string, unknown>) : {},
    location: response.headers.get('location'),
  };
}

async function run(command: string, parameters: readonly string[], environment: Record<string, string>) {
  const child = spawn(command, [...parameters], {
    env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'test', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, said: said.join('') };
}
