import { createHash } from 'node:crypto';
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
    const browser = visitor();
    const login = await browser.open(authorizationUrl());
    expect(login.html).toContain('<html lang="zh-CN">');
    const back = await browser.submit(login.url, { username: 'street', password: password('street') });
    expect(back.searchParams.get('state')).toBe('s1');

    const tokens = await redeem(back.searchParams.get('code')!);
    expect(await idp.verify(tokens.access_token)).toMatchObject({ roles: ['STREET'], client: 'console' });
    expect(decodeJwt(tokens.id_token)).toMatchObject({ aud: 'console', nonce: 'n1', name: '东门街道' });
  });

  it('shows the form again after a wrong password, and escapes what was typed', async () => {
    const browser = visitor();
    const login = await browser.open(authorizationUrl());
    const again = await browser.post(login.url, { username: '"><b>', password: 'wrong' });
    expect(again.status).toBe(200);
    const html = await again.text();
    expect(html).toContain('role="alert"');
    expect(html).toContain('value="&quot;&gt;&lt;b&gt;"');
  });

  it('does not ask a second time in the same session', async () => {
    const browser = visitor();
    const login = await browser.open(authorizationUrl());
    await browser.submit(login.url, { username: 'street', password: password('street') });
    const { location } = await browser.follow(authorizationUrl());
    expect(location?.searchParams.has('code')).toBe(true);
  });

  it('survives a restart of the provider between form and submission', async () => {
    const browser = visitor();
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
    const { location } = await visitor().follow(authorizationUrl(changed));
    expect(location?.searchParams.get('error') ?? location?.hash).toMatch(
      /invalid_request|unsupported|unauthorized/,
    );
  });

  it.each(['http://evil.example/console/', 'https://evil.example/'])(
    'never sends anybody to %s',
    async (redirect_uri) => {
      const { status, location } = await visitor().follow(authorizationUrl({ redirect_uri }));
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
  it('asks in Chinese, then ends the session and its refresh tokens, and returns to the console', async () => {
    const browser = visitor();
    const login = await browser.open(authorizationUrl());
    const back = await browser.submit(login.url, { username: 'street', password: password('street') });
    const { refresh_token, id_token } = await redeem(back.searchParams.get('code')!);

    const home = `${idp.base}/console/`;
    const query = new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri: home });
    const asked = await browser.open(`${idp.issuer}/protocol/openid-connect/logout?${query.toString()}`);
    expect(asked.html).toContain('确定要退出登录吗');
    const [, xsrf = ''] = /name="xsrf" value="([^"]+)"/.exec(asked.html) ?? [];
    const confirm = `${idp.issuer}/protocol/openid-connect/logout/confirm`;
    expect((await browser.submit(confirm, { xsrf, logout: 'yes' })).href).toBe(home);

    expect((await refresh(refresh_token)).status).toBe(400);
    expect((await browser.open(authorizationUrl())).html).toContain('name="password"');
  });
});

type Tokens = { access_token: string; refresh_token: string; id_token: string };

const redirectUri = () => `${idp.base}/console/callback`;

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
    code,
    code_verifier,
    redirect_uri: redirectUri(),
  });
const redeem = async (code: string) => (await (await redeemRaw(code)).json()) as Tokens;
const refresh = (refresh_token: string) =>
  idp.token({ grant_type: 'refresh_token', client_id: 'console', refresh_token });

async function newCode(): Promise<string> {
  const browser = visitor();
  const login = await browser.open(authorizationUrl());
  const back = await browser.submit(login.url, { username: 'street', password: password('street') });
  return back.searchParams.get('code')!;
}

/** A browser's memory: cookies by name, sent where their path allows. */
function visitor() {
  const jar = new Map<string, { value: string; path: string }>();

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url);
    const cookies = [...jar].filter(([, { path }]) => pathname.startsWith(path));
    const cookie = cookies.map(([key, { value }]) => `${key.split('|')[0]}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/';
      if (value === '') jar.delete(`${name}|${path}`);
      else jar.set(`${name}|${path}`, { value, path });
    }
    return response;
  }

  /** Follows redirects while they stay with the provider. */
  async function follow(url: string, init?: RequestInit) {
    let current = url;
    let response = await request(url, init);
    for (;;) {
      const header = response.headers.get('location');
      const location = header ? new URL(header, current) : null;
      if (!location?.href.startsWith(idp.issuer)) {
        return { url: current, status: response.status, location, html: await response.text() };
      }
      current = location.href;
      response = await request(current);
    }
  }

  const form = (fields: Record<string, string>): RequestInit => ({
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  return {
    follow,
    open: (url: string) => follow(url),
    post: (url: string, fields: Record<string, string>) => request(url, form(fields)),
    async submit(url: string, fields: Record<string, string>): Promise<URL> {
      const { location, html } = await follow(url, form(fields));
      if (!location) throw new Error(`no redirect to the client: ${html}`);
      return location;
    },
  };
}
