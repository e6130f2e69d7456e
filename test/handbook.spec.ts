import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const handbook = join(root, 'docs/handbook');
const chapters = readdirSync(handbook).filter((name) => name.endsWith('.md'));
const textOf = (name: string): string => readFileSync(join(handbook, name), 'utf8');
const named = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, name, other]) => name ?? other ?? '');

describe('the handbook', () => {
  const pictures = new Set(chapters.flatMap((name) => named(textOf(name), /pictures\/([\w-]+)\.png/g)));
  const specs = readdirSync(join(root, 'test/browser')).filter((name) => name.endsWith('.browser-spec.ts'));
  const made = specs
    .map((name) => readFileSync(join(root, 'test/browser', name), 'utf8'))
    .flatMap((text) => named(text, /\bpicture\(\s*(?:'([^']+)'|`([^`]+)`)/g));

  it('shows pictures alone that a test of the browser makes, and keeps no other', () => {
    const patterns = made.map((name) => new RegExp(`^${name.replaceAll(/\$\{[^}]*\}+/g, '[\\w-]+')}$`));
    const unmade = [...pictures].filter((name) => !patterns.some((pattern) => pattern.test(name)));
    expect(unmade).toEqual([]);
    const kept = readdirSync(join(handbook, 'pictures')).map((name) => name.replace(/\.png$/, ''));
    expect(kept.sort()).toEqual([...pictures].sort());
  });

  it('has every chapter in its list', () => {
    const listed = named(textOf('README.md'), /\]\(([\w-]+\.md)\)/g);
    expect(listed.sort()).toEqual(chapters.filter((name) => name !== 'README.md').sort());
  });
});
