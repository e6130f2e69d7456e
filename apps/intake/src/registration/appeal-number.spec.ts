import { appealNumber, checkDigit } from './appeal-number.js';

describe('the number a resident is given', () => {
  it.each([
    { digits: '0794', check: 5, source: 'the example of ISO 7064' },
    { digits: '8609574271', check: 9, source: 'the specimen of the German tax number, which uses it too' },
  ])('ends with the check digit $check after $digits ($source)', ({ digits, check }) => {
    expect(checkDigit(digits)).toBe(check);
  });

  it('holds the day, a running number of at least six digits and the check digit', () => {
    expect(appealNumber('2026-11-21', 123)).toMatch(/^20261121-000123-\d$/);
    expect(appealNumber('2026-11-21', 1_234_567)).toMatch(/^20261121-1234567-\d$/);
  });

  it('shows every single wrong digit', () => {
    const digits = '20261121000123';
    for (let place = 0; place < digits.length; place += 1) {
      for (let wrong = 0; wrong < 10; wrong += 1) {
        const misread = digits.slice(0, place) + String(wrong) + digits.slice(place + 1);
        if (misread !== digits) expect(checkDigit(misread)).not.toBe(checkDigit(digits));
      }
    }
  });
});
