import { awayMilliseconds, awayWait, jitterRate, longestAwayMilliseconds, PartsAway } from './away.js';

const middle = 0.5;

describe('a part of ours that is away', () => {
  it('is asked again after 1, 2, 5, 10 and then every 15 seconds', () => {
    const waits = [1, 2, 3, 4, 5, 6, 100].map((failures) => awayWait(failures, middle));
    expect(waits).toEqual([1_000, 2_000, 5_000, 10_000, 15_000, 15_000, 15_000]);
  });

  it('is asked a fifth earlier or later by chance, and never later than the check of chaos believes', () => {
    expect([awayWait(5, 0), awayWait(5, 1)]).toEqual([12_000, 18_000]);
    const longest = awayMilliseconds.map((_wait, index) => awayWait(index + 1, 1));
    expect(Math.max(...longest)).toBe(longestAwayMilliseconds);
    expect(jitterRate).toBeLessThan(1);
  });

  it('is left alone until its wait has passed, and not a moment longer', () => {
    const away = new PartsAway<'INTAKE'>();
    away.missed('INTAKE', 0, 100, middle);
    expect([1_099, 1_100].map((now) => away.isAway('INTAKE', now))).toEqual([true, false]);
  });

  it('fails once, however many questions were under way', () => {
    const away = new PartsAway<'INTAKE'>();
    for (const askedAt of [0, 1, 2, 3]) away.missed('INTAKE', askedAt, 100, middle);
    expect(away.isAway('INTAKE', 1_100)).toBe(false);
    for (const askedAt of [1_100, 1_101]) away.missed('INTAKE', askedAt, 1_200, middle);
    expect([3_199, 3_200].map((now) => away.isAway('INTAKE', now))).toEqual([true, false]);
  });

  it('is there at once when it has answered, and begins anew when it goes again', () => {
    const away = new PartsAway<'INTAKE'>();
    away.missed('INTAKE', 0, 0, middle);
    away.missed('INTAKE', 1_000, 1_000, middle);
    away.answered('INTAKE');
    expect(away.isAway('INTAKE', 1_001)).toBe(false);
    away.missed('INTAKE', 1_001, 1_001, middle);
    expect(away.isAway('INTAKE', 2_001)).toBe(false);
  });

  it('is away for itself', () => {
    const away = new PartsAway<'INTAKE' | 'DIRECTORY'>();
    away.missed('INTAKE', 0, 0, middle);
    expect(away.isAway('DIRECTORY', 1)).toBe(false);
  });
});
