import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const generator = join(repository, 'libs/api/generator/generate.mjs');
let copy: string;

describe('the drift check', () => {
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'weisu-api-'));
    const wanted = (path: string) => !/node_modules|dist$/.test(path.slice(repository.length));
    cpSync(join(repository, 'libs/api'), join(copy, 'libs/api'), { recursive: true, filter: wanted });
    cpSync(join(repository, 'docs/authorisation.md'), join(copy, 'docs/authorisation.md'));
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  it('finds nothing in the repository as committed', () => {
    expect(check()).toEqual({ status: 0, drifted: [] });
  });

  it('names a generated file that was edited by hand', () => {
    appendFileSync(join(copy, 'libs/api/src/generated/loads.ts'), '// edited\n');
    expect(check()).toEqual({ status: 1, drifted: ['libs/api/src/generated/loads.ts'] });
  });

  it('names everything that a changed permission touches', () => {
    replaceIn('libs/api/dispatch.graphql', '@allow(roles: [DISTRICT])', '@allow(roles: [STREET])');
    expect(check()).toEqual({
      status: 1,
      drifted: [
        'libs/api/src/generated/schema.ts',
        'libs/api/src/generated/operations.ts',
        'docs/authorisation.md',
      ],
    });
  });

  it('names a file that nothing generates any more', () => {
    writeFileSync(join(copy, 'libs/api/src/generated/left-over.ts'), 'export {};\n');
    expect(check()).toEqual({ status: 1, drifted: ['libs/api/src/generated/left-over.ts'] });
  });

  it.each([
    {
      fault: 'an operation without permission',
      from: '    @public\n    @actingFor(allowed: true)',
      to: '    @actingFor(allowed: true)',
    },
    {
      fault: 'an operation without owner',
      from: `submitAppeal(input: SubmitAppealInput!): Receipt!\n    @owner(service: INTAKE)`,
      to: 'submitAppeal(input: SubmitAppealInput!): Receipt!',
    },
  ])('refuses a contract with $fault', ({ from, to }) => {
    replaceIn('libs/api/intake.graphql', from, to);
    expect(run().stderr).toContain('Mutation.submitAppeal needs one @owner and one permission');
  });

  it('refuses a contract with a mutation of which nobody said why success on a stale state does no harm', () => {
    replaceIn('libs/api/evaluation.graphql', '  rateAppeal(', '  rateAppealAgain(');
    expect(run().stderr).toMatch(/names no mutation: rateAppeal/);
    replaceIn(
      'libs/api/evaluation.graphql',
      '  rateAppealAgain(',
      `  rateAppeal(number: String!): Rating!
    @owner(service: EVALUATION)
    @subject(numbers: ["number"])
    @public
    @actingFor(allowed: true)
  rateAppealAgain(`,
    );
    expect(run().stderr).toMatch(/rateAppealAgain: say in .* why success/);
  });

  it.each([
    {
      fault: 'a mutation that does not say what a stand-in may',
      from: '    @public\n    @actingFor(allowed: true)',
      to: '    @public',
      says: 'Mutation.submitAppeal: every mutation, and nothing else, says @actingFor(allowed: …)',
    },
    {
      fault: 'a query that says it',
      from: '@allow(roles: [RESIDENT])',
      to: '@allow(roles: [RESIDENT]) @actingFor(allowed: true)',
      says: 'Query.myAppeals: every mutation, and nothing else, says @actingFor(allowed: …)',
    },
  ])('hole 16: refuses a contract with $fault', ({ from, to, says }) => {
    replaceIn('libs/api/intake.graphql', from, to);
    expect(run().stderr).toContain(says);
  });

  it.each([
    {
      fault: 'an operation that takes an id and does not say whose',
      from: '\n    @subject(ids: ["appealId"], before: DISCLOSES)',
      to: '',
      says: 'Mutation.erasePersonalData takes an id or a number: say which subject it names, or why none (@subject)',
    },
    {
      fault: 'a subject that no argument names',
      from: '@subject(ids: ["appealId"], before: DISCLOSES)',
      to: '@subject(ids: ["matterId"])',
      says: 'Mutation.erasePersonalData has no argument matterId',
    },
  ])('refuses a contract with $fault', ({ from, to, says }) => {
    replaceIn('libs/api/intake.graphql', from, to);
    expect(run().stderr).toContain(says);
  });
});

function run() {
  return spawnSync(process.execPath, [generator, '--check', '--root', copy], { encoding: 'utf8' });
}

function check() {
  const { status, stderr } = run();
  const lines = stderr.split('\n').filter((line) => line.includes('is not what'));
  return { status, drifted: lines.map((line) => line.split(' ')[0]) };
}

function replaceIn(path: string, from: string, to: string): void {
  const file = join(copy, path);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replaceAll(from, to));
}
