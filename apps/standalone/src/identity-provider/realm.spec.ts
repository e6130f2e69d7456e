import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountSubject } from '@weisu/contracts';
import { roles } from '@weisu/identity';
import { z } from 'zod';
import { matchesRedirect, realmFile, redirectPatterns } from './realm.js';

const text = readFileSync(join(import.meta.dirname, '../../../../deploy/keycloak/realm.json'), 'utf8');
/** What only Keycloak reads. */
const rawRealm = z.object({
  roles: z.object({
    realm: z.array(
      z.object({
        name: z.string(),
        composites: z.object({ realm: z.array(z.string()).optional() }).optional(),
      }),
    ),
  }),
  passwordPolicy: z.string(),
  groups: z.unknown().optional(),
  defaultDefaultClientScopes: z.array(z.string()),
  clientScopes: z.array(
    z.object({
      name: z.string(),
      protocolMappers: z
        .array(z.object({ name: z.string(), config: z.record(z.string(), z.string()) }))
        .optional(),
    }),
  ),
  clients: z.array(
    z.object({
      clientId: z.string(),
      enabled: z.union([z.boolean(), z.string()]),
      defaultClientScopes: z.array(z.string()),
    }),
  ),
  users: z.array(
    z.object({ username: z.string(), attributes: z.object({ subject: z.array(z.string()) }).optional() }),
  ),
});
const raw = rawRealm.parse(JSON.parse(text));
const realm = realmFile.parse(JSON.parse(text));
const named = (clientId: string) => raw.clients.find((client) => client.clientId === clientId);

describe('the realm file', () => {
  it('has the roles of the code, one for the second factor, and none else', () => {
    const own = raw.roles.realm.map(({ name }) => name).filter((name) => name !== 'default-roles-weisu');
    expect(own.toSorted()).toEqual([...roles, 'TWO_FACTOR'].toSorted());
  });

  it('asks a second factor of whoever sees or runs the whole district', () => {
    const strict = raw.roles.realm.filter(({ composites }) => composites?.realm?.includes('TWO_FACTOR'));
    expect(strict.map(({ name }) => name)).toEqual(['DISTRICT', 'AUDITOR', 'ADMIN']);
  });

  it('locks after five failures for ten minutes, and gives access tokens five minutes', () => {
    expect(realm).toMatchObject({ failureFactor: 5, waitIncrementSeconds: 600, accessTokenLifespan: 300 });
    expect(raw.passwordPolicy).toContain('length(12)');
  });

  it('gives each service an account with the role SERVICE, and the hotline INTEGRATION', () => {
    const held = Object.fromEntries(
      realm.users.map((user) => [user.serviceAccountClientId, user.realmRoles]),
    );
    const services = [
      'gateway',
      'directory',
      'intake',
      'dispatch',
      'mediation',
      'evaluation',
      'notification',
    ];
    expect(held).toEqual({
      ...Object.fromEntries(services.map((service) => [service, ['SERVICE']])),
      hotline: ['INTEGRATION'],
    });
    const confidential = realm.clients.filter(({ serviceAccountsEnabled }) => serviceAccountsEnabled);
    expect(confidential.map(({ clientId }) => clientId).toSorted()).toEqual(Object.keys(held).toSorted());
  });

  it('gives the accounts of systems the subjects that the embedded provider gives them', () => {
    const subjects = raw.users.flatMap(({ username, attributes }) =>
      attributes ? [[username, attributes.subject]] : [],
    );
    expect(Object.fromEntries(subjects)).toEqual(
      Object.fromEntries(
        realm.users.map(({ username }) => [
          username,
          [accountSubject(username === 'service-account-hotline' ? 'hotline' : username)],
        ]),
      ),
    );
  });

  it('maps subject, unit, area, posts, groups, roles and audience for every client of ours, now and later', () => {
    const { protocolMappers = [] } = raw.clientScopes.find(({ name }) => name === 'weisu') ?? {};
    const mapped = ['subject', 'unit', 'area', 'posts', 'groups', 'roles', 'audience'];
    expect(protocolMappers.map(({ name }) => name)).toEqual(mapped);
    for (const { clientId } of realm.clients)
      expect(named(clientId)?.defaultClientScopes).toEqual(['profile', 'weisu']);
    expect(raw.defaultDefaultClientScopes).toEqual(['profile', 'weisu']);
  });

  // A group's own attribute wins over its parents'; aggregated, a community's people would get the district's code at random.
  it('takes unit and area from the nearest group', () => {
    const { protocolMappers = [] } = raw.clientScopes.find(({ name }) => name === 'weisu') ?? {};
    const aggregated = protocolMappers.filter(({ config }) => config['aggregate.attrs'] === 'true');
    expect(aggregated).toEqual([]);
  });

  it('leaves the command line shut unless an installation opens it', () => {
    expect(named('weisu-cli')?.enabled).toBe('${WEISU_CLI_ENABLED:false}');
  });

  // Whoever manages users could join such a group: Keycloak lets it, so the administrators are accounts of the realm master.
  it('has no group that gives rights in Keycloak itself', () => expect(raw.groups).toBeUndefined());

  it('holds no secret', () => expect(text).not.toMatch(/"(secret|value|privateKey|credentials)"/));
});

describe('redirect addresses', () => {
  const console = realm.clients.find(({ clientId }) => clientId === 'console')!;
  const [pattern = ''] = redirectPatterns(console, 'http://localhost:3000');

  it.each([
    ['http://localhost:3000/session/back', true],
    ['http://localhost:3000/session/back?x=1', false],
    ['http://localhost:3000/session/backx', false],
    ['http://localhost:3000.evil.example/session/back', false],
    ['https://localhost:3000/session/back', false],
  ])('%s is allowed: %s', (uri, allowed) => expect(matchesRedirect(pattern, uri)).toBe(allowed));

  it('with an asterisk at the end are compared up to it', () => {
    expect(matchesRedirect('http://a/b/*', 'http://a/b/c')).toBe(true);
    expect(matchesRedirect('http://a/b/*', 'http://a/bc')).toBe(false);
  });
});
