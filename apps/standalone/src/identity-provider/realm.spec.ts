import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roles } from '@weisu/identity';
import { matchesRedirect, realmFile, redirectPatterns } from './realm.js';

const text = readFileSync(join(import.meta.dirname, '../../../../deploy/keycloak/realm.json'), 'utf8');
const raw = JSON.parse(text) as {
  roles: { realm: { name: string }[] };
  passwordPolicy: string;
  clients: { clientId: string; publicClient: boolean; protocolMappers?: { name: string }[] }[];
};
const realm = realmFile.parse(raw);

describe('the realm file', () => {
  it('has the roles of the code, no more and no less', () => {
    expect(raw.roles.realm.map(({ name }) => name).toSorted()).toEqual([...roles].toSorted());
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

  it('maps unit, area, posts and groups into the tokens of people', () => {
    for (const client of raw.clients.filter(({ publicClient }) => publicClient)) {
      expect(client.protocolMappers?.map(({ name }) => name)).toEqual(['unit', 'area', 'posts', 'groups']);
    }
  });

  it('holds no secret', () => expect(text).not.toMatch(/"(secret|value|privateKey|credentials)"/));
});

describe('redirect addresses', () => {
  const console = realm.clients.find(({ clientId }) => clientId === 'console')!;
  const [pattern = ''] = redirectPatterns(console, 'http://localhost:3000');

  it.each([
    ['http://localhost:3000/console/', true],
    ['http://localhost:3000/console/callback?x=1', true],
    ['http://localhost:3000/consolex', false],
    ['http://localhost:3000.evil.example/console/', false],
    ['https://localhost:3000/console/', false],
  ])('%s is allowed: %s', (uri, allowed) => expect(matchesRedirect(pattern, uri)).toBe(allowed));

  it('without an asterisk are compared whole', () => {
    expect(matchesRedirect('http://a/b', 'http://a/b')).toBe(true);
    expect(matchesRedirect('http://a/b', 'http://a/bc')).toBe(false);
  });
});
