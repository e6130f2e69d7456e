import { decodeJwt, decodeProtectedHeader } from 'jose';
import { accountSubject } from '@weisu/contracts';
import { startIdp, startPostgres, type Postgres, type RunningIdp } from './identity-provider.fixture.js';
import { requestToken } from './token.client.js';

let postgres: Postgres;
let idp: RunningIdp;

beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());
beforeEach(async () => {
  idp = await startIdp(postgres);
});
afterEach(() => idp.stop());

describe('the address layout', () => {
  it("is Keycloak's", async () => {
    const discovery = (await (
      await fetch(`${idp.issuer}/.well-known/openid-configuration`)
    ).json()) as object;
    const at = (path: string) => `${idp.issuer}/protocol/openid-connect/${path}`;
    expect(discovery).toMatchObject({
      issuer: `${idp.base}/realms/weisu`,
      authorization_endpoint: at('auth'),
      token_endpoint: at('token'),
      jwks_uri: at('certs'),
      userinfo_endpoint: at('userinfo'),
      end_session_endpoint: at('logout'),
      introspection_endpoint: at('token/introspect'),
    });
  });

  it('publishes no private part of its key', async () => {
    const { keys } = (await (await fetch(`${idp.issuer}/protocol/openid-connect/certs`)).json()) as {
      keys: object[];
    };
    expect(keys.map((key) => Object.keys(key).toSorted())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
  });
});

describe('the password grant', () => {
  it("answers an access token with exactly Keycloak's claims, good for 300 seconds", async () => {
    const token = await requestToken({ baseUrl: idp.base, account: 'street', dataDir: idp.dataDir });
    const { exp, iat, jti, ...claims } = decodeJwt(token);
    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'RS256',
      typ: 'JWT',
      kid: idp.secrets.signingKey.kid,
    });
    expect(exp! - iat!).toBe(300);
    expect(jti).toEqual(expect.any(String));
    expect(claims).toEqual({
      iss: idp.issuer,
      aud: 'urn:weisu:api',
      scope: 'openid profile email',
      sub: accountSubject('street'),
      typ: 'Bearer',
      azp: 'weisu-cli',
      preferred_username: 'street',
      name: '东门街道',
      realm_access: { roles: ['STREET'] },
      unit: 'u-street',
      area: '440303003',
      posts: ['街道干部'],
      groups: ['/440303/440303003/u-street'],
    });
  });

  it('answers a token that the verifier trusts until its end', async () => {
    const token = await requestToken({ baseUrl: idp.base, account: 'street', dataDir: idp.dataDir });
    expect(await idp.verify(token)).toMatchObject({
      roles: ['STREET'],
      unitId: 'u-street',
      client: 'weisu-cli',
    });
    idp.advance(301);
    await expect(idp.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each([
    ['a wrong password', 'street', 'wrong'],
    ['an unknown name', 'nobody', 'wrong'],
    ['a name out of the prototype', 'constructor', 'wrong'],
    ['an account that is a client', 'hotline', 'wrong'],
  ])('refuses %s with the same answer', async (_what, username, password) => {
    const response = await idp.passwordGrant(username, password);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: 'invalid_grant',
      error_description: 'grant request is invalid',
    });
  });

  it('is not open to the console', async () => {
    const response = await idp.token({
      grant_type: 'password',
      client_id: 'console',
      client_secret: idp.secrets.clients['console']!.secret,
      username: 'street',
      password: 'x',
    });
    expect(response.status).toBe(400);
  });
});

describe('five wrong passwords', () => {
  const right = () => idp.passwordGrant('street', idp.secrets.accounts['street']!.password!);
  const wrong = async (times: number) => {
    const tries = await Promise.all(
      Array.from({ length: times }, () => idp.passwordGrant('street', 'wrong')),
    );
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([400]));
  };

  it('lock the account for ten minutes, also when they come together', async () => {
    await wrong(5);
    expect((await right()).status).toBe(400);
    idp.advance(599);
    expect((await right()).status).toBe(400);
    idp.advance(2);
    expect((await right()).status).toBe(200);
  });

  it('lock across a restart, and only their own account', async () => {
    await wrong(5);
    await idp.restart();
    expect((await right()).status).toBe(400);
    expect((await idp.passwordGrant('resident', idp.secrets.accounts['resident']!.password!)).status).toBe(
      200,
    );
  });

  it('do not lock when a right one comes between', async () => {
    await wrong(4);
    expect((await right()).status).toBe(200);
    await wrong(4);
    expect((await right()).status).toBe(200);
  });

  it('start anew after a lock has ended', async () => {
    await wrong(5);
    idp.advance(601);
    await wrong(4);
    expect((await right()).status).toBe(200);
    await wrong(5);
    expect((await right()).status).toBe(400);
  });

  it('do not hinder many right ones at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, right));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  });
});

describe('client credentials', () => {
  it.each([
    ['hotline', { roles: ['INTEGRATION'], client: 'hotline', subject: accountSubject('hotline') }],
    ['dispatch', { roles: ['SERVICE'], client: 'dispatch', unitId: null }],
  ])('make %s an actor of its own', async (account, actor) => {
    const token = await requestToken({ baseUrl: idp.base, account, dataDir: idp.dataDir });
    expect(await idp.verify(token)).toMatchObject(actor);
  });

  it("give a department's own system the department's place", async () => {
    const response = await idp.clientGrant('department', idp.secrets.clients['department']!.secret);
    const { access_token } = (await response.json()) as { access_token: string };
    expect(await idp.verify(access_token)).toMatchObject({
      roles: ['DEPARTMENT'],
      unitId: 'u-cg',
      client: 'department',
    });
  });

  it('refuse a wrong secret', async () => {
    expect((await idp.clientGrant('dispatch', 'wrong')).status).toBe(401);
  });
});

describe('userinfo and introspection', () => {
  it('know a token of this realm', async () => {
    const token = await requestToken({ baseUrl: idp.base, account: 'street', dataDir: idp.dataDir });
    const userinfo = await idp.get('userinfo', token);
    expect(await userinfo.json()).toMatchObject({
      sub: accountSubject('street'),
      name: '东门街道',
      unit: 'u-street',
    });
    expect(await idp.introspect(token)).toMatchObject({ active: true, azp: 'weisu-cli' });
  });

  it('know no other', async () => {
    expect((await idp.get('userinfo', 'garbage')).status).toBe(401);
    expect(await idp.introspect('garbage')).toEqual({ active: false });
  });
});
