import { createHash } from 'node:crypto';
import { visitor } from '@weisu/testing';
import { decodeJwt } from 'jose';
import { startIdp, startPostgres, type Postgres, type RunningIdp } from './identity-provider.fixture.js';

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

const verifierText = 'a-code-verifier-of-at-least-forty-three-characters';
const password = (account: string) => idp.secrets.accounts[account]!.password!;

describe('logging in to the console', () => {
  it('goes through the Chinese login page to a code, and the code to tokens', async () => {
    const browser = visitor(idp.issuer);
    const login = await browser.open(authorizationUrl());
    expect(login.html).toContain('<html lang="zh-CN">');
    const back = await browser.submit(login.url, { username: 'street', password: password('street') });
    expect(back.searchParams.get('state')).toBe('s1');

    const tokens = await redeem(back.searchParams.get('code')!);
    expect(await idp.verify(tokens.access_token)).toMatchObject({ roles: ['STREET'], client: 'console' });
    expect(decodeJwt(tokens.id_token)).toMatchObject({ aud: 'console', nonce: 'n1', name: '东门街道' });
  });

  it('shows the form again after a wrong password, and escapes what was typed', async () => {
    const browser = visitor(idp.issuer);
    const login = await browser.open(authorizationUrl());
    const again = await browser.post(login.url, { username: '"><b>', password: 'wrong' });
    expect(again.status).toBe(200);
    const html = await again.text();
    expect(html).toContain('role="alert"');
    expect(html).toContain('value="&quot;&gt;&lt;b&gt;"');
  });

  it('does not ask a second time in the same session', async () => {
    const browser = visitor(idp.issuer);
    const login = await browser.open(authorizationUrl());
    await browser.submit(login.url, { username: 'street', password: password('street') });
    const { location } = await browser.follow(authorizationUrl());
    expect(location?.searchParams.has('code')).toBe(true);
  });

  it('survives a restart of the provider between form and submission', async () => {
    const browser = visitor(idp.issuer);
    const login = await browser.open(authorizationUrl());
    await idp.restart();
    const back = await browser.submit(login.url, { username: 'street', password: password('street') });
    expect(back.searchParams.has('code')).toBe(true);
  });

  it.each<[string, Record<string, string>]>([
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['with plain PKCE', { code_challenge_method: 'plain' }],
    ['for the implicit flow', { response_type: 'token' }],
  ])('is refused %s', async (_what, changed) => {
    const { location } = await visitor(idp.issuer).follow(authorizationUrl(changed));
    expect(location?.searchParams.get('error') ?? location?.hash).toMatch(
      /invalid_request|unsupported|unauthorized/,
    );
  });

  it.each(['http://evil.example/session/back', 'https://evil.example/'])(
    'never sends anybody to %s',
    async (redirect_uri) => {
      const { status, location } = await visitor(idp.issuer).follow(authorizationUrl({ redirect_uri }));
      expect(status).toBe(400);
      expect(location).toBeNull();
    },
  );

  it('says so when the login form has expired', async () => {
    const response = await fetch(`${idp.issuer}/login-actions/authenticate/nothing`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('登录页面已过期');
  });
});

describe('a code', () => {
  it('is good once, and its second use ends the session it opened', async () => {
    const code = await newCode();
    const { refresh_token } = await redeem(code);
    expect((await redeemRaw(code)).status).toBe(400);
    expect((await refresh(refresh_token)).status).toBe(400);
  });

  it('is worthless without the secret of the client', async () => {
    const form = { grant_type: 'authorization_code', client_id: 'console', redirect_uri: redirectUri() };
    const answer = await idp.token({ ...form, code: await newCode(), code_verifier: verifierText });
    expect(answer.status).toBe(401);
  });

  it('is worthless without its verifier', async () => {
    expect((await redeemRaw(await newCode(), 'another-verifier-of-at-least-forty-three-chars')).status).toBe(
      400,
    );
  });
});

describe('a refresh token', () => {
  it('gives new tokens and a new refresh token', async () => {
    const first = await redeem(await newCode());
    const response = await refresh(first.refresh_token);
    const second = (await response.json()) as Tokens;
    expect(await idp.verify(second.access_token)).toMatchObject({ roles: ['STREET'], client: 'console' });
    expect(second.refresh_token).not.toBe(first.refresh_token);
  });

  it('is good for one of two requests that arrive together', async () => {
    const { refresh_token } = await redeem(await newCode());
    const answers = await Promise.all([refresh(refresh_token), refresh(refresh_token)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });
});

describe('logging out', () => {
  const opened = async () => {
    const browser = visitor(idp.issuer);
    const login = await browser.open(authorizationUrl());
    const back = await browser.submit(login.url, { username: 'street', password: password('street') });
    return { browser, tokens: await redeem(back.searchParams.get('code')!) };
  };
  const logout = (form: Record<string, string>) =>
    fetch(`${idp.issuer}/protocol/openid-connect/logout`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'console', client_secret: clientSecret(), ...form }),
    });

  it('by the client ends the session and its refresh tokens; who comes back is asked for the password', async () => {
    const { browser, tokens } = await opened();
    expect((await logout(tokens)).status).toBe(204);
    expect((await refresh(tokens.refresh_token)).status).toBe(400);
    expect((await browser.open(authorizationUrl())).html).toContain('name="password"');
  });

  it('is for the client whose token it is, and for one that is good', async () => {
    const { browser, tokens } = await opened();
    expect((await logout({ ...tokens, client_secret: 'wrong' })).status).toBe(401);
    const other = { client_id: 'gateway', client_secret: idp.secrets.clients['gateway']!.secret };
    expect((await logout({ ...tokens, ...other })).status).toBe(400);
    expect((await logout({ refresh_token: 'none' })).status).toBe(400);
    const { location } = await browser.follow(authorizationUrl());
    expect(location?.searchParams.has('code')).toBe(true);
  });

  it('is no page: nobody is sent from here to elsewhere', async () => {
    const asked = await fetch(
      `${idp.issuer}/protocol/openid-connect/logout?post_logout_redirect_uri=https%3A%2F%2Fevil.example`,
      { redirect: 'manual' },
    );
    expect([asked.status, asked.headers.get('location')]).toEqual([404, null]);
  });
});

type Tokens = { access_token: string; refresh_token: string; id_token: string };

const redirectUri = () => `${idp.base}/session/back`;
const clientSecret = () => idp.secrets.clients['console']!.secret;

function authorizationUrl(changed: Record<string, string> = {}): string {
  const params = {
    client_id: 'console',
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: redirectUri(),
    state: 's1',
    nonce: 'n1',
    code_challenge: createHash('sha256').update(verifierText).digest('base64url'),
    code_challenge_method: 'S256',
    ...changed,
  };
  const given = Object.entries(params).filter(([, value]) => value !== '');
  return `${idp.issuer}/protocol/openid-connect/auth?${new URLSearchParams(given).toString()}`;
}

const redeemRaw = (code: string, code_verifier = verifierText) =>
  idp.token({
    grant_type: 'authorization_code',
    client_id: 'console',
    client_secret: clientSecret(),
    code,
    code_verifier,
    redirect_uri: redirectUri(),
  });
const redeem = async (code: string) => (await (await redeemRaw(code)).json()) as Tokens;
const refresh = (refresh_token: string) =>
  idp.token({
    grant_type: 'refresh_token',
    client_id: 'console',
    client_secret: clientSecret(),
    refresh_token,
  });

async function newCode(): Promise<string> {
  const browser = visitor(idp.issuer);
  const login = await browser.open(authorizationUrl());
  const back = await browser.submit(login.url, { username: 'street', password: password('street') });
  return back.searchParams.get('code')!;
}
