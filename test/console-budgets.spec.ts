import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../apps/console/dist/', import.meta.url));

type Chunk = Readonly<{ file: string; imports?: readonly string[]; css?: readonly string[] }>;
const manifest = Object.assign(
  {},
  ...['resident', 'staff'].map(
    (name) => JSON.parse(readFileSync(`${dist}${name}.manifest.json`, 'utf8')) as object,
  ),
) as Readonly<Record<string, Chunk>>;

/** What is loaded before a page can be used: its script with what that imports, and its style. */
function filesOf(name: string): ReadonlySet<string> {
  const { file, imports = [], css = [] } = manifest[name]!;
  return new Set([file, ...css, ...imports.flatMap((one) => [...filesOf(one)])]);
}

describe('budgets of the console', () => {
  it.each(['report.html', 'track.html'])(
    '%s: 15 kB of script and style, four requests with the page itself',
    (page) => {
      const files = [...filesOf(page)];
      const bytes = files.reduce((sum, file) => sum + statSync(`${dist}${file}.gz`).size, 0);
      expect(bytes).toBeLessThanOrEqual(15_000);
      expect(files.length + 1).toBeLessThanOrEqual(4);
    },
  );

  it('console.html: 120 kB before the first list, of these 15 of style', () => {
    const sizes = [...filesOf('console.html')].map(
      (file) => [file, statSync(`${dist}${file}.gz`).size] as const,
    );
    const sum = (of: typeof sizes): number => of.reduce((all, [, size]) => all + size, 0);
    expect(sum(sizes)).toBeLessThanOrEqual(120_000);
    expect(sum(sizes.filter(([file]) => file.endsWith('.css')))).toBeLessThanOrEqual(15_000);
  });

  it.each(['report.html', 'track.html', 'console.html'])(
    '%s names every file that it needs, and nothing from elsewhere',
    (page) => {
      const html = readFileSync(`${dist}${page}`, 'utf8');
      const named = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address!);
      const local = named.filter((address) => address.startsWith('/assets/'));
      expect(local.map((address) => address.slice(1)).sort()).toEqual([...filesOf(page)].sort());
      expect(
        named.filter((address) => !local.includes(address) && !/^(data:,|tel:\d+)$/.test(address)),
      ).toEqual([]);
      expect(html).not.toMatch(/<style|style=|<script(?![^>]*src=)| on[a-z]+=/);
    },
  );
});
