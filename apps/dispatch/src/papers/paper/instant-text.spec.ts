import { dayText, instantText, lastDayText, limitText, shortLimitText, shortText } from './instant-text.js';

const at = (text: string): Date => new Date(text);

describe('a day and an instant on paper', () => {
  it.each([
    ['2026-11-23T09:05:00+08:00', '2026年11月23日 09:05'],
    ['2026-12-31T23:59:59+08:00', '2026年12月31日 23:59'],
    ['2026-12-31T16:00:00Z', '2027年1月1日 00:00'],
  ])('%s reads %s', (instant, text) => {
    expect(instantText(at(instant))).toBe(text);
    expect(dayText(at(instant))).toBe(text.slice(0, -6));
    expect(shortText(at(instant))).toBe(text.slice(5));
  });

  it.each([
    ['2026-11-25T00:00:00+08:00', '2026年11月24日 24:00'],
    ['2027-01-01T00:00:00+08:00', '2026年12月31日 24:00'],
    ['2026-11-25T00:01:00+08:00', '2026年11月25日 00:01'],
    ['2026-11-25T18:00:00+08:00', '2026年11月25日 18:00'],
  ])('a limit at %s ends %s', (instant, text) => {
    expect(limitText(at(instant))).toBe(text);
    expect(shortLimitText(at(instant))).toBe(text.slice(5));
    expect(lastDayText(at(instant))).toBe(text.slice(0, -6));
  });
});
