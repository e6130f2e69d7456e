import type { CpuProfile } from './profile.js';

export type Share = Readonly<{ name: string; part: number }>;

/** Where the time of a profile went, each as a part of the time that the process was busy. */
export type HotSpots = Readonly<{
  /** Of all samples, those in which it did anything. */
  busy: number;
  /** By package, the code of the package itself. */
  own: readonly Share[];
  /** By package, everything that ran inside a call of it, too: the width of its flame. */
  inside: readonly Share[];
  functions: readonly Share[];
}>;

const waiting = new Set(['(idle)']);
const listed = 14;

export function hotSpots({ nodes, samples }: CpuProfile): HotSpots {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const hits = new Map<number, number>();
  for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  const own = new Map<string, number>();
  const inside = new Map<string, number>();
  const functions = new Map<string, number>();
  let busy = 0;
  for (const [id, count] of hits) {
    const frame = byId.get(id)?.callFrame;
    if (!frame || waiting.has(frame.functionName)) continue;
    busy += count;
    add(own, packageOf(frame), count);
    add(functions, `${frame.functionName || '(anonymous)'} · ${packageOf(frame)}`, count);
    const passed = new Set<string>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const above = byId.get(at)?.callFrame;
      if (above && above.functionName !== '(root)') passed.add(packageOf(above));
    }
    for (const name of passed) add(inside, name, count);
  }
  const shares = (counts: ReadonlyMap<string, number>): Share[] =>
    [...counts]
      .map(([name, count]) => ({ name, part: busy ? count / busy : 0 }))
      .sort((one, other) => other.part - one.part)
      .slice(0, listed);
  return {
    busy: samples.length ? busy / samples.length : 0,
    own: shares(own),
    inside: shares(inside),
    functions: shares(functions),
  };
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}

/** `graphql`, `@apollo/server`, `apps/intake`, `node:net`, or what the engine calls itself: `(garbage collector)`. */
export function packageOf({ functionName, url }: Readonly<{ functionName: string; url: string }>): string {
  if (!url) return functionName.startsWith('(') ? functionName : '(native)';
  const installed = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (installed && !installed.startsWith('@weisu/')) return installed;
  const ours = /\/((?:apps|libs)\/[^/]+)\//.exec(url)?.[1];
  return ours ?? /^node:(?:internal\/)?[^/]+/.exec(url)?.[0].replace('internal/', '') ?? '(other)';
}
