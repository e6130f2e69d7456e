import { normalisePhone } from './phone.js';

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
