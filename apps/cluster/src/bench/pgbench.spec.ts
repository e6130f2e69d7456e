import { median, quantile } from './load.js';
import { pgbenchLiteral, tpsOf } from './pgbench.js';

const output = (failed: number) => `number of transactions actually processed: 1200
number of failed transactions: ${failed} (0.000%)
latency average = 3.1 ms
tps = 1234.567890 (without initial connection time)
`;

describe('the figures of a bench', () => {
  it('are what pgbench printed', () => {
    expect(tpsOf(output(0))).toBeCloseTo(1_234.57);
  });

  it('are none when a transaction failed, or nothing was printed', () => {
    expect(() => tpsOf(output(1))).toThrow('pgbench');
    expect(() => tpsOf('')).toThrow('pgbench');
  });

  it('come of scripts whose strings hold no variable of pgbench', () => {
    expect(pgbenchLiteral(`it's 09:15, "a":b \\`)).toBe(String.raw`E'it''s 09\x3a15, "a"\x3ab \\'`);
  });

  it('are the middle of the runs, and the value that so many lie below', () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, 0]);
    const hundred = Array.from({ length: 100 }, (_, n) => n);
    expect([quantile(hundred, 0.5), quantile(hundred, 0.99), quantile([], 0.5)]).toEqual([50, 99, 0]);
  });
});
