import fc from 'fast-check';
import { phonesIn } from './office-phones.js';

const shenzhen = { areaCode: '0755', digits: 8 };

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

  it.each([
    ['85223456789', '+85223456789'],
    ['852-2345 6789', '+85223456789'],
    ['(853)28331234', '+85328331234'],
    ['013800138000', '13800138000'],
    ['86-0755-25550123', '075525550123'],
    ['8675525550123', '075525550123'],
  ])('%s is simply a number, too', (given, usable) => {
    expect(phonesIn(given, shenzhen)).toEqual({ usable, written: null });
  });

  it.each([
    ['13800138000-13900139000', '13800138000'],
    ['13800138000\\13900139000', '13800138000'],
    ['1380013800013900139000', '13800138000'],
    ['17012345678-1234', '17012345678'],
    ['13800138000&13900139000', '13800138000'],
    ['电话1：13800138000 电话2：13900139000', '13800138000'],
    ['0755 2555 0123-801', '075525550123'],
    ['755-25550123-801', '075525550123'],
    ['0755-25550123 转分机801', '075525550123'],
    ['香港23456789', '+85223456789'],
    ['23456789（香港）', '+85223456789'],
    ['澳门 6612 3456', '+85366123456'],
  ])('%s holds one that can be called, and is kept as written', (given, usable) => {
    expect(phonesIn(given, shenzhen)).toEqual({ usable, written: given });
  });

  it.each(['1.38E+10', '22345678', '1380013800', '138001380001', '见附件', '+1 202 555 0100', '102345678'])(
    '%s can not be called, and is kept as written',
    (given) => {
      expect(phonesIn(given)).toEqual({ usable: null, written: given });
    },
  );

  it.each(['无', '不详', '保密', ' 未留 ', '-', '——', '/', '0', 'N/A', '不明', '***', '#N/A', '', null])(
    '%s is none',
    (given) => {
      expect(phonesIn(given)).toEqual({ usable: null, written: null });
    },
  );

  describe('in a town whose landlines are known', () => {
    it.each([
      ['25550123', '075525550123'],
      ['2555-0123', '075525550123'],
      [' 8255 0123 ', '075582550123'],
      ['25550123.0', '075525550123'],
    ])('%s is completed', (given, usable) => {
      expect(phonesIn(given, shenzhen)).toEqual({ usable, written: null });
    });

    it.each([
      ['25550123转801', '075525550123'],
      ['25550123-801', '075525550123'],
      ['座机：25550123', '075525550123'],
      ['王女士25550123', '075525550123'],
      ['25550123（办公）', '075525550123'],
      ['25550123/13800138000', '075525550123'],
      ['123、25550123', '075525550123'],
    ])('%s is completed, and kept as written', (given, usable) => {
      expect(phonesIn(given, shenzhen)).toEqual({ usable, written: given });
    });

    it.each([
      { given: '2555012', why: 'a digit is missing' },
      { given: '7552555012', why: 'a digit is missing behind the area code' },
      { given: '0755-2555012', why: 'a digit is missing behind the whole area code' },
      { given: '15550123', why: 'no landline begins with one' },
      { given: '20250304', why: 'it may be a day' },
      { given: '工单25550123', why: 'it is the number of something else' },
      { given: 'QQ25550123', why: 'it is the number of something else' },
      { given: '255501234', why: 'it is too long' },
    ])('$given is not: $why', ({ given }) => {
      expect(phonesIn(given, shenzhen)).toEqual({ usable: null, written: given });
    });

    it('seven digits are completed where numbers have seven', () => {
      expect(phonesIn('2555012', { areaCode: '0797', digits: 7 }).usable).toBe('07972555012');
      expect(phonesIn('25550123', { areaCode: '0797', digits: 7 }).usable).toBeNull();
    });
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
