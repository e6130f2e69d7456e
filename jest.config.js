import { readdirSync } from 'node:fs';

const apps = readdirSync(new URL('apps', import.meta.url));

const project = (displayName, testMatch, extra = {}) => ({
  displayName,
  testMatch,
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: {
    [`^@weisu/(${apps.join('|')})$`]: '<rootDir>/apps/$1/src/index.ts',
    '^@weisu/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['/dist/', '/\\.nx/'],
  ...extra,
});

const postgres = {
  globalSetup: '<rootDir>/tools/test-postgres.mjs',
  globalTeardown: '<rootDir>/tools/test-postgres-stop.mjs',
};

export default {
  // longer than the longest wait of `eventually`, on a machine that is busy with other tests
  testTimeout: 30_000,
  // modules of each file stay with the worker that ran it: beyond this it makes way for a new one, or would only collect garbage
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('unit', ['<rootDir>/{apps,libs}/*/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts']),
    project('integration', ['<rootDir>/{apps,libs}/*/src/**/*.int-spec.ts'], postgres),
    project('journey', ['<rootDir>/apps/*/test/**/*.e2e-spec.ts', '<rootDir>/test/**/*.e2e-spec.ts']),
    // needs real servers: tools/test-cluster.mjs starts them and names their folder
    ...(process.env['WEISU_TEST_CLUSTER']
      ? [project('cluster', ['<rootDir>/apps/*/{src,test}/**/*.{kafka,cluster}-spec.ts'])]
      : []),
    // needs a browser: tools/test-browser.mjs finds it and names it
    ...(process.env['WEISU_TEST_BROWSER']
      ? [project('browser', ['<rootDir>/test/browser/*.browser-spec.ts'])]
      : []),
  ],
};
