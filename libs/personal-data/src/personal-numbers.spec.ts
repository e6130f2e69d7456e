import fc from 'fast-check';
import { personalNumbersIn } from './personal-numbers.js';

const kindsIn = (text: string) => personalNumbersIn(text).map(({ kind }) => kind);

describe('personal numbers in a text', () => {
  it.each([
    ['a mobile number', '请打13800138000', 'TELEPHONE'],
    ['with its country', '+86 138-0013-8000', 'TELEPHONE'],
    ['with zeros before its country', '0086-13800138000', 'TELEPHONE'],
    ['in full width', '１３８００１３８０００', 'TELEPHONE'],
    ['digit by digit', '1 3 8 0 0 1 3 8 0 0 0', 'TELEPHONE'],
    ['with dots', '138.0013.8000', 'TELEPHONE'],
    ['with what is not seen', '138\u200b0013\u2060\u200d8000', 'TELEPHONE'],
    ['in Chinese numerals', '一三八零零一三八〇〇〇', 'TELEPHONE'],
    ['behind a name that is a numeral', '王五13800138000', 'TELEPHONE'],
    ['before a numeral', '13800138000一楼', 'TELEPHONE'],
    ['in numerals of both kinds', '138零零138幺幺幺', 'TELEPHONE'],
    ['in Arabic-Indic digits', '١٣٨٠٠١٣٨٠٠٠', 'TELEPHONE'],
    ['in brackets', '（138）0013（8000）', 'TELEPHONE'],
    ['before a letter', '13800138000x', 'TELEPHONE'],
    ['after a date', '2026-11-21 13800138000', 'TELEPHONE'],
    ['a landline', '0755-22225555', 'LANDLINE'],
    ['a landline of Beijing', '(010) 6555 1234', 'LANDLINE'],
    ['an identity number', '身份证440303199001011234', 'IDENTITY'],
    ['an identity number that ends in X', '44030319900101123X', 'IDENTITY'],
    ['an identity number in groups', '440303 19900101 123x', 'IDENTITY'],
    ['an identity number with a date in hyphens', '440303-1990-01-01-1234', 'IDENTITY'],
    ['an identity number of before 1999', '440303900101123', 'IDENTITY'],
  ])('are found: %s', (_, text, kind) => {
    expect(kindsIn(text)).toContain(kind);
  });

  it.each([
    ['services', '请拨打12345或110、96111，客服400-830-8300'],
    ['numbers of matters', '编号20261121-000123-4、20261121-010123-4'],
    ['dates and hours', '2026年11月21日 09:00-22:00，14:00；2026-11-21 08:30至11:30'],
    ['houses and amounts', '3-1栋1502室，预算150000元，面积1380.01平方米'],
    ['Chinese numerals in words', '二〇二六年一月，一三八号楼'],
    ['nothing', ''],
  ])('are not: %s', (_, text) => {
    expect(personalNumbersIn(text)).toEqual([]);
  });

  it('are found where they stand, each of several', () => {
    const text = '甲13800138000，乙139 0013 9000。';
    expect(personalNumbersIn(text).map(({ from, until }) => text.slice(from, until))).toEqual([
      '13800138000',
      '139 0013 9000',
    ]);
  });

  it('are found whatever stands between their digits and around them', () => {
    const mobile = fc
      .tuple(fc.constantFrom('13', '15', '18', '19'), fc.stringMatching(/^\d{9}$/))
      .map((p) => p.join(''));
    const written = fc.constantFrom(
      (digit: string) => digit,
      (digit: string) => String.fromCodePoint(0xff10 + Number(digit)),
      (digit: string) => [...'〇一二三四五六七八九'][Number(digit)] ?? '',
    );
    const gap = fc.constantFrom('', ' ', '-', '－', '·', '.', '\u3000', '\u200b', '、', ' - ');
    fc.assert(
      fc.property(
        mobile,
        fc.array(fc.tuple(written, gap), { minLength: 11, maxLength: 11 }),
        (number, marks) => {
          const text = [...number].map(
            (digit, n) => `${marks[n]?.[0](digit) ?? ''}${n < 10 ? (marks[n]?.[1] ?? '') : ''}`,
          );
          expect(kindsIn(`电话${text.join('')}找我`)).toEqual(['TELEPHONE']);
        },
      ),
      { numRuns: 1_000, seed: 14 },
    );
  });
});
