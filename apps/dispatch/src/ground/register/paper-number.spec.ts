import { paperNumber, type Register } from './paper-number.js';

describe('the number of a paper', () => {
  it.each<[Register, string, number, string]>([
    ['COLLECTION', '440303003.dispatch-desk', 1, '收440303003.dispatch-desk-2026-1'],
    ['HANDLING', '440303.water', 12, '处440303.water-2026-12'],
    ['FEEDBACK', '440303.water', 3, '馈440303.water-2026-3'],
    ['CONSULTATION', '440303003.office', 4, '会440303003.office-2026-4'],
    ['FOLLOW_UP', '440303003.office', 5, '访440303003.office-2026-5'],
    ['whistle', '440303003', 10_000, '哨440303003-2026-10000'],
    ['correction', '440303003', 7, '整440303003-2026-7'],
    ['supervision', '440303', 8, '督440303-2026-8'],
    ['handling-opinion', '440303.water', 9, '440303.water-2026-0009'],
    ['handling-opinion', '440303.water', 12_345, '440303.water-2026-12345'],
  ])('of %s in %s, the %i., is %s', (register, place, next, number) => {
    expect(paperNumber(register, place, 2026, next)).toBe(number);
  });
});
