import type { Budget, ContactWhen, Urgency } from '@weisu/contracts';
import { handlingOf, profileNamed } from '../../case.fixture.js';
import {
  begunByDay,
  contactBegins,
  isCalledAnyway,
  isMessaged,
  isMessagedBy,
  isMessagedWithin,
  owedUnsent,
} from './contact.js';

const at = (time: string, day = '2026-11-23'): Date => new Date(`${day}T${time}+08:00`);
const [night, noon] = [at('03:00:00'), at('12:00:00')];
const tenMinutes: Budget = { amount: 10, unit: 'MINUTE' };
const afterTen = (from: Date) => new Date(from.getTime() + 600_000);

type Case = Readonly<{ when: ContactWhen | null; urgency: Urgency | null; night: boolean; noon: boolean }>;

describe('a message in place of a call', () => {
  it.each<Case>([
    { when: null, urgency: 'ROUTINE', night: false, noon: false },
    { when: 'NOW', urgency: 'ROUTINE', night: false, noon: false },
    { when: 'NOW', urgency: null, night: false, noon: false },
    { when: 'BY_DAY', urgency: 'ROUTINE', night: true, noon: false },
    { when: 'BY_DAY', urgency: null, night: true, noon: false },
    { when: 'BY_DAY', urgency: 'FAST', night: false, noon: false },
    { when: 'BY_DAY', urgency: 'URGENT', night: false, noon: false },
    { when: 'BY_MESSAGE', urgency: 'ROUTINE', night: true, noon: true },
    { when: 'BY_MESSAGE', urgency: null, night: true, noon: true },
    { when: 'BY_MESSAGE', urgency: 'FAST', night: true, noon: true },
    { when: 'BY_MESSAGE', urgency: 'URGENT', night: false, noon: false },
  ])('is for who chose $when, of a matter that is $urgency: at 3:00 $night, at noon $noon', (one) => {
    const matter = handlingOf({ contactWhen: one.when });
    expect(isMessaged(matter, one.urgency, night, afterTen(night))).toBe(one.night);
    expect(isMessaged(matter, one.urgency, noon, afterTen(noon))).toBe(one.noon);
    // who is called at any hour is never sent a message instead
    expect(isCalledAnyway(matter, one.urgency) && one.night).toBe(false);
  });

  const byDay = handlingOf({ contactWhen: 'BY_DAY', urgency: 'ROUTINE' });

  it.each([
    ['07:50:00', true],
    ['07:50:00.001', false],
    ['08:00:00', false],
    ['19:59:59.999', false],
    ['20:00:00', true],
    ['23:55:00', true],
  ])('is for ten minutes that have nothing of the day: from %s %s', (time, messaged) => {
    expect(isMessagedWithin(byDay, tenMinutes, at(time))).toBe(messaged);
  });

  it.each([
    { budget: { amount: 10, unit: 'NATURAL_HOUR' }, messaged: true },
    { budget: { amount: 11, unit: 'NATURAL_HOUR' }, messaged: false },
    { budget: { amount: 1, unit: 'WORKING_HOUR' }, messaged: false },
    { budget: { amount: 1, unit: 'WORKING_DAY' }, messaged: false },
    { budget: { amount: 1, unit: 'NATURAL_DAY' }, messaged: false },
  ] as const)(
    'is not for a limit in which she can be called by day: $budget from 22:00, $messaged',
    ({ budget, messaged }) => {
      expect(isMessagedWithin(byDay, budget, at('22:00:00'))).toBe(messaged);
    },
  );

  it.each([
    { from: '07:50:00', begins: '07:50:00' },
    { from: '07:50:00.001', begins: '08:00:00' },
    { from: '07:50:30', begins: '08:00:00' },
    { from: '07:59:59.999', begins: '08:00:00' },
    { from: '08:00:00', begins: '08:00:00' },
    { from: '19:59:00', begins: '19:59:00' },
    { from: '20:00:00', begins: '20:00:00' },
  ])('begins ten minutes from $from at $begins: at 8:00 what would end after it', ({ from, begins }) => {
    expect(contactBegins(byDay, 'ROUTINE', tenMinutes, at(from))).toEqual(at(begins));
  });

  it.each([
    { budget: { amount: 10, unit: 'NATURAL_HOUR' }, begins: at('22:00:00') },
    { budget: { amount: 24, unit: 'NATURAL_HOUR' }, begins: at('08:00:00', '2026-11-24') },
    { budget: { amount: 1, unit: 'WORKING_HOUR' }, begins: at('22:00:00') },
    { budget: { amount: 1, unit: 'NATURAL_DAY' }, begins: at('22:00:00') },
  ] as const)('begins $budget from 22:00 at $begins', ({ budget, begins }) => {
    expect(contactBegins(byDay, 'ROUTINE', budget, at('22:00:00'))).toEqual(begins);
  });

  it.each([
    { when: 'NOW', urgency: 'ROUTINE' },
    { when: null, urgency: null },
    { when: 'BY_DAY', urgency: 'FAST' },
    { when: 'BY_MESSAGE', urgency: 'ROUTINE' },
  ] as const)('begins at once for who chose $when, of a matter that is $urgency', ({ when, urgency }) => {
    const matter = handlingOf({ contactWhen: when });
    expect(contactBegins(matter, urgency, tenMinutes, at('07:55:00'))).toEqual(at('07:55:00'));
  });

  it('begins no other limit later', () => {
    const id = '0193a8f0-0000-7000-8000-0000000000cc';
    const start = {
      subject: id,
      ownerId: id,
      unitId: null,
      source: 'PROFILE',
      startedAt: at('07:55:00'),
    } as const;
    const begun = (kind: 'CONTACT' | 'VERIFY') =>
      begunByDay({ ...start, kind, budget: tenMinutes }, byDay, 'ROUTINE').startedAt;
    expect([begun('CONTACT'), begun('VERIFY')]).toEqual([at('08:00:00'), at('07:55:00')]);
  });

  it('counts a Sunday as day', () => {
    expect(isMessagedWithin(byDay, tenMinutes, at('12:00:00', '2026-11-22'))).toBe(false);
  });

  it('is for nobody who left no number', () => {
    const silent = handlingOf({ contactWhen: 'BY_MESSAGE', reachable: false });
    expect(isMessaged(silent, 'ROUTINE', night, afterTen(night))).toBe(false);
  });
});

describe('a call whose message could not be sent', () => {
  it.each([
    { urgency: 'ROUTINE', from: '03:00:00', owed: '08:00:00' },
    { urgency: null, from: '03:00:00', owed: '08:00:00' },
    { urgency: 'ROUTINE', from: '08:00:00', owed: '08:00:00' },
    { urgency: 'ROUTINE', from: '19:59:59', owed: '19:59:59' },
    { urgency: 'FAST', from: '03:00:00', owed: '03:00:00' },
  ] as const)('of a matter that is $urgency is owed from $from on: $owed', ({ urgency, from, owed }) => {
    expect(owedUnsent(handlingOf({ urgency }), at(from))).toEqual(at(owed));
  });
});

describe('a contact that the profile wants', () => {
  const s2 = profileNamed('S2');
  const matter = handlingOf({ contactWhen: 'BY_MESSAGE', urgency: 'ROUTINE' });
  const without = (startsOn: string) => ({
    ...s2,
    clocks: s2.clocks.filter((rule) => rule.kind !== 'CONTACT' || rule.startsOn !== startsOn),
  });

  it('is met by the message, whoever’s it is', () => {
    for (const profile of [s2, without('REGISTRATION'), without('ALLOCATION')])
      expect(isMessagedBy(profile, matter, night)).toBe(true);
  });

  it('is none where there is no limit for such a matter', () => {
    const none = s2.clocks.filter(({ kind }) => kind !== 'CONTACT');
    expect(isMessagedBy({ ...s2, clocks: none }, matter, night)).toBe(false);
    const urgentAlone = s2.clocks.map((rule) => ({
      ...rule,
      limits: rule.limits.map((limit) => ({ ...limit, urgency: ['URGENT' as const] })),
    }));
    expect(isMessagedBy({ ...s2, clocks: urgentAlone }, matter, night)).toBe(false);
  });
});
