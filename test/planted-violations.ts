import { betweenChapters, chapterFiles } from './planted-chapters.js';
import type { Violation } from './planted-violation.js';

const boundaries = '@nx/enforce-module-boundaries';
const syntax = 'no-restricted-syntax';

/** An import of `to` by `from` that the table forbids: both enforcers must see it. */
const forbiddenImports: readonly (readonly [from: string, to: string])[] = [
  ['libs/contracts', 'api'],
  ['libs/api', 'contracts'],
  ['libs/working-time', 'contracts'],
  ['libs/persistence', 'identity'],
  ['libs/identity', 'persistence'],
  ['libs/personal-data', 'persistence'],
  ['libs/worker-pool', 'contracts'],
  ['libs/yaml-limits', 'contracts'],
  ['libs/written-text', 'contracts'],
  ['libs/papers', 'api'],
  ['libs/printing', 'api'],
  ['libs/messaging', 'identity'],
  ['libs/clocks', 'identity'],
  ['libs/service-host', 'clocks'],
  ['libs/directory-client', 'clocks'],
  ['libs/appeal-access', 'service-host'],
  ['libs/testing', 'gateway'],
  ['apps/gateway', 'dispatch'],
  ['apps/directory', 'gateway'],
  ['apps/intake', 'dispatch'],
  ['apps/dispatch', 'intake'],
  ['apps/mediation', 'dispatch'],
  ['apps/evaluation', 'mediation'],
  ['apps/notification', 'standalone'],
  ['apps/standalone', 'console'],
  ['apps/cluster', 'dispatch'],
  ['apps/console', 'contracts'],
];

const betweenProjects: Violation[] = forbiddenImports.map(([from, to]) => ({
  mistake: `${from} imports ${to}`,
  file: `${from}/src/neighbour.store.ts`,
  text: `import { home } from '@weisu/${to}';\nexport const elsewhere = home;\n`,
  rules: [`imports-of-${from.replace(/^(apps|libs)\//, '')}`, boundaries],
}));

const structure: Violation[] = [
  {
    mistake: 'the product imports the test lib',
    file: 'apps/dispatch/src/false-time.store.ts',
    text: "import { home } from '@weisu/testing';\nexport const elsewhere = home;\n",
    rules: ['testing-in-tests-only', boundaries],
  },
  {
    mistake: 'standalone reaches into a service by its path',
    file: 'apps/standalone/src/insides.ts',
    text: "import { deep } from '../../intake/src/deep.store.js';\nexport const elsewhere = deep;\n",
    rules: ['through-the-entry', boundaries],
  },
  {
    mistake: 'a project nobody put in the table',
    file: 'apps/attic/src/box.ts',
    text: "import { home } from '../../../libs/contracts/src/index.js';\nexport const elsewhere = home;\n",
    rules: ['project-unknown'],
  },
  {
    mistake: 'a vocabulary that needs Nest',
    file: 'libs/contracts/src/with-nest.ts',
    text: "import { Injectable } from '@nestjs/common';\nexport const decorator = Injectable;\n",
    rules: ['language-without-frameworks', boundaries],
  },
  {
    mistake: 'a vocabulary that reads files',
    file: 'libs/contracts/src/with-files.ts',
    text: "import { readFileSync } from 'node:fs';\nexport const x: unknown = readFileSync;\n",
    rules: ['pure-without-io'],
  },
  {
    mistake: 'kafkajs outside its one place',
    file: 'libs/messaging/src/relay-with-kafka.ts',
    text: "import { Kafka } from 'kafkajs';\nexport const client = Kafka;\n",
    rules: ['kafka-in-one-place'],
  },
  {
    mistake: 'two files that import each other',
    file: 'libs/clocks/src/egg.ts',
    text: "import { hen } from './hen.js';\nexport const egg = () => hen;\n",
    rules: ['no-cycle'],
  },
  {
    mistake: 'an import that leads nowhere',
    file: 'libs/clocks/src/nowhere.ts',
    text: "import { gone } from './gone.js';\nexport const elsewhere: unknown = gone;\n",
    rules: ['resolvable'],
  },
  {
    mistake: 'a package that package.json does not name',
    file: 'libs/clocks/src/undeclared.ts',
    text: "import picomatch from 'picomatch';\nexport const elsewhere: unknown = picomatch;\n",
    rules: ['declared-package'],
  },
  {
    mistake: 'a development package in the product',
    file: 'libs/clocks/src/development.ts',
    text: "import { check } from 'fast-check';\nexport const elsewhere: unknown = check;\n",
    rules: ['product-without-dev-packages'],
  },
];

type Row = readonly [mistake: string, file: string, text: string, rule: string];

const impure: readonly (readonly [use: string, text: string, rule: string])[] = [
  [
    'a framework',
    "import { Injectable } from '@nestjs/common';\nexport const x: unknown = Injectable;\n",
    'pure-without-frameworks',
  ],
  [
    'the type of a framework',
    "import type { EntityManager } from 'typeorm';\nexport type X = EntityManager;\n",
    'pure-without-frameworks',
  ],
  [
    'the file system',
    "import { readFileSync } from 'node:fs';\nexport const x: unknown = readFileSync;\n",
    'pure-without-io',
  ],
  [
    'the network',
    "import { request } from 'node:http';\nexport const x: unknown = request;\n",
    'pure-without-io',
  ],
  ['a store', "import { deep } from '../deep.store.js';\nexport const x = deep;\n", 'pure-without-adapters'],
  [
    'the database',
    "import { home } from '@weisu/persistence';\nexport const x = home;\n",
    'pure-without-platform',
  ],
  ['the clock', 'export const x = () => new Date();\n', syntax],
  ['the clock in ms', 'export const x = () => Date.now();\n', syntax],
  ['chance', 'export const x = () => Math.random();\n', syntax],
  [
    'a random id',
    "import { randomUUID } from 'node:crypto';\nexport const x = () => randomUUID();\n",
    syntax,
  ],
  ['the environment', 'export const x = () => process.env.PORT;\n', syntax],
];

const purity: Violation[] = impure.map(([use, text, rule], at) => ({
  mistake: `a pure rule uses ${use}`,
  file: `apps/intake/src/rule/pure-${at}.ts`,
  text,
  rules: [rule],
}));

const loose: readonly Row[] = [
  [
    'says any',
    'libs/clocks/src/loose.ts',
    'export const x = (value: any): unknown => value;\n',
    '@typescript-eslint/no-explicit-any',
  ],
  [
    'does not wait for a promise',
    'libs/clocks/src/floating.ts',
    'export function x(): void {\n  Promise.resolve(1);\n}\n',
    '@typescript-eslint/no-floating-promises',
  ],
  [
    'saves in a store',
    'apps/intake/src/a.store.ts',
    "import type { EntityManager } from 'typeorm';\nexport const x = (rows: EntityManager) => rows.save({});\n",
    'house/guarded-writes',
  ],
  [
    'saves in a use case',
    'apps/intake/src/a.operations.ts',
    "import type { EntityManager } from 'typeorm';\nexport const x = (rows: EntityManager) => rows.save({});\n",
    'house/guarded-writes',
  ],
  ['is longer than 300 lines', 'apps/intake/src/long.ts', '// a line\n'.repeat(301), 'max-lines'],
  [
    'logs to the console',
    'apps/intake/src/log.store.ts',
    "export const x = () => console.log('a');\n",
    'no-console',
  ],
  [
    'imports a type as a value',
    'libs/clocks/src/kind.ts',
    "import { Server } from 'node:http';\nexport type X = Server;\n",
    '@typescript-eslint/consistent-type-imports',
  ],
  ['declares an enum', 'libs/clocks/src/colour.ts', 'export enum Colour {\n  Red,\n}\n', syntax],
  ['exports by default', 'libs/clocks/src/nameless.ts', 'export default 1;\n', syntax],
  [
    'focuses a test',
    'libs/clocks/src/focus.spec.ts',
    "it.only('says something', () => expect(1).toBe(1));\n",
    syntax,
  ],
  [
    'focuses a table of tests',
    'libs/clocks/src/table.spec.ts',
    "it.only.each([1])('says %s', (n) => expect(n).toBe(1));\n",
    syntax,
  ],
  [
    'skips a test',
    'libs/clocks/src/skip.int-spec.ts',
    "describe.skip('something', () => it('is', () => expect(1).toBe(1)));\n",
    syntax,
  ],
  [
    'suppresses a rule without a reason',
    'libs/clocks/src/quiet.ts',
    '// eslint-disable-next-line no-console\nconsole.log(1);\nexport const x = 1;\n',
    'house/described-suppression',
  ],
  [
    'suppresses the compiler without a reason',
    'libs/clocks/src/expect.ts',
    '// @ts-expect-error\nexport const x: number = "a";\n',
    '@typescript-eslint/ban-ts-comment',
  ],
  [
    'lives in a folder called shared',
    'apps/intake/src/shared/thing.ts',
    'export const x = 1;\n',
    'house/named-rooms',
  ],
  [
    'has a role nobody agreed on',
    'apps/intake/src/thing.manager.ts',
    'export const x = 1;\n',
    'house/agreed-roles',
  ],
];

const language: Violation[] = loose.map(([mistake, file, text, rule]) => ({
  mistake: `a file ${mistake}`,
  file,
  text,
  rules: [rule],
}));

export const violations: readonly Violation[] = [
  ...betweenProjects,
  ...betweenChapters,
  ...structure,
  ...purity,
  ...language,
];

/** What the violations need to be importable; none of it is a violation by itself. */
export const neighbours: readonly (readonly [file: string, text: string])[] = [
  ...chapterFiles('attic', 'orders', 'papers', 'case', 'reading'),
  ['apps/intake/src/deep.store.ts', "export const deep = 'deep';\n"],
  ['libs/clocks/src/hen.ts', "import { egg } from './egg.js';\nexport const hen = () => egg;\n"],
];

/** What looks like a violation and is none. */
export const innocents: readonly (readonly [file: string, text: string])[] = [
  ...chapterFiles('ground', 'case'),
  ['apps/intake/src/own.operations.ts', 'export const x = (session: { save(): void }) => session.save();\n'],
  ['apps/intake/src/day.ts', 'export const day = (now: Date) => new Date(now.getTime() + 1);\n'],
  [
    'apps/dispatch/src/case/looks-down.ts',
    "import { neighbour } from '../ground/neighbour.js';\nexport const below = neighbour;\n",
  ],
  [
    'apps/dispatch/src/ground/whole-way.int-spec.ts',
    "import { neighbour } from '../case/neighbour.js';\nit('is', () => expect(neighbour).toBe('case'));\n",
  ],
  [
    'apps/intake/src/adapter.store.ts',
    "import { home } from '@weisu/persistence';\nexport const x = home;\n",
  ],
  [
    'apps/intake/src/clock.spec.ts',
    "import { home } from '@weisu/testing';\nit('is', () => expect(home).toBe('testing'));\n",
  ],
  [
    'apps/intake/src/actor.ts',
    "import type { home } from '@weisu/identity';\nexport type Home = typeof home;\n",
  ],
];
