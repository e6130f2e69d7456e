import { importOptions } from './options.js';

describe('the options of an import', () => {
  it('has defaults for a hotline export', () => {
    expect(importOptions(['export.csv'])).toEqual({
      file: 'export.csv',
      preview: false,
      sheet: null,
      columns: {},
      system: 'hotline',
      url: null,
      result: null,
      channel: 'HOTLINE_12345',
      encoding: 'auto',
      asOrders: false,
      dueDays: 15,
      spread: [],
    });
  });

  it('takes the address of a district with or without /graphql', () => {
    expect(importOptions(['a.csv', '--url', 'http://localhost:3000/graphql'])?.url).toBe(
      'http://localhost:3000',
    );
    expect(importOptions(['a.csv', '--url', 'http://localhost:3000/'])?.url).toBe('http://localhost:3000');
  });

  it('asks for help', () => {
    expect(importOptions(['--help'])).toBeNull();
  });

  it.each([
    [[]],
    [['a.csv', 'b.csv']],
    [['a.csv', '--encoding', 'latin1']],
    [['a.csv', '--due-days', '0']],
    [['a.csv', '--system', ' ']],
    [['a.csv', '--map', '标题']],
    [['a.csv', '--unknown']],
  ])('refuses %j', (args) => {
    expect(() => importOptions(args)).toThrow('USAGE');
  });
});
