import { rate } from './rating.js';

const now = new Date('2026-11-23T09:00:00+08:00');
const appealId = '0193a8f0-0000-7000-8000-000000000001';

describe('rating a matter', () => {
  it.each([0, 6, 2.5, Number.NaN, -1])('refuses %s stars', (stars) => {
    expect(() => rate(appealId, { stars, comment: null }, now)).toThrow(
      expect.objectContaining({ code: 'STARS_INVALID' }),
    );
  });

  it.each([1, 2, 3, 4, 5])('takes %s stars as they were given', (stars) => {
    expect(rate(appealId, { stars, comment: ' 好 ' }, now)).toMatchObject({
      rating: { stars, original: stars, objected: false, comment: '好' },
      announcements: [{ payload: { appealId, stars } }],
    });
  });

  it('announces no comment, and refuses one of more than 1 000 characters', () => {
    expect(JSON.stringify(rate(appealId, { stars: 1, comment: '很差' }, now).announcements)).not.toContain(
      '很差',
    );
    expect(() => rate(appealId, { stars: 1, comment: '字'.repeat(1_001) }, now)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
    expect(rate(appealId, { stars: 1, comment: '字'.repeat(1_000) }, now).rating.comment).toHaveLength(1_000);
  });
});
