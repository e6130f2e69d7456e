import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  closeDistrict,
  killAndRestart,
  openDistrict,
  readAccounts,
  readState,
  saveState,
  tokenForm,
  type ClusterState,
  type RunningDistrict,
} from '@weisu/cluster';
import { SimulatedTime, SystemTime } from '@weisu/messaging';
import { eventually } from '@weisu/testing';
import { decodeJwt } from 'jose';
import type { DistrictPlace } from './district-place.js';
import { tokenFrom } from './standalone-place.fixture.js';

const real = new SystemTime();

/** What a token must have left to be handed out. */
const leastLifeSeconds = 60;

/** A district of its own on the servers of a cluster: database, topics, two replicas of what could do a thing twice, and a gateway. */
export async function openClusterPlace(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<DistrictPlace> {
  const { ground } = await stateOf(folder);
  let district = await openDistrict(ground, {
    name: `t${randomBytes(5).toString('hex')}`,
    testClock: true,
    logLevel: 'warn',
    extra: { PUBLIC_OPERATIONS_PER_MINUTE: '100000', ...environment },
  });
  await remember(folder, district);
  const time = await SimulatedTime.open({ url: district.place.ownerUrl, onError: () => undefined });
  const accounts = await readAccounts(ground.accountsFile);
  const signIn = (account: string): Promise<string> => {
    const people = accounts.filter((one) => one.account === account);
    const secret = people.find(({ kind }) => kind === 'person') ?? people[0];
    // systems of the realm file, such as the hotline, are not in the table of people
    const system = {
      account,
      kind: 'system',
      secret: ground.clientSecrets[account] ?? '',
      totp: '',
    } as const;
    return tokenFrom(ground.keycloakUrl, tokenForm(secret ?? system, real.now()), account);
  };
  const requestToken = async (account: string): Promise<string> => {
    const known = await knownToken(folder, account);
    if (known) return known;
    const token = await signIn(account);
    await keepToken(folder, account, token);
    return token;
  };
  return {
    url: district.url,
    folder: district.place.folder,
    importEnvironment: { DATA_DIR: district.place.folder },
    requestToken,
    async passwordOf(account) {
      return accounts.find((one) => one.account === account && one.kind === 'person')?.secret ?? '';
    },
    async expiredToken(account) {
      const token = await withShortLife(folder, ground.keycloakUrl, () => signIn(account));
      const { exp = 0 } = decodeJwt(token);
      await eventually(() => expect(real.now().getTime()).toBeGreaterThan(exp * 1_000), 10_000);
      return token;
    },
    databaseUrl(schema) {
      const url = new URL(district.place.ownerUrl);
      url.username = `weisu_${schema}`;
      url.password = district.place.databasePassword;
      return Promise.resolve(url.toString());
    },
    setTime: (now) => time.set(new Date(now), 0),
    async killAndRestart() {
      district = await killAndRestart(district);
      await remember(folder, district);
    },
    async stop() {
      await time.close();
      await closeDistrict(ground, district);
      await forget(folder, district);
    },
  };
}

const tokenFile = (folder: string, account: string): string => join(folder, 'tokens', account);

/** All districts of a cluster share its accounts, and Keycloak takes a code of an authenticator once: nobody signs in twice in its 30 seconds. */
async function knownToken(folder: string, account: string): Promise<string | null> {
  const token = await readFile(tokenFile(folder, account), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const { exp = 0 } = token ? decodeJwt(token) : {};
  return real.now().getTime() < (exp - leastLifeSeconds) * 1_000 ? token : null;
}

async function keepToken(folder: string, account: string, token: string): Promise<void> {
  await mkdir(join(folder, 'tokens'), { recursive: true, mode: 0o700 });
  await writeFile(tokenFile(folder, account), token, { mode: 0o600 });
}

/** Keycloak gives tokens of one second while `act` runs: the only real tokens that can be seen to end in a test. */
async function withShortLife<Answer>(
  folder: string,
  keycloakUrl: string,
  act: () => Promise<Answer>,
): Promise<Answer> {
  const secret = await readFile(join(folder, 'keycloak', 'admin-secret'), 'utf8');
  const form = { grant_type: 'client_credentials', client_id: 'weisu-bootstrap', client_secret: secret };
  const token = await tokenFrom(keycloakUrl, form, 'weisu-bootstrap', 'master');
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const clients = `${keycloakUrl}/admin/realms/weisu/clients`;
  const found = (await (await fetch(`${clients}?clientId=weisu-cli`, { headers })).json()) as Client[];
  const [client] = found;
  if (!client) throw new Error('the realm has no client weisu-cli');
  const change = async (attributes: Client['attributes']): Promise<void> => {
    const body = JSON.stringify({ ...client, attributes });
    const { status } = await fetch(`${clients}/${client.id}`, { method: 'PUT', headers, body });
    if (status !== 204) throw new Error(`weisu-cli could not be changed: HTTP ${status}`);
  };
  await change({ ...client.attributes, 'access.token.lifespan': '1' });
  try {
    return await act();
  } finally {
    // an attribute that is only left out stays as it was
    await change({ ...client.attributes, 'access.token.lifespan': '' });
  }
}

type Client = Readonly<{ id: string; attributes: Readonly<Record<string, string>> }>;

async function stateOf(folder: string): Promise<ClusterState> {
  const state = await readState(folder);
  if (!state) throw new Error(`no cluster runs in ${folder}`);
  return state;
}

/** So that cluster:down ends it, too, when the test cannot. */
async function remember(folder: string, district: RunningDistrict): Promise<void> {
  const state = await stateOf(folder);
  const others = state.districts.filter(({ place }) => place.name !== district.place.name);
  await saveState(folder, { ...state, districts: [...others, district] });
}

async function forget(folder: string, { place }: RunningDistrict): Promise<void> {
  const state = await stateOf(folder);
  await saveState(folder, {
    ...state,
    districts: state.districts.filter((district) => district.place.name !== place.name),
  });
}
