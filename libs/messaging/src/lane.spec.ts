import { laneCount, laneOf } from './index.js';

const subjects = Array.from(
  { length: 2_000 },
  (_, n) => `0193a8f0-${String(n).padStart(4, '0')}-7000-8000-000000000001`,
);

describe('a lane', () => {
  it('is the same for a subject for ever: rows in the outbox keep theirs', () => {
    expect(laneOf('0193a8f0-0001-7000-8000-000000000001', laneCount)).toBe(0);
    expect(laneOf('东门', laneCount)).toBe(1);
  });

  it('is one of the lanes, and every lane has its share', () => {
    const shares = new Map<number, number>();
    for (const lane of subjects.map((subject) => laneOf(subject, laneCount)))
      shares.set(lane, (shares.get(lane) ?? 0) + 1);
    expect([...shares.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(Math.min(...shares.values())).toBeGreaterThan(subjects.length / laneCount / 2);
  });
});
