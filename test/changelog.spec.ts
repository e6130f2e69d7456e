import { readFileSync } from 'node:fs';

const changelog = readFileSync('CHANGELOG.md', 'utf8');
const releases = [...changelog.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading ?? '');
const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];

describe('CHANGELOG.md', () => {
  it('begins with what is not released, then has the releases, the youngest first', () => {
    const [first, ...released] = releases;
    expect(first).toBe('[Unreleased]');
    for (const heading of released) expect(heading).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/);
    const days = released.map((heading) => heading.slice(-10));
    expect(days).toEqual(days.toSorted().toReversed());
  });

  it('ends with the version that the packages and the chart have', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const chart = readFileSync('deploy/chart/Chart.yaml', 'utf8');
    expect(releases[1]).toContain(`[${version}]`);
    expect(chart).toMatch(new RegExp(`^version: ${version}$`, 'm'));
    expect(chart).toMatch(new RegExp(`^appVersion: ${version}$`, 'm'));
  });

  it('sorts changes by what they are', () => {
    const headings = [...changelog.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading);
    expect(headings.filter((heading) => !kinds.includes(heading ?? ''))).toEqual([]);
  });
});
