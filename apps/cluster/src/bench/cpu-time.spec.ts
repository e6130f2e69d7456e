import { cpuSeconds, parseTimes } from './cpu-time.js';

describe('the CPU time of processes', () => {
  it('is read behind a name that may hold anything', () => {
    const stat = '42 (odd) name) S 7 42 42 0 -1 4194304 9 8 7 6 150 50 20 5 20 0 1 0 123';
    expect(parseTimes(stat)).toEqual({ pid: 42, parent: 7, own: 200, reaped: 25 });
  });

  it('grows with work', async () => {
    const own = { pid: process.pid, whole: false };
    const [before = 0] = await cpuSeconds([own]);
    for (const until = performance.now() + 100; performance.now() < until;) Math.sqrt(until);
    const [after] = await cpuSeconds([own]);
    expect(after).toBeGreaterThan(before);
  });
});
