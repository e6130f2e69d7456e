import { ConsoleVisitor } from './console-visitor.fixture.js';
import { TestDistrict } from './district.fixture.js';
import { call } from './journey.fixture.js';

const monday = '2026-11-23T09:00:00+08:00';
const [away, standIn] = ['440303003020001.office', '440303003020002.office'];
const me = '{ me { name unit { id } representedUnits { id } } }';

describe('signing in at the console', () => {
  let district: TestDistrict;

  beforeAll(async () => {
    district = await TestDistrict.start();
    await district.setTime(monday);
  }, 120_000);
  afterAll(() => district?.stop());

  it('is with the password of the identity provider, and with no other', async () => {
    const visit = await ConsoleVisitor.signIn(district, 'grid');
    expect(visit.session).toMatchObject({ actingFor: null });
    expect(await visit.ask(me)).toMatchObject({ me: { unit: { id: away } } });
    await visit.enter('grid', 'wrong');
    // who failed at the door is still who she was
    expect(await visit.ask(me)).toMatchObject({ me: { unit: { id: away } } });
  });

  it('holds no longer than she wants it, here and at the identity provider', async () => {
    const visit = await ConsoleVisitor.signIn(district, 'community');
    const issuer = await issuerOf();
    const query = {
      client_id: 'console',
      response_type: 'code',
      scope: 'openid',
      prompt: 'none',
      redirect_uri: `${visit.origin}/session/back`,
      state: 's',
      code_challenge: 'a-challenge-of-at-least-forty-three-characters',
      code_challenge_method: 'S256',
    };
    const silent = `${issuer}/protocol/openid-connect/auth?${new URLSearchParams(query).toString()}`;
    expect((await visit.silently(silent)).has('code')).toBe(true);
    expect(await visit.post('/session/end', {})).toMatchObject({
      status: 200,
      body: { endedAtProvider: true },
    });
    expect(await visit.ask(me)).toBe('UNAUTHENTICATED');
    expect(await visit.look()).toBeNull();
    expect((await visit.silently(silent)).get('error')).toBe('login_required');
  });

  it('lasts over a power cut of everything', async () => {
    const visit = await ConsoleVisitor.signIn(district, 'street');
    await district.killAndRestart();
    expect(await visit.ask(me)).toMatchObject({ me: { unit: { id: '440303003.dispatch-desk' } } });
  }, 120_000);

  it('names for whom she acts, as long as that unit is away', async () => {
    const visit = await ConsoleVisitor.signIn(district, standIn);
    const input = {
      unitId: away,
      delegateId: standIn,
      until: '2026-11-28T09:00:00+08:00',
      reason: '年休假',
    };
    const move = (unitId: string | null) => visit.post('/session/post', { unitId });
    expect((await move(away)).body.error?.code).toBe('NOT_DELEGATED');
    const { id } = await call(district, '440303003.office', 'recordAbsence', { input });
    expect(await visit.ask(me)).toMatchObject({
      me: { unit: { id: standIn }, representedUnits: [{ id: away }] },
    });
    expect((await move(away)).status).toBe(200);
    // a page that was made for her own unit does nothing for the other
    expect(await visit.ask('{ workbench { edges { node { id } } } }')).toBe('SESSION_CHANGED');
    expect(await visit.look()).toMatchObject({ actingFor: away });
    expect(await visit.ask('{ workbench { edges { node { id } } } }')).toMatchObject({ workbench: {} });
    await call(district, '440303003.office', 'endAbsence', { id });
    expect((await move(null)).status).toBe(200);
    expect(await visit.look()).toMatchObject({ actingFor: null });
  });

  async function issuerOf(): Promise<string> {
    const [, payload = ''] = (await district.token('grid')).split('.');
    return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iss: string }).iss;
  }
});
