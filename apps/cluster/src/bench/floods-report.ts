import { cpus, totalmem } from 'node:os';
import type { Flooded, Floods } from './floods.js';
import { median } from './load.js';
import { table } from './report.js';

/** Numbers to try at most (the gateway's `price.ts`). */
const dearest = 300_000;
/** Of this machine's speed, an old phone has. */
const phone = 4;

const ended = (codes: Readonly<Record<string, number>>): string =>
  Object.entries(codes)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ') || '–';

/** The ratio of each round against its own baseline, in the median. */
function ratioOf({ rounds }: Floods, index: number): number {
  return median(rounds.map((row) => (row[index]?.p50 ?? 0) / (row[0]?.p50 ?? 1)));
}

/** What `docs/benchmarks-floods.md` says. */
export function floodsReport(floods: Floods, { seconds }: Readonly<{ seconds: number }>): string {
  const { rounds, hashesPerSecond } = floods;
  const names = rounds[0] ?? [];
  const rows = names.map(({ flood }, index) => {
    const own = rounds.flatMap((row): Flooded[] => row.slice(index, index + 1));
    const sum = (pick: (one: Flooded) => number): number => own.reduce((all, one) => all + pick(one), 0);
    return [
      flood,
      ended(own.at(-1)?.codes ?? {}),
      `${sum(({ taken }) => taken)} of ${sum(({ asked }) => asked)}`,
      median(own.map(({ p50 }) => p50)).toFixed(1),
      median(own.map(({ p99 }) => p99)).toFixed(1),
      ratioOf(floods, index).toFixed(2),
    ];
  });
  const inSeconds = (numbers: number): string => ((numbers * phone) / hashesPerSecond).toFixed(1);
  const [cpu] = cpus();
  return `# Benchmarks: floods

Made by \`npm run bench -- --only floods\` on ${cpus().length} × ${cpu?.model ?? '?'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version} (bench), gateway and services as processes of
their own. Twenty addresses submit five appeals a second together while one address floods; ${rounds.length} rounds of ${seconds} s each, each flood against the
baseline of its own round. The flood, and the solving, use the same cores as the servers: in reality they do not.

## What others see

${table(['flood', 'how its requests ended (last round)', 'others taken', 'others p50, ms', 'others p99, ms', 'p50, times the baseline'], rows)}

Goal: at most 2 times the baseline, and all taken.

## What a proof costs

Plain JavaScript (@noble/hashes), no Web Crypto and no worker: ${(hashesPerSecond / 1_000).toFixed(0)} 000 SHA-256 a second on one core. The dearest challenge has ${dearest / 1_000} 000 numbers; a phone
at a quarter of this machine's speed tries half of them in ${inSeconds(dearest / 2)} s (median; goal 3 s) and 99 of 100 in ${inSeconds(dearest * 0.99)} s (p99; goal 10 s).
`;
}
