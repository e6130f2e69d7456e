import { flameGraph } from './flame-graph.js';

const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 0 });
const profile = {
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 5, 6] },
    { id: 2, callFrame: frame('serve', 'file:///x/apps/gateway/dist/main.js'), children: [3, 4] },
    { id: 3, callFrame: frame('map<T>', 'file:///x/node_modules/graphql/index.mjs') },
    { id: 4, callFrame: frame('map<T>', 'file:///x/node_modules/graphql/index.mjs') },
    { id: 5, callFrame: frame('(idle)') },
    { id: 6, callFrame: frame('(garbage collector)') },
  ],
  samples: [3, 4, 2, 6, 5, 5],
};

describe('a flame graph', () => {
  const svg = flameGraph('workbench: gateway', profile);
  const rect = (label: string) =>
    new RegExp(
      `<title>${label}: ([\\d.]+) %</title><rect x="([\\d.]+)" y="(\\d+)" width="([\\d.]+)"[^>]*fill="(#\\w+)"`,
    )
      .exec(svg)
      ?.slice(1);

  it('is as wide as the time that a function and what it called took, without the time of waiting', () => {
    expect(rect('serve · apps/gateway')).toEqual(['75.0', '0.0', '32', '899.5', '#f4a261']);
    expect(rect('\\(garbage collector\\) · \\(garbage collector\\)')?.[0]).toBe('25.0');
    expect(svg).not.toContain('idle');
  });

  it('lays calls of one function from one place together on their caller, and writes names as text', () => {
    expect(rect('map&lt;T&gt; · graphql')).toEqual(['50.0', '0.0', '48', '599.5', '#a8dadc']);
    expect(svg.match(/<title>map/g)).toHaveLength(1);
  });

  it('writes no more of a name than there is room for', () => {
    const samples = [...Array.from({ length: 300 }, () => 2), 6];
    const narrow = flameGraph('workbench: gateway', { ...profile, samples });
    expect(narrow).toContain('<title>(garbage collector) · (garbage collector): 0.3 %</title>');
    expect(narrow).not.toMatch(/<text[^>]*>\(garbage/);
  });

  it('is empty, and still a picture, for a process that only waited', () => {
    expect(flameGraph('idle', { ...profile, samples: [5] })).toContain('0 samples');
  });
});
