import { accountSubject } from '@weisu/contracts';
import type { Gateway } from '@weisu/gateway';
import { startPostgres, type Postgres } from './identity-provider/identity-provider.fixture.js';
import { SigningInGround, type Visit } from './signing-in.fixture.js';

const street = accountSubject('street');

describe('the cookie of who is signed in', () => {
  let postgres: Postgres;
  let ground: SigningInGround;
  let gateway: Gateway;
  let visit: Visit;

  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    ground = await SigningInGround.open(postgres);
    gateway = await ground.gateway();
    visit = await ground.signIn(gateway);
  });
  afterEach(() => ground.stop());

  it('says nothing of who asks without the name of the session', async () => {
    expect(await visit.me(gateway, {})).toBe('UNAUTHENTICATED');
    expect(await visit.me(gateway, { origin: 'https://evil.example' })).toBe('UNAUTHENTICATED');
    const area = await visit.post('/graphql', { query: '{ now }' }, { origin: 'https://evil.example' });
    expect(area.statusCode).toBe(200);
  });

  it.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: '' }, {}])(
    'with its name from %j is refused',
    async (headers) => {
      const named = { 'x-weisu-session': visit.session?.tag ?? '', ...headers };
      expect(await visit.me(gateway, named)).toBe('FORBIDDEN');
      expect((await visit.post('/session/end', {}, named)).statusCode).toBe(403);
    },
  );

  it.each(['cross-site', 'same-site', 'none', undefined])(
    'shows no file, paper, table or name to a page from elsewhere (%s)',
    async (site) => {
      const headers: Record<string, string> = site === undefined ? {} : { 'sec-fetch-site': site };
      const id = '0193a8f0-0000-7000-8000-000000000001';
      for (const url of [
        `/files/${id}`,
        `/papers/${id}.pdf`,
        '/exports/ledger.xlsx',
        `/exports/${id}.xlsx`,
        '/session',
      ]) {
        const answer = await visit.get(url, headers);
        expect([url, answer.statusCode, answer.headers.location]).toEqual([url, 403, undefined]);
      }
      const own = await visit.get('/exports/ledger.xlsx', { 'sec-fetch-site': 'same-origin' });
      expect(own.statusCode).not.toBe(403);
    },
  );

  it('of another session, or of another unit by now, leaves the page as it is', async () => {
    const old = visit.ours;
    expect((await visit.post('/session/post', { unitId: null })).statusCode).toBe(200);
    expect(await visit.me(gateway, old)).toBe('SESSION_CHANGED');
    await visit.look();
    expect(await visit.me()).toBe(street);
    expect(visit.ours).not.toEqual(old);
    const stands = await visit.post('/session/post', { unitId: '440303003.office' });
    expect(JSON.parse(stands.body)).toMatchObject({ error: { code: 'NOT_DELEGATED' } });
    expect((await visit.post('/session/post', { unitId: 5 })).statusCode).toBe(400);
    expect(await visit.me()).toBe(street);
  });

  it('that is made up waits behind others of its network, and keeps nobody from the directory', async () => {
    ground.most = 0;
    const invented = Array.from({ length: 60 }, (_, index) => `__Host-weisu=${'x'.repeat(40)}${index}`);
    const answers = await Promise.all(
      invented.map((cookie) =>
        gateway.inject({ url: '/session', headers: { cookie, 'sec-fetch-site': 'same-origin' } }),
      ),
    );
    for (const { statusCode, body } of answers)
      if (statusCode === 200) expect(JSON.parse(body)).toMatchObject({ session: null });
      else expect(statusCode).toBe(429);
    expect(ground.most).toBeLessThanOrEqual(8);
  });

  it('is no match for a token: who sends one is who the token says', async () => {
    const answer = await ground.idp.passwordGrant(
      'resident',
      ground.idp.secrets.accounts['resident']?.password ?? '',
    );
    const { access_token } = (await answer.json()) as { access_token: string };
    const headers = { authorization: `Bearer ${access_token}` };
    expect(await visit.me(gateway, headers)).toBe(accountSubject('resident'));
  });

  it('ends with half an hour in which only her pages did something', async () => {
    const idle = () =>
      ground.directory.sql(`UPDATE staff_session SET used_at = used_at - interval '20 minutes'`);
    await idle();
    ground.advance(20);
    const byPage = { ...visit.ours, 'x-weisu-by': 'page' };
    expect(await visit.me(gateway, byPage)).toBe(street);
    await idle();
    ground.advance(20);
    expect(await visit.me(gateway, byPage)).toBe('UNAUTHENTICATED');
    const again = await ground.signIn(gateway);
    await idle();
    ground.advance(20);
    expect(await again.me()).toBe(street);
    await idle();
    ground.advance(20);
    expect(await again.me()).toBe(street);
  });
});
