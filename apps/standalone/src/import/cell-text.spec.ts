import { cellText } from './cell-text.js';

describe('the text of a spreadsheet cell', () => {
  it.each([
    [null, ''],
    [undefined, ''],
    ['路灯', '路灯'],
    [360_114, '360114'],
    [new Date('2019-01-02T03:04:05Z'), '2019-01-02 03:04:05'],
    [{ richText: [{ text: '路' }, { text: '灯' }] }, '路灯'],
    [{ text: '网址', hyperlink: 'https://example.org' }, '网址'],
    [{ formula: 'A1+1', result: 3 }, '3'],
    [{ formula: 'A1+1' }, ''],
    [{ error: '#N/A' }, ''],
  ])('of %j is "%s"', (value, text) => {
    expect(cellText(value)).toBe(text);
  });
});
