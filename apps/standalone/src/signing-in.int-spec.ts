import type { Gateway } from '@weisu/gateway';
import { accountSubject } from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import { importJWK, SignJWT } from 'jose';
import { startPostgres, type Postgres } from './identity-provider/identity-provider.fixture.js';
import { keys, SigningInGround, type Visit } from './signing-in.fixture.js';

const street = accountSubject('street');
/** Into the last minute of a token. */
const nearItsEnd = 250;

describe('signing in by the gateway', () => {
  let postgres: Postgres;
  let ground: SigningInGround;
  let gateway: Gateway;
  let other: Gateway;

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    ground = await SigningInGround.open(postgres);
    [gateway, other] = [await ground.gateway(), await ground.gateway()];
  });
  afterEach(() => ground.stop());

  const rows = () =>
    ground.directory.sql<{ version: number; sealed: string }>('SELECT version, sealed FROM staff_session');

  it('comes back to the page that was asked for, with a cookie that no script reads', async () => {
    const visit = await ground.signIn(gateway);
    expect([visit.arrived?.statusCode, visit.arrived?.headers.location]).toEqual([
      303,
      '/console/matters?status=OPEN',
    ]);
    const set = [visit.arrived?.headers['set-cookie'] ?? []].flat();
    const [session = ''] = set.filter((line) => line.startsWith('__Host-weisu='));
    expect(session.split('; ').slice(1).toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
    expect(session.split(';', 1)[0]).toHaveLength('__Host-weisu='.length + 43);
    expect(visit.session).toMatchObject({ name: '东门街道', subject: street, actingFor: null });
    expect([await visit.me(), await visit.me(other)]).toEqual([street, street]);
    const kept = JSON.stringify(await rows());
    expect(kept).not.toContain('eyJ');
    expect(kept).not.toContain(session.slice('__Host-weisu='.length, 60).split(';', 1)[0]);
  });

  it.each([
    'https://evil.example/console',
    '//evil.example/console',
    '/\\evil.example/console',
    '/console/../session/sign-in?to=/x',
    '/consolex',
    'javascript:alert(1)',
    '/graphql?query={me{name}}',
  ])('never leads to %j', async (to) => {
    const visit = await ground.signIn(gateway, 'street', to);
    expect(visit.arrived?.headers.location).toBe('/console');
  });

  it('is finished by the browser that began it, once', async () => {
    const visit = await ground.signIn(gateway);
    const again = await visit.get(visit.back);
    expect(again.headers.location).toMatch(/^\/console\/sign-in\?why=EXPIRED/);
    const stranger = await other.inject({ url: visit.back });
    expect(stranger.headers.location).toMatch(/^\/console\/sign-in\?why=EXPIRED/);
    expect(stranger.headers['set-cookie']).toBeUndefined();
    expect(await rows()).toHaveLength(1);
  });

  it('says that it was refused, and that the identity provider is away', async () => {
    const visit = await ground.signIn(gateway);
    const begun = await visit.get('/session/sign-in?to=/console/a');
    const state = new URL(String(begun.headers.location)).searchParams.get('state') ?? '';
    const refused = await visit.get(`/session/back?error=access_denied&state=${state}`);
    expect(refused.headers.location).toBe('/console/sign-in?why=REFUSED&to=%2Fconsole%2Fa');
    expect(await visit.me()).toBe(street);
  });

  it('asks for the password each time, and who signs in again goes on in the session that is new', async () => {
    const visit = await ground.signIn(gateway);
    const before = visit.cookie;
    const begun = await visit.get('/session/sign-in');
    expect((await visit.browser.open(String(begun.headers.location))).html).toContain('name="password"');
    expect(new URL(String(begun.headers.location)).searchParams.get('code_challenge_method')).toBe('S256');
    await visit.enter();
    expect(visit.cookie).not.toBe(before);
    ground.advance(nearItsEnd);
    expect(await visit.me()).toBe(street);
    await eventually(async () => expect(await rows()).toMatchObject([{ version: 2 }]));
    ground.advance(nearItsEnd);
    expect(await visit.me(other)).toBe(street);
  });

  it('begins as often as somebody likes without filling her header', async () => {
    const visit = await ground.signIn(gateway);
    for (let times = 0; times < 12; times += 1)
      await visit.get(`/session/sign-in?to=/console/${'x'.repeat(times % 2 ? 900 : 5_000)}`);
    expect(visit.cookie.split('; ').filter((one) => one.includes('sign-in'))).toHaveLength(3);
    expect(visit.cookie.length).toBeLessThan(8_000);
    await visit.enter();
    expect(await visit.me()).toBe(street);
  });

  describe('renewal', () => {
    let visit: Visit;
    beforeEach(async () => (visit = await ground.signIn(gateway)));

    it('happens once for ten tabs at two replicas at the same instant', async () => {
      ground.advance(nearItsEnd);
      const tabs = Array.from({ length: 10 }, (_, tab) => visit.me(tab % 2 ? gateway : other));
      expect(new Set(await Promise.all(tabs))).toEqual(new Set([street]));
      await eventually(async () => expect(await rows()).toMatchObject([{ version: 2 }]));
      // and again, with the token that one of them got
      ground.advance(nearItsEnd);
      expect([await visit.me(other), await visit.me(gateway)]).toEqual([street, street]);
      await eventually(async () => expect(await rows()).toMatchObject([{ version: 3 }]));
      // and when it is over all wait for the one
      ground.advance(310);
      const late = Array.from({ length: 10 }, (_, tab) => visit.me(tab % 2 ? gateway : other));
      expect(new Set(await Promise.all(late))).toEqual(new Set([street]));
      expect(await rows()).toMatchObject([{ version: 4 }]);
    });

    it('whose replica died between the answer and the row ends the session: the person signs in again', async () => {
      ground.advance(nearItsEnd);
      ground.dead.add('renewStaffSession');
      // goes on with the token that is good, and so does who asks meanwhile
      expect([await visit.me(), await visit.me(other)]).toEqual([street, street]);
      await eventually(() => expect(ground.died).toContain('renewStaffSession'));
      ground.dead.clear();
      await ground.directory.sql(`UPDATE staff_session SET renewing_until = now() - interval '1 second'`);
      await eventually(async () => {
        ground.advance(6);
        expect(await visit.me(other)).toBe('UNAUTHENTICATED');
      });
      expect(await rows()).toEqual([]);
      expect(await visit.look()).toBeNull();
      expect((await ground.signIn(gateway)).session).toMatchObject({ subject: street });
    });

    it('waits while the identity provider is away, and work goes on until the token ends', async () => {
      const { fetch: real } = globalThis;
      globalThis.fetch = () => Promise.reject(new TypeError('fetch failed'));
      try {
        ground.advance(nearItsEnd);
        expect(await visit.me()).toBe(street);
        ground.advance(60);
        await ground.directory.sql('UPDATE staff_session SET renewing_until = NULL');
        expect(await visit.me()).toBe('UNAVAILABLE');
      } finally {
        globalThis.fetch = real;
      }
      await ground.directory.sql('UPDATE staff_session SET renewing_until = NULL');
      expect(await visit.me()).toBe(street);
    });
  });

  it('lasts while the directory is away, and is not believed for ever', async () => {
    const visit = await ground.signIn(gateway);
    expect(await visit.me(other)).toBe(street);
    for (const operation of ['staffSession', 'claimStaffRenewal']) ground.dead.add(operation);
    for (const seconds of [60, 140, 60]) {
      ground.advance(seconds);
      expect(await visit.me(other)).toBe(street);
    }
    ground.advance(60);
    expect(await visit.me(other)).toBe('UNAVAILABLE');
  });

  it('is opened by a replica that has the old key, too, and by none that has not', async () => {
    const visit = await ground.signIn(gateway);
    const both = await ground.gateway({ SESSION_KEYS: `${keys.young},${keys.old}` });
    const young = await ground.gateway({ SESSION_KEYS: keys.young });
    expect([await visit.me(both), await visit.me(young)]).toEqual([street, 'UNAUTHENTICATED']);
    expect(await visit.me()).toBe(street);
  });

  describe('the end', () => {
    it('is known to every replica within five seconds, to the copy of a cookie, too, and to the identity provider', async () => {
      const visit = await ground.signIn(gateway);
      const copy = { cookie: visit.cookie, ...visit.ours };
      expect(await visit.me(other)).toBe(street);
      const ended = await visit.post('/session/end', {});
      expect(JSON.parse(ended.body)).toEqual({ endedAtProvider: true });
      expect(ended.headers['clear-site-data']).toBe('"cache"');
      expect(visit.cookie).not.toContain('__Host-weisu=');
      const asked = (at: Gateway) =>
        at.inject({ method: 'POST', url: '/graphql', payload: { query: '{ me { name } }' }, headers: copy });
      expect((await asked(gateway)).statusCode).toBe(401);
      ground.advance(5);
      expect((await asked(other)).statusCode).toBe(401);
      const { location } = await visit.browser.follow(
        `${ground.idp.issuer}/protocol/openid-connect/auth?client_id=console`,
      );
      expect(location?.searchParams.has('code') ?? false).toBe(false);
    });

    it('that came by itself is told to the identity provider by whoever comes next', async () => {
      const visit = await ground.signIn(gateway);
      await ground.directory.sql(`UPDATE staff_session SET used_at = used_at - interval '31 minutes'`);
      ground.advance(20);
      expect(await visit.look()).toBeNull();
      expect(visit.cookie).not.toContain('__Host-weisu=');
      expect(await rows()).toEqual([]);
      const query = {
        ...{ client_id: 'console', response_type: 'code', scope: 'openid', prompt: 'none' },
        ...{ code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' },
        redirect_uri: `${ground.idp.base}/session/back`,
      };
      const silent = `${ground.idp.issuer}/protocol/openid-connect/auth?${new URLSearchParams(query).toString()}`;
      const { location } = await visit.browser.follow(silent);
      expect(location?.searchParams.get('error')).toBe('login_required');
    });

    it('comes when the identity provider says so, and only when it is the one who says it', async () => {
      const visit = await ground.signIn(gateway);
      const { kid } = ground.idp.secrets.signingKey;
      const key = await importJWK(ground.idp.secrets.signingKey, 'RS256');
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} };
      const token = (claims: object, audience = 'console', issuer = ground.idp.issuer) =>
        new SignJWT({ events, sub: street, ...claims })
          .setProtectedHeader({ alg: 'RS256', kid })
          .setIssuedAt()
          .setIssuer(issuer)
          .setAudience(audience)
          .sign(key);
      const say = async (given: string): Promise<number> => {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        const payload = new URLSearchParams({ logout_token: given }).toString();
        return (await other.inject({ method: 'POST', url: '/session/ended', headers, payload })).statusCode;
      };
      const forged = `${(await token({})).slice(0, -8)}AAAAAAAA`;
      const bad = [
        forged,
        await token({}, 'gateway'),
        await token({}, 'console', 'https://elsewhere.example/realms/weisu'),
        await token({ nonce: 'n' }),
        await token({ events: {} }),
        await token({ sub: undefined }),
        'nothing',
      ];
      for (const one of bad) expect([one, await say(one)]).toEqual([one, 400]);
      expect(await visit.me()).toBe(street);
      expect(await say(await token({}))).toBe(200);
      ground.advance(5);
      expect([await visit.me(), await visit.me(other)]).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    });
  });

  it('on plain HTTP is offered on this machine alone', async () => {
    const away = await ground.gateway({ WEISU_URL: 'http://weisu.example' });
    const answer = await away.inject({ url: '/session/sign-in?to=/console/a' });
    expect(answer.headers.location).toBe('/console/sign-in?why=TLS&to=%2Fconsole%2Fa');
    const typed = await (
      await ground.gateway({ WEISU_URL: 'http://localhost:3000' })
    ).inject({
      url: '/session/sign-in?to=/console/a',
      headers: { host: '127.0.0.1:3000' },
    });
    expect(typed.headers.location).toBe('http://localhost:3000/session/sign-in?to=%2Fconsole%2Fa');
  });
});
