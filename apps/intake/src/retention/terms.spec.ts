import { retentionTerms } from './terms.js';

describe('the terms', () => {
  it('have a default each, and follow the environment', () => {
    expect(retentionTerms({})).toEqual({ appellantDays: 1_095, mediationDays: 1_825, uploadAddressDays: 1 });
    expect(retentionTerms({ RETENTION_APPELLANT_DAYS: '30' }).appellantDays).toBe(30);
  });

  it.each(['0', '-1', '1.5', 'long', '40000'])(
    'refuse %s days by the name of the variable alone',
    (value) => {
      expect(() => retentionTerms({ RETENTION_APPELLANT_DAYS: value })).toThrow('RETENTION_APPELLANT_DAYS');
    },
  );
});
