import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parseDocument, stringify, visit } from 'yaml';
import { flawOfYaml } from './index.js';

const limits = { characters: 100_000, depth: 10, members: 1_000, tokens: 100_000 };
const deeper = 'nested deeper than 10 levels';

describe('hole 5: YAML that nests deeper than its reader descends', () => {
  it.each([
    ['lists', '['.repeat(11)],
    ['lists that are closed', `${'['.repeat(11)}${']'.repeat(11)}`],
    ['lists of 20 000', '['.repeat(20_000)],
    ['maps', '{a: '.repeat(11)],
    ['maps without names', '{'.repeat(11)],
    ['dashes in one line', '- '.repeat(11)],
    ['dashes of 10 000', '- '.repeat(10_000)],
    ['question marks', '? '.repeat(11)],
    ['blocks', Array.from({ length: 11 }, (_, level) => `${' '.repeat(level)}a:\n`).join('')],
    ['blocks of dashes', Array.from({ length: 11 }, (_, level) => `${' '.repeat(level)}-\n`).join('')],
    ['lists in blocks', `a:\n b:\n  c:\n   - - - - ${'['.repeat(6)}`],
    [
      'maps whose names are lists',
      Array.from({ length: 11 }, (_, level) => `${' '.repeat(level)}[a]:\n`).join(''),
    ],
    ['lists behind brackets in texts', `["]]]]", ']]]]', ${'['.repeat(11)}`],
    ['lists behind a comment', `# ]]]]\n${'['.repeat(11)}`],
  ])('as %s is refused before it is parsed', (_, text) => {
    expect(flawOfYaml(text, limits)).toContain(deeper);
  });

  it.each([
    ['lists', `${'['.repeat(10)}${']'.repeat(10)}`],
    ['dashes', '- '.repeat(10)],
    ['brackets in texts', `text: "${'['.repeat(50)}"\nother: '${'{'.repeat(50)}'\n# ${'['.repeat(50)}\n`],
    ['brackets in a block of text', `text: |\n  ${'['.repeat(50)}\n  - - - - - - - - - - - -\n`],
    ['many lists beside each other', '[[1],[2]]'],
    ['many documents', '---\n[[[[[[]]]]]]\n---\n[[[[[[]]]]]]\n'],
  ])('of ten levels is read: %s', (_, text) => {
    expect(flawOfYaml(text, limits)).toBeNull();
  });

  it.each([
    ['a map in one line', `{${Array.from({ length: 1_001 }, (_, n) => `k${n}`).join(',')}}`],
    ['a map of lines', Array.from({ length: 1_001 }, (_, n) => `k${n}: 1\n`).join('')],
    ['a list of lines', '- a\n'.repeat(1_001)],
  ])('with more members than its reader compares is refused: %s', (_, text) => {
    expect(flawOfYaml(text, limits)).toContain('more than 1000 members');
  });

  it('with more signs than its reader wants is refused', () => {
    expect(flawOfYaml('"'.repeat(20_000), { ...limits, tokens: 5_000 })).toContain(
      'more than 5000 signs and words',
    );
  });

  it('that is longer than its reader wants is refused', () => {
    expect(flawOfYaml('a'.repeat(11), { ...limits, characters: 10 })).toBe('at most 10 characters');
  });

  it('is never given to the parser when the parser would find it deeper', () => {
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 14, withCrossShrink: true },
        fc.constantFrom('a', 'a: b', '- a', '[', '{', '多\n行', ''),
        fc.array(tie('node'), { minLength: 1, maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b', '- c', '[d'), tie('node'), { minKeys: 1, maxKeys: 2 }),
      ),
    })).node;
    const forms = fc.record({
      flow: fc.boolean(),
      indent: fc.constantFrom(1, 2, 4),
      indentSeq: fc.boolean(),
    });
    fc.assert(
      fc.property(value, forms, (given, { flow, indent, indentSeq }) => {
        const options = { indent, indentSeq, collectionStyle: flow ? 'flow' : 'any' } as const;
        const text = stringify(given, options);
        const depth = depthOf(text);
        if (depth > limits.depth) expect(flawOfYaml(text, limits)).toContain(deeper);
      }),
      { seed: 13, numRuns: 2_000 },
    );
  });
});

describe('our own YAML', () => {
  const folder = new URL('../../../deploy/districts/luohu/profiles/', import.meta.url);
  const templates = new URL('../../papers/src/templates/', import.meta.url);
  const files = [folder, templates].flatMap((place) =>
    readdirSync(place)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => new URL(name, place)),
  );

  it.each(files.map((file) => [file.pathname.split('/').at(-1), file] as const))('%s is read', (_, file) => {
    expect(flawOfYaml(readFileSync(file, 'utf8'), { ...limits, characters: 1_000_000 })).toBeNull();
  });
});

function depthOf(text: string): number {
  let deepest = 0;
  visit(parseDocument(text), {
    Collection: (_, __, path) => {
      deepest = Math.max(deepest, path.filter((one) => 'items' in (one as object)).length + 1);
    },
  });
  return deepest;
}
