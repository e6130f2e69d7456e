// Who may import whom: the one table. eslint.config.js makes Nx constraints of it, .dependency-cruiser.mjs makes path rules of it,
// so that the two enforcers cannot disagree. docs/adr/0011 says why there are two.

/** The six services of the product: one owner per field of the public contract. */
export const services = ['directory', 'intake', 'dispatch', 'mediation', 'evaluation', 'notification'];

const platform = [
  'papers',
  'printing',
  'personal-data',
  'worker-pool',
  'yaml-limits',
  'persistence',
  'identity',
  'messaging',
  'clocks',
  'service-host',
  'directory-client',
  'appeal-access',
];
const language = ['api', 'contracts', 'working-time', 'written-text'];

/** Libs that hold only our words and arithmetic: anybody may read them without learning a framework. */
export const pureLibs = language;

/** Libs whose code is a database or a server. identity and directory-client also export pure checks, which a rule may call. */
export const worldlyLibs = [
  'persistence',
  'messaging',
  'clocks',
  'service-host',
  'appeal-access',
  'worker-pool',
];

/** Imported by tests alone. */
export const testOnly = 'testing';

/** project → projects it may import, by package name only. A project that is missing here may import nothing. */
export const mayImport = {
  'written-text': [],
  api: ['written-text'],
  contracts: [],
  'working-time': [],
  'personal-data': ['contracts'],
  'worker-pool': [],
  'yaml-limits': [],
  papers: ['contracts', 'yaml-limits'],
  printing: ['contracts', 'papers'],
  persistence: ['contracts'],
  identity: ['contracts'],
  messaging: ['contracts', 'persistence'],
  clocks: ['contracts', 'persistence', 'messaging', 'working-time'],
  'service-host': ['api', 'contracts', 'identity', 'messaging', 'persistence'],
  'directory-client': ['api', 'contracts', 'identity', 'messaging', 'persistence', 'working-time'],
  'appeal-access': ['contracts', 'identity', 'messaging', 'persistence', 'directory-client', 'working-time'],
  testing: [...language, ...platform],
  gateway: [
    'api',
    'contracts',
    'identity',
    'papers',
    'personal-data',
    'printing',
    'service-host',
    'worker-pool',
    'written-text',
  ],
  ...Object.fromEntries(services.map((service) => [service, [...language, ...platform]])),
  standalone: [...language, ...platform, ...services, 'gateway'],
  cluster: [...language, ...platform],
  console: ['api'],
};

export const apps = [...services, 'gateway', 'standalone', 'cluster', 'console'];
export const libs = Object.keys(mayImport).filter((project) => !apps.includes(project));

/**
 * The chapters of a service that is too large to be rooms side by side: chapter → chapters it may import. Arrows run one way, from the last to the first; what every
 * chapter needs is the ground. The files beside them (module, entry, configuration, migrations, fixtures) belong to none.
 */
export const chapters = {
  dispatch: {
    ground: [],
    oversight: ['ground'],
    orders: ['ground', 'oversight'],
    whistles: ['ground', 'oversight'],
    papers: ['ground', 'oversight', 'orders', 'whistles'],
    case: ['ground', 'oversight', 'orders', 'whistles', 'papers'],
    outside: ['ground', 'orders', 'case'],
    reading: ['ground', 'orders', 'whistles', 'papers'],
    possible: ['ground', 'oversight', 'orders', 'whistles', 'case', 'outside'],
    retention: ['papers', 'reading'],
  },
};

/** `summons.operations.ts` has the role `operations`; a file without a role is a pure rule. */
export const roles = [
  'operations', // use cases, one method per operation of the public contract
  'reactions', // what happens when other services' events arrive
  'store', // tables and queries
  'module', // the wiring
  'client', // calls another system
  'reader', // reads a file that a person hands over
  'loop', // works through rows that are due, again and again
  'driver', // one of several ways to reach the outside, chosen by configuration
  'http', // a route that is not an operation: files, hooks
  'worker', // functions that run in a thread of their own, or a program in a process of its own
];

/** Tests, and what only tests use; `summons.store.int-spec.ts` tests a store. */
export const testRoles = [
  'spec',
  'int-spec',
  'e2e-spec',
  'kafka-spec',
  'cluster-spec',
  'browser-spec',
  'fixture',
];

/** Files that have a role by their whole name. */
const roleFiles = ['main.ts', 'config.ts', 'index.ts'];

/** Tests of all rings: only these may import the lib `testing`. Patterns, because dependency-cruiser refuses nested repetition. */
export const testFile = [
  `\\.(${testRoles.join('|')})\\.ts$`,
  '^test/',
  '^(apps|libs)/[^/]+/test/',
  `^libs/${testOnly}/`,
];

/** The files of a service that are not pure: roles, entry points, migrations, tests. */
export const roleFile = [
  `\\.(${roles.join('|')})\\.ts$`,
  `/(${roleFiles.join('|')})$`.replaceAll('.', '\\.'),
  '/migrations/',
  ...testFile,
];

/** Deterministic parts of Node that a rule may use; everything else of Node is I/O, a clock or a process. */
export const pureBuiltins = ['assert', 'buffer', 'crypto', 'path/posix', 'string_decoder', 'url', 'util'];
