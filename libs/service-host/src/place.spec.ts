import { migratingConfig, servingConfig } from './place.js';

const complete = {
  DATABASE_URL: 'postgres://weisu_dispatch:a-secret@db:5432/weisu',
  KEYCLOAK_URL: 'https://login.example',
  KEYCLOAK_CLIENT_SECRET: 'b-secret',
};

describe('the environment of a service of its own', () => {
  it('needs a database and an identity provider, and has defaults for the rest', () => {
    expect(servingConfig(complete)).toMatchObject({
      PORT: 3000,
      HOST: '0.0.0.0',
      DATABASE_POOL_SIZE: 8,
      KEYCLOAK_REALM: 'weisu',
      WEISU_TEST_CLOCK: '0',
    });
  });

  it.each([
    ['DATABASE_URL', 'not-an-address-secret'],
    ['DATABASE_URL', undefined],
    ['KEYCLOAK_URL', 'login-secret'],
    ['KEYCLOAK_CLIENT_SECRET', ''],
    ['PORT', '70000-secret'],
    ['DATABASE_POOL_SIZE', '1'],
    ['DIRECTORY_URL', 'http://directory:3000,secret'],
  ])('names %s when it is %s, and never tells a value', (name, value) => {
    const read = () => servingConfig({ ...complete, [name]: value });
    expect(read).toThrow(name);
    expect(read).not.toThrow(/secret/);
  });

  it('takes the addresses of several replicas', () => {
    const INTAKE_URL = 'http://127.0.0.1:1, http://127.0.0.1:2';
    expect(servingConfig({ ...complete, INTAKE_URL }).INTAKE_URL).toBe(INTAKE_URL);
  });

  it('refuses a clock for tests in production', () => {
    const testClock = { ...complete, WEISU_TEST_CLOCK: '1' };
    expect(servingConfig({ ...testClock, NODE_ENV: 'test' }).WEISU_TEST_CLOCK).toBe('1');
    expect(() => servingConfig({ ...testClock, NODE_ENV: 'production' })).toThrow('WEISU_TEST_CLOCK');
  });

  it('needs the owner of the schema to migrate', () => {
    expect(() => migratingConfig({})).toThrow('OWNER_DATABASE_URL');
    expect(migratingConfig({ OWNER_DATABASE_URL: 'postgres://owner@db/weisu' })).toEqual({
      OWNER_DATABASE_URL: 'postgres://owner@db/weisu',
    });
  });
});
