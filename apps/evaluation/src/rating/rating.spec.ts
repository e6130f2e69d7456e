import { createHash } from 'node:crypto';
import { isSecretOf, rate } from './rating.js';

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

describe('checking a tracking secret', () => {
  const digest = createHash('sha256').update('ABCD2345').digest();
  const hex = digest.toString('hex');

  it.each([
    { as: 'it was given', typed: 'ABCD2345', verifier: hex },
    { as: 'people type it', typed: 'abcd-23 45', verifier: hex },
    { as: 'against a base64 verifier', typed: 'ABCD2345', verifier: digest.toString('base64') },
    { as: 'against a base64url verifier', typed: 'ABCD2345', verifier: digest.toString('base64url') },
  ])('knows it $as', ({ typed, verifier }) => {
    expect(isSecretOf(typed, verifier)).toBe(true);
  });

  it.each([
    { what: 'another secret', typed: 'ABCD2346', verifier: hex },
    { what: 'any secret where there is no verifier', typed: 'ABCD2345', verifier: null },
    { what: 'a verifier that is no digest', typed: 'ABCD2345', verifier: 'abc' },
    { what: 'the verifier itself', typed: hex, verifier: hex },
  ])('refuses $what', ({ typed, verifier }) => {
    expect(isSecretOf(typed, verifier)).toBe(false);
  });
});
