import type { GovernanceProfile } from '@weisu/contracts';
import { calendar, directory, handlingOf, later, monday, orderOf, profileNamed } from '../../case.fixture.js';
import {
  allocateClock,
  clocksOfWorkOrder,
  innerDeadline,
  requireHandlers,
  type Handler,
} from './allocation.js';

const s1 = profileNamed('S1');
const s2 = profileNamed('S2');
const here = '440303003020001';
const grid: Handler = { unitId: '440303003020001.office', role: 'LEAD' };
const department: Handler = { unitId: '440303.urban-management', role: 'ASSIST' };

describe('handlers', () => {
  const naming =
    (handlers: readonly Handler[], profile = s2, areaCode = here) =>
    () =>
      requireHandlers(handlers, directory, profile, areaCode);

  it('are one, or several with one lead', () => {
    expect(naming([grid])).not.toThrow();
    expect(naming([grid, department])).not.toThrow();
  });

  it.each([
    ['nobody', []],
    ['no lead', [department]],
    ['two leads', [grid, { ...department, role: 'LEAD' as const }]],
    ['a unit twice', [grid, { ...grid, role: 'ASSIST' as const }]],
  ])('cannot be %s', (_, handlers) => {
    expect(naming(handlers)).toThrow(expect.objectContaining({ code: 'HANDLERS_INVALID' }));
  });

  it('are one only where the profile does not allocate to two', () => {
    const one = { unitId: '440303004029001.office', role: 'LEAD' } as const;
    expect(naming([one], s1, '440303004029001')).not.toThrow();
    expect(naming([one, department], s1, '440303004029001')).toThrow('S1 allocates to one');
  });

  it.each([
    ['unknown', 'nobody'],
    ['a neighbour’s grid', '440303004029001.office'],
    ['without the duty to handle', '440303003.duty-room'],
  ])('cannot be a unit that is %s', (_, unitId) => {
    expect(naming([{ unitId, role: 'LEAD' }])).toThrow(expect.objectContaining({ code: 'UNIT_NOT_FOUND' }));
  });
});

describe('the limits of a work order', () => {
  const kinds = (role: 'LEAD' | 'ASSIST', matter = handlingOf(), profile: GovernanceProfile = s2): string[] =>
    clocksOfWorkOrder(orderOf({ role }), matter, profile, monday, null)
      .map((clock) => clock.kind)
      .sort();

  it('start at dispatch for the lead, contact and opinion included', () => {
    expect(kinds('LEAD')).toEqual(['ACCEPT', 'CONTACT', 'OPINION', 'RESOLVE', 'VERIFY']);
    expect(
      clocksOfWorkOrder(orderOf(), handlingOf(), s2, monday, null).every((one) => one.startedAt === monday),
    ).toBe(true);
  });

  it('leave contact and opinion to the lead, so that a resident is not called twice', () => {
    expect(kinds('ASSIST')).toEqual(['ACCEPT', 'RESOLVE', 'VERIFY']);
  });

  it('have a contact that is cancelled from the beginning where there is no number to call', () => {
    const starts = (reachable: boolean) =>
      clocksOfWorkOrder(orderOf(), handlingOf({ reachable }), s2, monday, null);
    const cancelled = (reachable: boolean) =>
      starts(reachable).flatMap((start) => (start.cancelled ? [start.kind] : []));
    expect([cancelled(false), cancelled(true)]).toEqual([['CONTACT'], []]);
  });

  it('have no opinion where the profile wants none', () => {
    expect(kinds('LEAD', handlingOf(), { ...s2, opinionRequired: false })).not.toContain('OPINION');
  });

  it('are capped by the sender’s', () => {
    const notAfter = later(120);
    const clocks = clocksOfWorkOrder(orderOf(), handlingOf(), s2, monday, notAfter);
    expect(clocks.map((clock) => 'notAfter' in clock && clock.notAfter)).toEqual(clocks.map(() => notAfter));
  });
});

describe('the limit for allocating', () => {
  it('is the profile’s, and the unit that allocates here answers for it', () => {
    expect(allocateClock(handlingOf(), s2, directory, monday)).toMatchObject({
      kind: 'ALLOCATE',
      unitId: '440303003.dispatch-desk',
      budget: { amount: 1, unit: 'NATURAL_HOUR' },
    });
    expect(allocateClock(handlingOf({ areaCode: '440303004029001' }), s1, directory, monday)?.unitId).toBe(
      '440303004029.office',
    );
  });

  it('does not run while a matter is not located', () => {
    expect(allocateClock(handlingOf({ areaCode: null }), s2, directory, monday)).toBeNull();
  });
});

describe('the cap from outside', () => {
  it.each([
    { when: 'far ahead: less the margin of four hours', outer: later(600), cap: later(360) },
    { when: 'inside the margin: the sender’s own', outer: later(200), cap: later(200) },
    { when: 'on this very instant: none', outer: monday, cap: null },
    { when: 'in the past: none', outer: later(-5), cap: null },
    { when: 'absent: none', outer: null, cap: null },
  ])('is, when the sender’s deadline lies $when', ({ outer, cap }) => {
    expect(innerDeadline(handlingOf({ externalDueBy: outer }), s2, calendar, monday)).toEqual(cap);
  });
});
