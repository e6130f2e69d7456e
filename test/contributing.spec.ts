import { existsSync, readFileSync } from 'node:fs';

const document = readFileSync('CONTRIBUTING.md', 'utf8');
const inBackticks = [...document.matchAll(/`([^`\s]+)`/g)].map(([, text]) => text ?? '');
const linked = [...document.matchAll(/\]\(([^)#\s]+)\)/g)].map(([, target]) => target ?? '');

/** A path from the root of the repository, or a file that stands in it. */
const isPath = (text: string): boolean =>
  /^(?:apps|libs|test|tools|docs|deploy|docker|\.ci|\.github)\/[\w./-]+$/.test(text) ||
  /^[A-Z][\w.-]*\.md$/.test(text);

/** `file#symbol`: the symbol stands in the file. */
const symbols = inBackticks.flatMap((text): (readonly [file: string, symbol: string])[] => {
  const [file = '', symbol] = text.split('#');
  return symbol && isPath(file) ? [[file, symbol]] : [];
});

const named = [...new Set([...inBackticks.filter(isPath), ...symbols.map(([file]) => file), ...linked])];

describe('the files that CONTRIBUTING.md names', () => {
  it.each(named)('%s', (file) => {
    expect(existsSync(file)).toBe(true);
  });

  it.each(symbols)('%s has %s', (file, symbol) => {
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`\\b${symbol}\\b`));
  });

  it('are those of three whole walks', () => {
    expect(named.length).toBeGreaterThan(50);
    expect(isPath('apps/intake/src/registration/appeal.ts')).toBe(true);
    expect(isPath('deploy/districts/luohu/assignments.json')).toBe(true);
    expect(isPath('@ReactsTo')).toBe(false);
  });

  it('name scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const run = [...document.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name ?? '');
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
  });
});
