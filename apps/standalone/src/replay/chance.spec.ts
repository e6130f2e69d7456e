import { chanceOf, pick } from './chance.js';

describe('chance', () => {
  it('answers the same for the same seed, matter and question, and differently for others', () => {
    const chance = chanceOf(1, '360114');
    expect(chance('whistle')).toBe(chanceOf(1, '360114')('whistle'));
    const others = [chance('dual'), chanceOf(2, '360114')('whistle'), chanceOf(1, '360115')('whistle')];
    expect(new Set([chance('whistle'), ...others]).size).toBe(4);
  });

  it('is spread over [0, 1)', () => {
    const drawn = Array.from({ length: 1_000 }, (_, n) => chanceOf(1, String(n))('any'));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(drawn.filter((one) => one < 0.5).length).toBeGreaterThan(440);
    expect(drawn.filter((one) => one < 0.5).length).toBeLessThan(560);
  });
});

describe('picking', () => {
  it.each([
    [0, 'a'],
    [0.34, 'b'],
    [0.999, 'c'],
  ])('at %d takes %s', (chance, item) => {
    expect(pick(['a', 'b', 'c'], chance)).toBe(item);
  });

  it('of nothing is nothing', () => {
    expect(pick([], 0.5)).toBeNull();
  });
});
