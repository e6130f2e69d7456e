import fc from 'fast-check';
import { normalisePhone, phonesIn } from './phone.js';

describe('a phone number', () => {
  it.each([
    { given: '13812345678', digits: '13812345678' },
    { given: '138 1234 5678', digits: '13812345678' },
    { given: '+86 138-1234-5678', digits: '13812345678' },
    { given: '008613812345678', digits: '13812345678' },
    { given: '8613812345678', digits: '13812345678' },
    { given: '１３８１２３４５６７８', digits: '13812345678' },
    { given: '0755-25531234', digits: '075525531234' },
    { given: '(0755)25531234', digits: '075525531234' },
    { given: '+86 755 2553 1234', digits: '075525531234' },
    { given: '010-65251234', digits: '01065251234' },
    { given: '400 812 3456', digits: '4008123456' },
    { given: '', digits: null },
    { given: '  ', digits: null },
    { given: null, digits: null },
  ])('$given is $digits', ({ given, digits }) => {
    expect(normalisePhone(given)).toBe(digits);
  });

  it.each([
    '123',
    '12812345678',
    '1381234567',
    '138123456789',
    '25531234',
    '张三',
    '+1 202 555 0100',
    '138-1234-567a',
  ])('%s is refused', (given) => {
    expect(() => normalisePhone(given)).toThrow('phone number is not valid');
  });
});

describe('what an office was given as telephone number', () => {
  it.each([
    ['13800138000', '13800138000'],
    ['138 0013 8000', '13800138000'],
    ['0755-25531234', '075525531234'],
    ['+86 755 2553 1234', '075525531234'],
    ['13800138000.0', '13800138000'],
    ['75522345678', '075522345678'],
    ['1065251234', '01065251234'],
    ['2087654321', '02087654321'],
    ['+852 2345 6789', '+85223456789'],
    ['00853 2833 1234', '+85328331234'],
  ])('%s is simply a number that can be called', (given, usable) => {
    expect(phonesIn(given)).toEqual({ usable, written: null });
  });

  it.each([
    ['13800138000/13900139000', '13800138000'],
    ['13800138000、0755-25531234', '13800138000'],
    ['13800138000；13900139000', '13800138000'],
    ['13800138000 13900139000', '13800138000'],
    ['123、13900139000', '13900139000'],
    ['0755-22334455转801', '075522334455'],
    ['0755-22334455-801', '075522334455'],
    ['0755-22334455 分机 801', '075522334455'],
    ['13800138000（母亲）', '13800138000'],
    ['（办公）0755-25531234', '075525531234'],
    ['手机：13800138000', '13800138000'],
    ['王女士13800138000', '13800138000'],
  ])('%s is kept as written beside the number in it', (given, usable) => {
    expect(phonesIn(given)).toEqual({ usable, written: given });
  });

  it.each(['1.38E+10', '22345678', '1380013800', '138001380001', '见附件', '+1 202 555 0100'])(
    '%s can not be called, and is kept as written',
    (given) => {
      expect(phonesIn(given)).toEqual({ usable: null, written: given });
    },
  );

  it.each(['无', '不详', '保密', ' 未留 ', '-', '——', '/', '0', 'N/A', '', null])('%s is none', (given) => {
    expect(phonesIn(given)).toEqual({ usable: null, written: null });
  });

  it('is cut where it is longer than any number', () => {
    expect(phonesIn('见附件'.repeat(200)).written).toHaveLength(200);
  });
});

describe('numbers as offices write them', () => {
  const digits = (length: number) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
      .map((all) => all.join(''));
  const mobiles = fc.tuple(fc.constantFrom('13', '15', '18', '19'), digits(9)).map((parts) => parts.join(''));
  const landlines = fc
    .tuple(fc.constantFrom('010', '021', '0755', '0791'), fc.constantFrom('2', '8'), digits(7))
    .map((parts) => parts.join(''));
  const wide = (text: string): string =>
    text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const area = (number: string): number => (/^0(10|2\d)/.test(number) ? 3 : 4);
  /** Each says one number and nothing else. */
  const plain: readonly ((number: string) => string)[] = [
    (number) => number,
    (number) => ` ${number} `,
    wide,
    (number) => (number.startsWith('1') ? `+86 ${number}` : number),
    (number) =>
      number.startsWith('0') ? `${number.slice(0, area(number))}-${number.slice(area(number))}` : number,
    (number) =>
      number.startsWith('0') ? `（${number.slice(0, area(number))}）${number.slice(area(number))}` : number,
    (number) =>
      number.startsWith('0')
        ? number.slice(1)
        : `${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`,
    (number) => `${number}.0`,
  ];
  /** What else stands in the cell. */
  const more: readonly ((written: string, other: string) => string)[] = [
    (written, other) => `${written}/${other}`,
    (written, other) => `${written}、${other}`,
    (written, other) => `${written}；${other}`,
    (written, other) => `${written}，${other}`,
    (written) => `${written}（本人）`,
    (written) => `电话：${written}`,
    (written) => `${written}王女士`,
    (written) => `${written}转801`,
  ];

  it('are read back as the number', () => {
    fc.assert(
      fc.property(fc.oneof(mobiles, landlines), fc.constantFrom(...plain), (number, form) => {
        expect(phonesIn(form(number)).usable).toBe(number);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are read back as the first of several, and what was written is kept beside it', () => {
    fc.assert(
      fc.property(
        ...([
          fc.oneof(mobiles, landlines),
          mobiles,
          fc.constantFrom(...plain.slice(0, 3)),
          fc.constantFrom(...more),
        ] as const),
        (number, other, form, cell) => {
          const written = cell(form(number), other);
          expect(phonesIn(written)).toEqual({ usable: number, written: written.trim() });
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
