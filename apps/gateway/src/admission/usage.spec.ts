import { Usage } from './usage.js';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 21, 1, 0, seconds));

describe('what a key used', () => {
  it('is what it used before within the window, and nobody else’s', () => {
    const usage = new Usage(60_000);
    expect([1, 2, 3].map(() => usage.add('a', 1, at(0)))).toEqual([0, 1, 2]);
    expect(usage.add('b', 5, at(0))).toBe(0);
    expect(usage.add('b', 1, at(1))).toBe(5);
  });

  it('slides out of the window step by step', () => {
    const usage = new Usage(60_000);
    usage.add('a', 3, at(0));
    usage.add('a', 4, at(30));
    expect(usage.add('a', 0, at(59))).toBe(7);
    expect(usage.add('a', 0, at(60))).toBe(4);
    expect(usage.add('a', 0, at(90))).toBe(0);
  });

  it('is forgotten of who was quiet for longest, when too many are known', () => {
    const usage = new Usage(60_000);
    usage.add('quiet', 9, at(0));
    usage.add('busy', 9, at(0));
    for (let n = 0; n < 19_999; n += 1) {
      usage.add(`n${n}`, 1, at(1));
      if (n % 1_000 === 0) usage.add('busy', 0, at(1));
    }
    expect(usage.add('busy', 0, at(2))).toBe(9);
    expect(usage.add('quiet', 0, at(2))).toBe(0);
  });
});
