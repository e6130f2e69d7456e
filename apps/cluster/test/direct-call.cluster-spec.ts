import { randomBytes } from 'node:crypto';
import {
  closeDistrict,
  openDistrict,
  readAccounts,
  readState,
  tokenForm,
  type ClusterState,
  type RunningDistrict,
} from '../src/index.js';

type Refusal = Readonly<{ status: number; code: string | null }>;

describe('a service that is called without the gateway', () => {
  let state: ClusterState;
  let district: RunningDistrict;

  beforeAll(async () => {
    const found = await readState(process.env['WEISU_TEST_CLUSTER'] ?? '');
    if (!found) throw new Error('run by npm run test:cluster');
    state = found;
    district = await openDistrict(state.ground, {
      name: `direct${randomBytes(4).toString('hex')}`,
      testClock: true,
      logLevel: 'error',
    });
  }, 240_000);
  afterAll(async () => {
    if (district) await closeDistrict(state.ground, district);
  });

  const addressOf = (app: string): string =>
    `http://127.0.0.1:${district.replicas.find((replica) => replica.app === app)?.port ?? 0}`;

  async function call(app: string, operation: string, args: unknown, token: string | null): Promise<Refusal> {
    const response = await fetch(`${addressOf(app)}/operations/${operation}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ args }),
    });
    const { error } = (await response.json()) as { error?: { code: string } };
    return { status: response.status, code: error?.code ?? null };
  }

  async function tokenOf(account: string): Promise<string> {
    const accounts = await readAccounts(state.ground.accountsFile);
    const person = accounts.find((one) => one.account === account && one.kind === 'person');
    const system = {
      account,
      kind: 'system',
      secret: state.ground.clientSecrets[account] ?? '',
      totp: '',
    } as const;
    const response = await fetch(`${state.ground.keycloakUrl}/realms/weisu/protocol/openid-connect/token`, {
      method: 'POST',
      body: tokenForm(person ?? system, new Date()),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  const nobodys = { id: '0193a8f0-0000-7000-8000-000000000001', handlers: [] };

  it('asks for the same token and the same role as behind it', async () => {
    const resident = await tokenOf('resident');
    expect(await call('dispatch', 'allocateAppeal', nobodys, null)).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
    expect(await call('dispatch', 'allocateAppeal', nobodys, resident)).toEqual({
      status: 403,
      code: 'FORBIDDEN',
    });
    expect(await call('dispatch', 'allocateAppeal', nobodys, `${resident}x`)).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
    });
  });

  it.each([
    ['directory', 'directorySnapshot', {}],
    ['intake', 'contactForMessage', { appealId: nobodys.id }],
    ['dispatch', 'readJournal', {}],
    ['intake', 'readJournal', {}],
    ['dispatch', 'readSubjects', { subjects: [{ subject: nobodys.id, after: 0 }] }],
    ['intake', 'subjectsOf', { keys: ['20261123-000001-0'] }],
  ])(
    '%s refuses %s to people, and to a service that has no business with it',
    async (app, operation, args) => {
      const refused = { status: 403, code: 'FORBIDDEN' };
      expect(await call(app, operation, args, await tokenOf('street'))).toEqual(refused);
      expect(await call(app, operation, args, await tokenOf('hotline'))).toEqual(refused);
      expect(await call(app, operation, args, null)).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    },
  );

  it('answers an internal operation to the service that it is for, and not to another', async () => {
    const args = { appealId: nobodys.id };
    expect((await call('intake', 'contactForMessage', args, await tokenOf('notification'))).code).not.toBe(
      'FORBIDDEN',
    );
    expect(await call('intake', 'contactForMessage', args, await tokenOf('evaluation'))).toEqual({
      status: 403,
      code: 'FORBIDDEN',
    });
  });
});
