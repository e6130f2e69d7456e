import { peopleImportOptions } from './options.js';

const environment = { KEYCLOAK_URL: 'http://idp', KEYCLOAK_ADMIN_CLIENT_SECRET: 's' };

describe('the options of the import of people', () => {
  it('have defaults', () => {
    expect(peopleImportOptions(['people.csv'], environment)).toMatchObject({
      file: 'people.csv',
      keycloakUrl: 'http://idp',
      realm: 'weisu',
      clientId: 'people-import',
      passwords: null,
      dryRun: false,
      disableMissing: false,
      ready: false,
    });
  });

  it('take the address of the command line before that of the environment', () => {
    const options = peopleImportOptions(['people.csv', '--keycloak', 'http://other/'], environment);
    expect(options?.keycloakUrl).toBe('http://other');
  });

  it.each<[string, string[], Record<string, string>]>([
    ['no file', [], environment],
    ['two files', ['a', 'b'], environment],
    ['an unknown option', ['a', '--force'], environment],
    ['no address', ['a'], { KEYCLOAK_ADMIN_CLIENT_SECRET: 's' }],
    ['no secret', ['a'], { KEYCLOAK_URL: 'http://idp' }],
    ['--ready in production', ['a', '--ready'], { ...environment, NODE_ENV: 'production' }],
  ])('refuse %s', (_what, args, given) => {
    expect(() => peopleImportOptions(args, given)).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});
