import { ledgerFilter } from './ledger-filter.js';

describe('the filter of an exported ledger', () => {
  it('takes a list by commas, by repetition, or both', () => {
    for (const status of ['A,B', ['A', 'B'], ['A,B', 'C']])
      expect(ledgerFilter({ status })).toEqual({ status: [status].flat().flatMap((one) => one.split(',')) });
  });

  it('is empty where nothing is asked for', () => expect(ledgerFilter({})).toEqual({}));

  it.each([
    ['a single one that comes twice', { areaCode: ['440303', '440304'] }, 'areaCode: once'],
    ['an answer that is no yes or no', { overdue: 'yes' }, 'overdue: true or false'],
    ['an answer that comes twice', { overdue: ['true', 'false'] }, 'overdue: once'],
    ['a name that is no filter', { constructor: 'x' }, 'constructor'],
  ])('is refused for %s', (_, query, detail) => {
    expect(() => ledgerFilter(query)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining(detail) as unknown,
      }),
    );
  });
});
