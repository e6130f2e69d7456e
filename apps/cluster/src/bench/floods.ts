import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { sha256 } from '@noble/hashes/sha2.js';
import { settled, type BenchGround } from './ground.js';
import { median, quantile } from './load.js';
import { visitor, type Visited, type Visitor } from './visitors.js';

/** What twenty other addresses saw, five submissions a second, while one flooded. */
export type Flooded = Readonly<{
  flood: string;
  /** Of the flood: how its requests ended. */
  codes: Readonly<Record<string, number>>;
  asked: number;
  taken: number;
  p50: number;
  p99: number;
}>;

export type Floods = Readonly<{
  rounds: readonly (readonly Flooded[])[];
  /** SHA-256 of a challenge's length a second on one core, in plain JavaScript as a phone without Web Crypto has it. */
  hashesPerSecond: number;
}>;

const perSecond = 200;
const othersPerSecond = 5;
const others = 20;
/** Of the flood; the others have 127.0.0.20 and on. 127.0.0.1 is the proxy that the gateway trusts, and nobody else is believed. */
const floodAddress = '127.0.0.9';

type Flood = Readonly<{ name: string; run(seconds: number): Promise<Record<string, number>> }>;

/** Rounds of no flood and of each flood in turn, so that all have the same minutes of a machine that others use, too. */
export async function measureFloods(
  ground: BenchGround,
  { seconds, rounds }: Readonly<{ seconds: number; rounds: number }>,
  say: (line: string) => void,
): Promise<Floods> {
  const { url } = ground.district;
  const floods: readonly Flood[] = [
    { name: 'none', run: async (time) => (await delay(time * 1_000), {}) },
    { name: 'unsolved, 200/s from one address', run: steady(ground, floodAddress, () => ({})) },
    { name: 'solved as fast as one core solves', run: (time) => solving(url, ground.grids, time) },
    {
      name: 'unsolved, 200/s through the trusted proxy',
      run: steady(ground, '127.0.0.1', () => ({ 'x-forwarded-for': '203.0.113.9' })),
    },
    {
      name: 'unsolved, 200/s with forged X-Forwarded-For',
      run: steady(ground, floodAddress, (n) => ({ 'x-forwarded-for': `198.18.${n >> 8}.${n & 255}` })),
    },
  ];
  await settled(ground.pool);
  const rate = hashesPerSecond();
  const taken: Flooded[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const row: Flooded[] = [];
    for (const flood of floods) {
      await settled(ground.pool);
      row.push(await under(ground, flood, seconds));
      say(`${JSON.stringify(row.at(-1))}`);
    }
    taken.push(row);
  }
  return { rounds: taken, hashesPerSecond: rate };
}

async function under(ground: BenchGround, flood: Flood, seconds: number): Promise<Flooded> {
  const { url } = ground.district;
  const visitors = Array.from({ length: others }, (_, n) => visitor(url, `127.0.0.${20 + n}`, ground.grids));
  const [codes, seen] = await Promise.all([
    flood.run(seconds),
    steadily(othersPerSecond, seconds, (n) => visitors[n % others]?.submit()),
  ]);
  await Promise.all(visitors.map((one) => one.close()));
  const taken = seen.filter(({ code }) => code === 'OK');
  const times = taken.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return {
    flood: flood.name,
    codes,
    asked: seen.length,
    taken: taken.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
  };
}

/** An open loop: who comes does not wait for who came before. */
async function steadily(
  rate: number,
  seconds: number,
  visit: (n: number) => Promise<Visited> | undefined,
): Promise<Visited[]> {
  const began = performance.now();
  const going: Promise<Visited>[] = [];
  while (going.length < rate * seconds) {
    const due = Math.min(rate * seconds, Math.ceil(((performance.now() - began) / 1_000) * rate));
    while (going.length < due) {
      const one = visit(going.length);
      if (!one) break;
      going.push(one);
    }
    await delay(1);
  }
  return Promise.all(going);
}

function steady(
  ground: BenchGround,
  address: string,
  headersOf: (n: number) => Record<string, string>,
): Flood['run'] {
  return async (seconds) => {
    const one: Visitor = visitor(ground.district.url, address, ground.grids, 64);
    const seen = await steadily(perSecond, seconds, (n) => one.submit(headersOf(n)));
    await one.close();
    const codes: Record<string, number> = {};
    for (const { code } of seen) codes[code] = (codes[code] ?? 0) + 1;
    return codes;
  };
}

async function solving(
  url: string,
  grids: readonly string[],
  seconds: number,
): Promise<Record<string, number>> {
  const worker = new Worker(new URL('./solving.worker.js', import.meta.url), {
    workerData: { url, localAddress: floodAddress, grids, seconds },
  });
  const [codes] = (await once(worker, 'message')) as [Record<string, number>];
  await worker.terminate();
  return codes;
}

/** In the median of five seconds. */
function hashesPerSecond(): number {
  const salt = `${'a1b2'.repeat(6)}?id=8c5a6c1e-93b2-4f0e-9f6e-1d2c3b4a5968&for=submitAppeal&bytes=0&expires=1764000000&`;
  const encoder = new TextEncoder();
  const rates = Array.from({ length: 5 }, () => {
    const began = performance.now();
    let count = 0;
    for (; performance.now() - began < 1_000; count += 1_000)
      for (let n = 0; n < 1_000; n += 1) sha256(encoder.encode(salt + String(count + n)));
    return (count / (performance.now() - began)) * 1_000;
  });
  return median(rates);
}
