import { met, newClock } from '@weisu/clocks';
import type { GovernanceProfile } from '@weisu/contracts';
import { calendar, directory, handlingOf, later, monday, orderOf, profileNamed } from '../../case.fixture.js';
import {
  clocksOfMatter,
  clocksOfWorkOrder,
  innerDeadline,
  requireHandlers,
  stillOwed,
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

  it.each([
    { chosen: 'BY_DAY', urgency: 'ROUTINE', at: '03:00', called: false },
    { chosen: 'BY_DAY', urgency: 'FAST', at: '03:00', called: true },
    { chosen: 'BY_DAY', urgency: 'ROUTINE', at: '08:00', called: true },
    { chosen: 'BY_MESSAGE', urgency: 'FAST', at: '12:00', called: false },
    { chosen: 'BY_MESSAGE', urgency: 'URGENT', at: '03:00', called: true },
  ] as const)(
    'have a contact at $at for who chose $chosen, of a matter that is $urgency: $called',
    ({ chosen, urgency, at, called }) => {
      const matter = handlingOf({ contactWhen: chosen, urgency });
      const dispatchedAt = new Date(`2026-11-23T${at}:00+08:00`);
      const starts = clocksOfWorkOrder(orderOf(), matter, s2, dispatchedAt, null);
      expect(starts.some(({ kind }) => kind === 'CONTACT')).toBe(called);
    },
  );

  it('have no opinion where the profile wants none', () => {
    expect(kinds('LEAD', handlingOf(), { ...s2, opinionRequired: false })).not.toContain('OPINION');
  });

  it('are capped by the sender’s', () => {
    const notAfter = later(120);
    const clocks = clocksOfWorkOrder(orderOf(), handlingOf(), s2, monday, notAfter);
    expect(clocks.map((clock) => 'notAfter' in clock && clock.notAfter)).toEqual(clocks.map(() => notAfter));
  });
});

describe('the limits of a matter’s own', () => {
  const of = (matter = handlingOf(), profile = s2) => clocksOfMatter(matter, profile, directory, monday);
  const elsewhere = handlingOf({ areaCode: '440303004029001' });

  it('run from registration, and the unit that allocates here answers for them', () => {
    const desk = { unitId: '440303003.dispatch-desk', ownerId: handlingOf().id, startedAt: monday };
    expect(of()).toMatchObject([
      { kind: 'ALLOCATE', ...desk, budget: { amount: 1, unit: 'NATURAL_HOUR' } },
      { kind: 'CONTACT', ...desk, budget: { amount: 10, unit: 'MINUTE' }, told: true, cancelled: false },
      { kind: 'VERIFY', ...desk, budget: { amount: 30, unit: 'MINUTE' }, told: false },
    ]);
  });

  it('are for allocating alone where the profile begins contact and verification with the unit', () => {
    expect(of(elsewhere, s1)).toMatchObject([{ kind: 'ALLOCATE', unitId: '440303004029.office' }]);
  });

  it('have a contact that is cancelled from the beginning where there is no number to call', () => {
    const cancelled = of(handlingOf({ reachable: false })).flatMap((one) =>
      one.cancelled ? [one.kind] : [],
    );
    expect(cancelled).toEqual(['CONTACT']);
  });

  it('do not run while a matter is not located', () => {
    expect(of(handlingOf({ areaCode: null }))).toEqual([]);
  });

  it.each([
    { done: 'nothing', firstContact: null, verified: false, owed: ['ALLOCATE', 'CONTACT', 'VERIFY'] },
    { done: 'a call in time', firstContact: 'IN_TIME', verified: false, owed: ['ALLOCATE', 'VERIFY'] },
    { done: 'a late call', firstContact: 'LATE', verified: false, owed: ['ALLOCATE', 'VERIFY'] },
    { done: 'a message', firstContact: 'MESSAGE', verified: false, owed: ['ALLOCATE', 'VERIFY'] },
    { done: 'a verification', firstContact: null, verified: true, owed: ['ALLOCATE', 'CONTACT'] },
  ] as const)('begin again without what is done with: $done', ({ firstContact, verified, owed }) => {
    const former = of().map((start) => newClock('clock', start, calendar));
    const done = former.map((clock) =>
      clock.kind === 'ALLOCATE' || (clock.kind === 'VERIFY' && verified) ? met(clock, later(5)).clock : clock,
    );
    expect(stillOwed(of(), { firstContact }, done).map(({ kind }) => kind)).toEqual(owed);
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
