import { packageOf } from './hot-spots.js';
import type { CpuProfile } from './profile.js';

type Flame = { label: string; home: string; samples: number; above: Map<string, Flame> };

const width = 1_200;
const rowHeight = 16;
/** Narrower than this, in pixels, nobody sees it. */
const visible = 1;
/** Pixels of a letter. */
const letter = 6.2;

/**
 * A flame graph of what a process was busy with, as SVG: width is time, what was called lies on what called it, and the pointer tells the part.
 * Calls of one function from one place are one flame.
 */
export function flameGraph(title: string, profile: CpuProfile): string {
  const root = flamesOf(profile);
  const rows: string[][] = [];
  draw(root, 0, 0, root.samples || 1, rows);
  const height = (rows.length + 2) * rowHeight;
  const lines = rows.map((row) => row.join(''));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="10">
<text x="4" y="12">${escaped(title)}: ${root.samples} samples</text>
${lines.join('\n')}
</svg>
`;
}

/** Where the graph of a profile lies, beside the report: one place for who writes it and who points at it. */
export function flameFile(title: string): string {
  return `flames/${title.replace(': ', '-')}.svg`;
}

function flamesOf({ nodes, samples }: CpuProfile): Flame {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const root: Flame = { label: 'all', home: '', samples: 0, above: new Map() };
  for (const id of samples) {
    const stack: Flame[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const frame = byId.get(at)?.callFrame;
      if (!frame || frame.functionName === '(root)') continue;
      const home = packageOf(frame);
      const label = `${frame.functionName || '(anonymous)'} · ${home}`;
      stack.push({ label, home, samples: 0, above: new Map() });
    }
    if (!stack.length || stack[0]?.label.startsWith('(idle)')) continue;
    root.samples += 1;
    let flame = root;
    for (const made of stack.toReversed()) {
      const known: Flame = flame.above.get(made.label) ?? made;
      flame.above.set(made.label, known);
      known.samples += 1;
      flame = known;
    }
  }
  return root;
}

function draw(flame: Flame, from: number, depth: number, all: number, rows: string[][]): void {
  const wide = (flame.samples / all) * width;
  if (wide < visible) return;
  const y = (depth + 1) * rowHeight;
  const part = `${((flame.samples / all) * 100).toFixed(1)} %`;
  const text = escaped(flame.label.slice(0, Math.max(0, Math.floor((wide - 4) / letter))));
  (rows[depth] ??= []).push(
    `<g><title>${escaped(flame.label)}: ${part}</title><rect x="${from.toFixed(1)}" y="${y}" width="${Math.max(wide - 0.5, 0.5).toFixed(1)}" height="${rowHeight - 1}" fill="${colourOf(flame.home)}"/>${text ? `<text x="${(from + 2).toFixed(1)}" y="${y + 11}">${text}</text>` : ''}</g>`,
  );
  let at = from;
  for (const next of [...flame.above.values()].sort((one, other) => other.samples - one.samples)) {
    draw(next, at, depth + 1, all, rows);
    at += (next.samples / all) * width;
  }
}

/** Ours, the engine and Node, and what is installed. */
function colourOf(home: string): string {
  if (/^(apps|libs)\//.test(home)) return '#f4a261';
  if (home.startsWith('(') || home.startsWith('node:')) return '#d9d9d9';
  return '#a8dadc';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
