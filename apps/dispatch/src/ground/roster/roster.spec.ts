import { requireShifts, withoutPeriod, type DutyShift, type ShiftInput } from './roster.js';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour));
const shift = (from: number, until: number, overrides: Partial<ShiftInput> = {}): ShiftInput => ({
  from: at(from),
  until: at(until),
  personId: 'p',
  backupId: 'q',
  ...overrides,
});

describe('the shifts of a period', () => {
  it('are put in order, and may follow each other without a gap', () => {
    expect(requireShifts(at(0), at(24), [shift(12, 24), shift(0, 12)])).toEqual([
      shift(0, 12),
      shift(12, 24),
    ]);
  });

  it.each([
    ['overlap', [shift(0, 12), shift(11, 24)]],
    ['are empty', [shift(3, 3)]],
    ['end before they begin', [shift(5, 3)]],
    ['lie before the period', [shift(-1, 3)]],
    ['lie after the period', [shift(23, 25)]],
    ['name the same person twice', [shift(0, 12, { backupId: 'p' })]],
  ])('are refused when they %s', (_, shifts) => {
    expect(() => requireShifts(at(0), at(24), shifts)).toThrow(
      expect.objectContaining({ code: 'ROSTER_INVALID' }),
    );
  });

  it.each([
    ['no length', 0],
    ['more than a hundred days', 24 * 101],
  ])('are refused for a period of %s', (_, hours) => {
    expect(() => requireShifts(at(0), at(hours), [])).toThrow(
      expect.objectContaining({ code: 'ROSTER_INVALID' }),
    );
  });
});

describe('setting a period anew', () => {
  const held = (from: number, until: number): DutyShift => ({ id: 's', unitId: 'u', ...shift(from, until) });
  it.each([
    { what: 'inside it', of: held(9, 15), left: [] },
    { what: 'around it', of: held(6, 18), left: [shift(6, 8), shift(16, 18)] },
    { what: 'over its beginning', of: held(6, 10), left: [shift(6, 8)] },
    { what: 'over its end', of: held(15, 18), left: [shift(16, 18)] },
  ])('leaves of a shift $what what lies outside', ({ of, left }) => {
    expect(withoutPeriod([of], at(8), at(16))).toEqual(left);
  });
});
