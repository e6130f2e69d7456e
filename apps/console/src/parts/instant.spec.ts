import { instantText, remainingText } from './instant.js';

describe('an instant', () => {
  it.each([
    ['2026-11-28T01:05:00Z', '2026-11-28 09:05'],
    ['2026-12-31T16:00:00Z', '2027-01-01 00:00'],
  ])('%s is read by the clock of China', (instant, text) => {
    expect(instantText(instant)).toBe(text);
  });
});

describe('what remains', () => {
  const minute = 60_000;
  it.each([
    [80 * minute, '还剩 1 小时 20 分'],
    [60 * minute, '还剩 1 小时'],
    [59 * minute, '还剩 59 分'],
    [0, '还剩 0 分'],
    [(24 * 60 + 61) * minute, '还剩 1 天 1 小时'],
    [48 * 60 * minute, '还剩 2 天'],
    [-5 * minute, '已超 5 分'],
    [-(76 * 60) * minute, '已超 3 天 4 小时'],
  ])('%d ms: %s', (milliseconds, text) => {
    expect(remainingText(milliseconds)).toBe(text);
  });
});
