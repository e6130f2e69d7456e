import { endedBefore, lastDayOfTerm } from './term.js';

describe('a term in days', () => {
  it.each(['2026-11-23T00:00:00+08:00', '2026-11-23T23:59:59+08:00'])(
    'of what ended at %s does not count that day, and is over when its last day is, in Shanghai',
    (instant) => {
      const ended = new Date(instant);
      expect(lastDayOfTerm(ended, 30)).toBe('2026-12-23');
      expect(ended < endedBefore(new Date('2026-12-23T23:59:59+08:00'), 30)).toBe(false);
      expect(ended < endedBefore(new Date('2026-12-24T00:00:00+08:00'), 30)).toBe(true);
    },
  );
});
