import { parentPort, workerData } from 'node:worker_threads';
import { solve, type Challenge } from './solve.js';
import { visitor } from './visitors.js';

/** Submits, solves what it is asked and submits again, as fast as one core solves, until the time is up; then tells what came in. */
const { url, localAddress, grids, seconds } = workerData as Readonly<{
  url: string;
  localAddress: string;
  grids: readonly string[];
  seconds: number;
}>;

const one = visitor(url, localAddress, grids);
const until = performance.now() + seconds * 1_000;
const codes: Record<string, number> = {};
while (performance.now() < until) {
  const asked = await one.submit();
  const { code } = asked.challenge
    ? await one.submit({ 'x-weisu-proof': solve(asked.challenge as Challenge) })
    : asked;
  codes[code] = (codes[code] ?? 0) + 1;
}
await one.close();
parentPort?.postMessage(codes);
