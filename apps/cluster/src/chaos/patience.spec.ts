import { leaseMilliseconds, longestAwayMilliseconds } from '@weisu/clocks';
import { backlogMs, patienceMs } from './patience.js';

const least = backlogMs + leaseMilliseconds + longestAwayMilliseconds;

describe('the patience with a district that comes to rest', () => {
  it('has the end of a lease and the return of a part that was away in it, when nothing else waits', () => {
    expect(patienceMs([])).toBe(least);
  });

  it('is longer by the longest wait that a schedule has set, and not by what is due already', () => {
    expect(patienceMs([1_000, 600_000, -5_000])).toBe(least + 600_000);
    expect(patienceMs([-5_000])).toBe(least);
  });
});
