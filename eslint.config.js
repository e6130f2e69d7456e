// One flat config for the whole repository. Rules about imports come from tools/import-rules.mjs, our own rules from tools/lint-rules.mjs.
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { libs, mayImport, pureLibs, roles, services, testOnly, testRoles } from './tools/import-rules.mjs';
import { house, noDefaultExport, noEnum, noSkippedTests, noWorld } from './tools/lint-rules.mjs';

const specs = [
  '**/*.spec.ts',
  '**/*.int-spec.ts',
  '**/*.e2e-spec.ts',
  '**/*.kafka-spec.ts',
  '**/*.cluster-spec.ts',
  '**/*.browser-spec.ts',
  '**/*.fixture.ts',
  'apps/*/test/**',
  'libs/*/test/**',
  'test/**',
];
const servicesGlob = `apps/{${services.join(',')}}/src`;
const scopes = (projects) => projects.map((project) => `scope:${project}`);

/** What the table allows, as Nx tags. Tests may also use the lib `testing`, which may use every lib: not a cycle of the product. */
const moduleBoundaries = (alsoAllowed) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    ignoredCircularDependencies: libs.map((lib) => [testOnly, lib]),
    depConstraints: Object.entries(mayImport).map(([project, allowed]) => ({
      sourceTag: `scope:${project}`,
      onlyDependOnLibsWithTags: scopes([...allowed, ...alsoAllowed]),
      bannedExternalImports: pureLibs.includes(project)
        ? ['@nestjs/*', 'typeorm', 'kafkajs', 'pg', 'fastify']
        : [],
    })),
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/generated/**',
      '**/node_modules/**',
      '.nx/**',
      '.weisu/**',
      'coverage/**',
      'deploy/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    plugins: { house, '@nx': nx, '@typescript-eslint': tseslint.plugin },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      eqeqeq: ['error', 'always'],
      'no-var': 'error',
      'prefer-const': 'error',
      'house/described-suppression': 'error',
      'house/named-rooms': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries([]),
      'house/guarded-writes': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Operations answer promises whether or not this one needs to wait: the contract, not the body, decides.
      '@typescript-eslint/require-await': 'off',
      // Numbers and dates in messages are the normal case.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: false, allowAny: false },
      ],
      // Nest modules are classes whose decorator is their whole content.
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-restricted-syntax': ['error', ...noEnum, ...noDefaultExport],
    },
  },
  {
    files: [`${servicesGlob}/**/*.ts`],
    rules: {
      'house/agreed-roles': ['error', [...roles, ...testRoles]],
    },
  },
  {
    files: [`${servicesGlob}/**/*.ts`, ...pureLibs.map((lib) => `libs/${lib}/src/**/*.ts`)],
    ignores: [
      ...specs,
      ...roles.map((role) => `**/*.${role}.ts`),
      '**/main.ts',
      '**/config.ts',
      '**/migrations/**',
    ],
    rules: { 'no-restricted-syntax': ['error', ...noEnum, ...noDefaultExport, ...noWorld] },
  },
  {
    files: specs,
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries([testOnly]),
      'no-restricted-syntax': ['error', ...noEnum, ...noSkippedTests],
      // A test reads parts of answers it has just asserted on.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // jest's matchers (`expect.any`, `toMatchObject`) and parsed answers are `any` by their own types; writing `any` stays an error.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
  {
    files: [`libs/${testOnly}/**/*.ts`],
    rules: { '@nx/enforce-module-boundaries': moduleBoundaries([testOnly]) },
  },
  // A migration is history: it is read once and never edited, so its length is not a smell.
  { files: ['**/migrations/**'], rules: { 'max-lines': 'off' } },
  // What a person reads in a terminal is printed.
  { files: ['apps/standalone/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'performance',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'Buffer',
          'AbortSignal',
          'TextDecoder',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: {
      'no-console': 'off',
      'no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
);
