import { pathToFileURL } from 'node:url';
import { complaintsIn, plantTree, type PlantedTree } from './planted-tree.js';
import { innocents, neighbours, violations } from './planted-violations.js';

const twoMinutes = 120_000;

describe('npm run check in a tree with planted violations', () => {
  let tree: PlantedTree;
  let planted = { passed: true, output: '' };
  let complaints: readonly string[] = [];

  beforeAll(async () => {
    tree = plantTree();
    for (const [file, text] of neighbours) tree.write(file, text);
    for (const { file, text } of violations) tree.write(file, text);
    planted = await tree.run('check', 'lint', 'dependencies', 'files');
    complaints = [...complaintsIn(planted.output)];
  }, twoMinutes);
  afterAll(() => tree.remove());

  it('fails every step', () => {
    expect(planted.passed).toBe(false);
    expect(planted.output).toContain('check: 0 of 3 steps passed');
  });

  it.each(violations)('names the rule when $mistake', ({ file, rules }) => {
    const about = complaints.filter((complaint) => complaint.startsWith(`${file}: `));
    expect(about).toEqual(expect.arrayContaining(rules.map((rule) => `${file}: ${rule}`)));
  });

  it('plants at least one violation of every rule of dependency-cruiser', async () => {
    const configuration = pathToFileURL('.dependency-cruiser.mjs').href;
    const { default: config } = (await import(configuration)) as {
      default: { forbidden: { name: string }[] };
    };
    const planted = violations.flatMap(({ rules }) => rules);
    expect(config.forbidden.map(({ name }) => name).filter((name) => !planted.includes(name))).toEqual([]);
  });

  it('gives a broken rule the sentence that says what to do', () => {
    expect(planted.output).toContain('intake may import api, contracts, working-time');
    expect(planted.output).toContain('Arrows run one way: adapters, then use cases, then rules.');
  });

  it('counts long files, cycles and the type any', () => {
    expect(planted.output).toContain('apps/intake/src/long.ts: 301 lines');
    expect(planted.output).toContain('libs/clocks/src/loose.ts:1: the type any');
    expect(planted.output).not.toMatch(/no any|no dependency cycle|no hand-written file over/);
  });
});

describe('npm run check in a tree without violations', () => {
  let tree: PlantedTree;
  beforeAll(() => {
    tree = plantTree();
    for (const [file, text] of innocents) tree.write(file, text);
  });
  afterAll(() => tree.remove());

  it(
    'passes, and reports what it has proven',
    async () => {
      const { output } = await tree.run('check', 'lint', 'dependencies', 'files');
      expect(output).toContain('check: 3 of 3 steps passed');
      expect(output).toMatch(/no hand-written file over 300 lines/);
      expect(output).toMatch(/no dependency cycle/);
      expect(output).toMatch(/no any/);
    },
    twoMinutes,
  );

  it.each([
    { generator: 'libs/api/generator/generate.mjs', file: 'libs/api/src/generated/operations.ts' },
    { generator: 'tools/generate-dependency-graph.mjs', file: 'docs/dependency-graph.md' },
  ])(
    'fails when $file has drifted from what $generator writes',
    async ({ generator, file }) => {
      await tree.run('generate', generator);
      expect(await tree.run('generate', '--check', generator)).toMatchObject({ passed: true });

      tree.write(file, 'edited by hand\n');
      const drifted = await tree.run('check', 'generated');
      expect(drifted.passed).toBe(false);
      expect(drifted.output).toContain(`${file} is not what`);
    },
    twoMinutes,
  );
});
