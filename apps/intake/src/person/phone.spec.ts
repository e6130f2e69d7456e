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
