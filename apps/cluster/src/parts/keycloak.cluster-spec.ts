import { accountSubject } from '@weisu/contracts';
import { createTokenVerifier, roles, type Actor } from '@weisu/identity';
import { consoleRedirect, demoPeople, startTestRealm, type TestRealm } from './keycloak.fixture.js';

/** A start of Keycloak and the hashing of a dozen passwords, on a machine that is busy with other parts. */
const patience = 600_000;

/** One account of each role that a person or another system may have. */
const accounts = {
  DISTRICT: 'district',
  STREET: 'street',
  COMMUNITY: 'community',
  GRID: 'grid',
  DEPARTMENT: 'department',
  COMPANY: 'company',
  MEDIATOR: 'mediator',
  RESIDENT: 'resident',
  INTEGRATION: 'hotline',
  AUDITOR: 'auditor',
  ADMIN: 'admin',
} as const;

describe('a real Keycloak with the realm file', () => {
  let realm: TestRealm;
  let people: ReadonlyMap<string, string>;
  const lines = () => Object.values(accounts).map((account) => people.get(account) ?? '');
  const verifier = (now?: () => Date) =>
    createTokenVerifier({
      authServerUrl: realm.url,
      realm: 'weisu',
      clientId: 'gateway',
      ...(now ? { now } : {}),
    });
  const tokenOf = async (account: string): Promise<string> => {
    const system = account === accounts.INTEGRATION;
    const secret = system ? await realm.clientSecret(account) : '';
    const answer = await (system ? realm.clientGrant(account, secret) : realm.passwordGrant(account));
    expect(answer).toMatchObject({ status: 200 });
    return String(answer.body['access_token']);
  };

  beforeAll(async () => {
    people = await demoPeople();
    realm = await startTestRealm();
    expect(await realm.importPeople(lines())).toMatchObject({ code: 0 });
  }, patience);
  afterAll(() => realm.stop(), patience);

  it('has an account for every role but that of our own services', () => {
    expect(Object.keys(accounts).toSorted()).toEqual(roles.filter((role) => role !== 'SERVICE').toSorted());
  });

  it.each(Object.values(accounts))('gives %s the actor that the embedded provider gives', async (account) => {
    const client = account === accounts.INTEGRATION ? account : 'weisu-cli';
    const actor = await verifier().verify(await tokenOf(account));
    expect({ ...actor, posts: actor.posts.toSorted() }).toEqual(
      actorOfLine(people.get(account) ?? '', client),
    );
  });

  it("gives a department's own system the department's actor", async () => {
    const { body } = await realm.clientGrant('department');
    const actor = await verifier().verify(String(body['access_token']));
    expect(actor).toEqual(actorOfLine(people.get('department') ?? '', 'department'));
  });

  it.each(['gateway', 'directory', 'intake', 'dispatch', 'mediation', 'evaluation', 'notification'])(
    'gives the service %s the role SERVICE',
    async (service) => {
      const { body } = await realm.clientGrant(service, await realm.clientSecret(service));
      const subject = accountSubject(`service-account-${service}`);
      expect(await verifier().verify(String(body['access_token']))).toMatchObject({
        subject,
        roles: ['SERVICE'],
      });
    },
  );

  it('gives tokens for the API alone, for five minutes', async () => {
    const claims = claimsOf(await tokenOf('street'));
    expect(claims).toMatchObject({ aud: 'urn:weisu:api', azp: 'weisu-cli' });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(300);
  });

  describe('its tokens', () => {
    const refused = expect.objectContaining({ code: 'UNAUTHENTICATED' }) as unknown;

    it('of another realm are refused', async () => {
      await expect(verifier().verify(await realm.adminToken())).rejects.toEqual(refused);
    });

    it('are refused when they have expired', async () => {
      const token = await tokenOf('street');
      const later = new Date(Date.now() + 301_000);
      await expect(verifier(() => later).verify(token)).rejects.toEqual(refused);
    });

    it.each([{ alg: 'none' }, { alg: 'HS256' }])('are refused with the header $alg', async ({ alg }) => {
      const [header = '', payload = '', signature = ''] = (await tokenOf('street')).split('.');
      const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
      const forged = Buffer.from(JSON.stringify({ alg, kid, typ: 'JWT' })).toString('base64url');
      await expect(verifier().verify(`${forged}.${payload}.${signature}`)).rejects.toEqual(refused);
      await expect(verifier().verify(`${forged}.${payload}.`)).rejects.toEqual(refused);
    });
  });

  describe('signing in', () => {
    it('asks a second factor of the district, and lets nobody in without', async () => {
      // a code works once: of two in the same half minute the second is asked for again
      const [first, ...others] = (await realm.signIn('district')).forms;
      expect([first, ...new Set(others)]).toEqual(['password', 'code']);
      expect(await realm.passwordGrant('auditor', { totp: '' })).toMatchObject({ status: 400 });
    });

    it('ends at the console with a code that its verifier turns into a token', async () => {
      const { forms, code, verifier: codeVerifier } = await realm.signIn('street');
      expect(forms).toEqual(['password']);
      const form = {
        grant_type: 'authorization_code',
        client_id: 'console',
        client_secret: await realm.clientSecret('console'),
        redirect_uri: consoleRedirect,
      };
      const without = await realm.grant('weisu', { ...form, code: code ?? '' });
      expect(without).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      const again = await realm.signIn('street');
      const answer = await realm.grant('weisu', {
        ...form,
        code: again.code ?? '',
        code_verifier: again.verifier,
      });
      expect(codeVerifier).not.toBe(again.verifier);
      expect(await verifier().verify(String(answer.body['access_token']))).toMatchObject({
        client: 'console',
      });
    });

    it('keeps three sessions; a fourth ends the oldest', async () => {
      const user = await userOf('mediator');
      for (let times = 0; times < 4; times += 1) await realm.signIn('mediator');
      const { body } = await realm.rest('GET', `weisu/users/${user.id}/sessions`);
      expect(body).toHaveLength(3);
    });

    it('is locked after five wrong passwords, for the right one too', async () => {
      for (let times = 0; times < 5; times += 1)
        await realm.passwordGrant('company', { password: `wrong-${times}` });
      expect(await realm.passwordGrant('company')).toMatchObject({
        status: 400,
        body: { error: 'invalid_grant' },
      });
      const { id } = await userOf('company');
      const { body } = await realm.rest('GET', `weisu/attack-detection/brute-force/users/${id}`);
      expect(body).toMatchObject({ disabled: true });
    });
  });

  describe('importing people again', () => {
    it('changes nothing', async () => {
      const again = await realm.importPeople(lines());
      expect(again).toMatchObject({ code: 0 });
      expect(again.said).toContain('新增 0，改动 0，停用 0');
    });

    it('moves a person, and only the new area is in the next token', async () => {
      const moved = (people.get('community') ?? '').replaceAll('440303003', '440303004');
      const result = await realm.importPeople([
        ...lines().filter((line) => !line.startsWith('community,')),
        moved,
      ]);
      expect(result.said).toMatch(/改动 账号 community 组 \/440303\/440303003\S* → \/440303\/440303004/);
      const actor = await verifier().verify(await tokenOf('community'));
      expect(actor).toEqual(actorOfLine(moved, 'weisu-cli'));
    });

    it('names the line of a bad row and imports the others', async () => {
      const bad = ['who,某某,MAYOR,,,', 'cunning,某某,SERVICE,,,', ',无名,RESIDENT,,,'];
      const result = await realm.importPeople([...lines(), ...bad]);
      expect(result).toMatchObject({ code: 1 });
      expect(result.said).toMatch(/第 13 行（who） 没有 MAYOR 这个角色/);
      expect(result.said).toMatch(/第 14 行（cunning） SERVICE 只给本平台的服务/);
      expect(result.said).toMatch(/第 15 行 账号须为 3 至 255 字/);
    });

    it('shuts who is missing only when told to, and then the account cannot sign in', async () => {
      const rest = lines().filter((line) => !line.startsWith('grid,'));
      expect((await realm.importPeople(rest)).said).toContain('停用 0');
      expect(await realm.passwordGrant('grid')).toMatchObject({ status: 200 });
      expect((await realm.importPeople(rest, ['--disable-missing'])).said).toContain('停用 账号 grid');
      expect(await realm.passwordGrant('grid')).toMatchObject({
        status: 400,
        body: { error: 'invalid_grant' },
      });
    });

    it('hands a new account a password that must be changed first', async () => {
      const line = 'newcomer,新来的,DISTRICT,440303.office,440303,区级干部';
      expect(await realm.importPeople([...lines(), line], [])).toMatchObject({ code: 0 });
      const { requiredActions } = await userOf('newcomer');
      expect(requiredActions.toSorted()).toEqual(['CONFIGURE_TOTP', 'UPDATE_PASSWORD']);
      expect(await realm.passwordGrant('newcomer')).toMatchObject({ status: 401 });
    });
  });

  it(
    'keeps its people over kill -9',
    async () => {
      await realm.killAndRestart();
      expect(await verifier().verify(await tokenOf('street'))).toMatchObject({
        subject: accountSubject('street'),
      });
    },
    patience,
  );

  describe('its three administrators', () => {
    const calls = {
      'list the users': ['GET', 'users?max=1', undefined, ['security']],
      'make a user': ['POST', 'users', { username: 'made-by-hand', enabled: false }, ['security']],
      'list the clients': ['GET', 'clients?max=1', undefined, ['system']],
      'make a client': ['POST', 'clients', { clientId: 'made-by-hand', enabled: false }, ['system']],
      'read the events': ['GET', 'events', undefined, ['audit']],
      'read what administrators did': ['GET', 'admin-events', undefined, ['audit']],
      'erase the events': ['DELETE', 'admin-events', undefined, []],
      'switch the events off': ['PUT', 'events/config', { eventsEnabled: false }, []],
      'change the realm': ['PUT', '', { eventsEnabled: false }, []],
    } as const;
    let tokens: Readonly<Record<string, string>>;

    beforeAll(async () => (tokens = await realm.administrators()), patience);

    it.each(Object.entries(calls))(
      '%s: only whose work it is',
      async (_what, [method, path, body, allowed]) => {
        for (const [who, token] of Object.entries(tokens)) {
          const { status } = await realm.rest(method, `weisu/${path}`, body, token);
          expect({ who, refused: status === 403 }).toEqual({
            who,
            refused: !(allowed as readonly string[]).includes(who),
          });
        }
      },
    );

    it('the security administrator cannot give the rights of the others, nor touch their accounts', async () => {
      const { id } = await userOf('street');
      const rights = `clients/${await realm.clientUuid('weisu', 'realm-management')}`;
      const right = await realm.rest('GET', `weisu/${rights}/roles/manage-clients`);
      const path = `weisu/users/${id}/role-mappings/${rights}`;
      const forbidden = { status: 403 };
      expect(await realm.rest('POST', path, [right.body], tokens['security'])).toMatchObject(forbidden);
      expect(await realm.rest('GET', 'master/users', undefined, tokens['security'])).toMatchObject({
        status: 403,
      });
    });
  });

  async function userOf(username: string): Promise<{ id: string; requiredActions: string[] }> {
    const { body } = await realm.rest('GET', `weisu/users?exact=true&username=${username}`);
    const [user] = body as unknown as { id: string; requiredActions: string[] }[];
    if (!user) throw new Error(`no user ${username}`);
    return user;
  }
});

/** What `actorOf` reads from a token of the embedded provider for a line of people.csv. */
function actorOfLine(line: string, client: string): Actor {
  const [account = '', name = '', role = '', unit = '', area = '', posts = ''] = line.split(',');
  return {
    subject: accountSubject(account),
    name,
    roles: [role as Actor['roles'][number]],
    unitId: unit || null,
    areaCode: area || null,
    posts: posts.split(';').filter(Boolean).toSorted(),
    client,
  };
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}
