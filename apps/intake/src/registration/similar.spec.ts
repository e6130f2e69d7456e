import { dayOf, tellsInstant } from './similar.js';

describe('an instant by which two rows resemble each other', () => {
  it.each([
    { at: '2025-03-04T00:00:00+08:00', tells: false },
    { at: '2025-03-04T00:00:01+08:00', tells: true },
    { at: '2025-03-03T23:59:59+08:00', tells: true },
    { at: '2025-03-04T08:00:00+08:00', tells: true },
  ])('$at: $tells', ({ at, tells }) => {
    expect(tellsInstant(new Date(at))).toBe(tells);
  });

  it.each(['00:00:00', '00:00:01', '23:59:59'])('is of the day on which it is: %s', (clock) => {
    expect(dayOf(new Date(`2025-03-04T${clock}+08:00`))).toEqual(new Date('2025-03-04T00:00:00+08:00'));
  });
});
