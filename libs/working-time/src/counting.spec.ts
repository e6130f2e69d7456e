import fc from 'fast-check';
import {
  budgetUnits,
  civilCode,
  civilDate,
  dueAt,
  instantOf,
  isWorkingDay,
  marginBefore,
  publishedYears,
  workingMinutesBetween,
  type Budget,
  type Calendar,
  type CountingRule,
  type Suspension,
} from './index.js';

// A fixed seed: the same cases on every run.
fc.configureGlobal({ seed: 20_260_101, numRuns: 10_000 });

const calendar: Calendar = {
  version: 'published',
  years: publishedYears,
  officeHours: [
    { from: '09:00', until: '12:00' },
    { from: '13:30', until: '17:30' },
  ],
};

/** From December 2025 to February 2027: two year ends, every holiday of 2026, two provisional months. */
const epoch = instantOf('2025-12-01');
const aStart = fc.integer({ min: 0, max: 440 * 1440 }).map((minutes) => plus(epoch, minutes));
const anAmount = fc.integer({ min: 1, max: 40 });
const aBudget = fc.record({ amount: anAmount, unit: fc.constantFrom(...budgetUnits) });
const inHours = fc.record({ amount: anAmount, unit: fc.constantFrom('NATURAL_HOUR', 'WORKING_HOUR') });
const aPause = fc.record({ after: fc.integer({ min: -2_000, max: 15_000 }), minutes: fc.nat(6_000) });
const somePauses = fc.array(aPause, { maxLength: 5 });

describe('counting', () => {
  it('ends a split budget of minutes or hours where the whole one ends', () => {
    const unit = fc.constantFrom('MINUTE', 'NATURAL_HOUR', 'WORKING_HOUR');
    holds(fc.tuple(aStart, fc.nat(60), fc.nat(60), unit), ([start, a, b, unit]) => {
      const split = due(due(start, { amount: a, unit }), { amount: b, unit });
      expect(split).toEqual(due(start, { amount: a + b, unit }));
    });
  });

  it('is never due earlier for a later start or a longer budget', () => {
    holds(fc.tuple(aStart, fc.nat(3_000), aBudget), ([start, minutes, { amount, unit }]) => {
      const dueBy = due(start, { amount, unit }).getTime();
      expect(due(plus(start, minutes), { amount, unit }).getTime()).toBeGreaterThanOrEqual(dueBy);
      expect(due(start, { amount: amount + 1, unit }).getTime()).toBeGreaterThanOrEqual(dueBy);
    });
  });

  it('loses no minute at midnight, at a year end or anywhere else', () => {
    holds(fc.tuple(aStart, fc.nat(3_000)), ([from, minutes]) => {
      const until = plus(from, minutes);
      let counted = 0;
      for (let at = from; at < until; at = plus(at, 1)) if (isOfficeMinute(at)) counted += 1;
      expect(workingMinutesBetween(calendar, from, until)).toBe(counted);
    });
  });

  it('counts as many minutes round the clock as pass on working days', () => {
    const roundTheClock = { ...calendar, officeHours: [{ from: '00:00', until: '24:00' }] };
    const from = instantOf('2026-12-28');
    for (const [until, days] of [
      ['2026-12-31', 3],
      ['2027-01-01', 4],
      ['2027-01-05', 5],
    ] as const) {
      expect(workingMinutesBetween(roundTheClock, from, instantOf(until))).toBe(days * 1440);
    }
  });
});

describe('suspensions', () => {
  it('may come in any order', () => {
    const shuffled = somePauses.chain((pauses) =>
      fc.tuple(fc.constant(pauses), fc.shuffledSubarray(pauses, { minLength: pauses.length })),
    );
    holds(fc.tuple(aStart, aBudget, shuffled), ([start, budget, [pauses, otherOrder]]) => {
      expect(due(start, budget, pausesOf(start, otherOrder))).toEqual(
        due(start, budget, pausesOf(start, pauses)),
      );
    });
  });

  it('may be cut in two anywhere, overlapping or not', () => {
    const cut = fc.record({ pause: aPause, at: fc.nat(6_000), overlap: fc.nat(90) });
    holds(fc.tuple(aStart, aBudget, cut), ([start, budget, { pause, at, overlap }]) => {
      const [whole] = pausesOf(start, [pause]);
      const seam = Math.min(at, pause.minutes);
      const [head] = pausesOf(start, [{ after: pause.after, minutes: seam }]);
      const overlapped = Math.max(0, seam - overlap);
      const [tail] = pausesOf(start, [
        { after: pause.after + overlapped, minutes: pause.minutes - overlapped },
      ]);
      expect(due(start, budget, [tail!, head!])).toEqual(due(start, budget, [whole!]));
    });
  });

  it('give back exactly the counted time inside them, and taking it away again is neutral', () => {
    holds(fc.tuple(aStart, inHours, aPause), ([start, budget, pause]) => {
      const [paused] = pausesOf(start, [pause]);
      const before = due(start, budget);
      const after = due(start, budget, [paused!]);
      const inside =
        paused!.from < before ? counted(budget, later(start, paused!.from), later(start, paused!.until!)) : 0;
      expect(counted(budget, before, after)).toBe(inside);
      expect(counted(budget, start, after) - inside).toBe(budget.amount * 60);
    });
  });

  it('are neutral when they are empty or contain nothing that is counted', () => {
    holds(fc.tuple(aStart, aBudget, fc.integer({ min: -2_000, max: 15_000 })), ([start, budget, after]) => {
      expect(due(start, budget, pausesOf(start, [{ after, minutes: 0 }]))).toEqual(due(start, budget));
      const night = {
        from: instantOf(civilDate(start), '17:30'),
        until: instantOf(civilDate(start), '24:00'),
      };
      if (budget.unit.startsWith('WORKING')) expect(due(start, budget, [night])).toEqual(due(start, budget));
    });
  });

  it('never make a deadline earlier by one more', () => {
    holds(fc.tuple(aStart, aBudget, somePauses, aPause), ([start, budget, pauses, another]) => {
      const rule = { ...civilCode(budget.unit), rollOffRestDay: false };
      const fewer = due(start, budget, pausesOf(start, pauses), rule);
      const more = due(start, budget, pausesOf(start, [...pauses, another]), rule);
      expect(more.getTime()).toBeGreaterThanOrEqual(fewer.getTime());
    });
  });

  it('never make a deadline earlier by being longer, also where it rolls', () => {
    const longer = fc.record({ before: fc.nat(3_000), after: fc.nat(3_000) });
    holds(fc.tuple(aStart, aBudget, aPause, longer), ([start, budget, { after, minutes }, more]) => {
      const long = { after: after - more.before, minutes: more.before + minutes + more.after };
      const dueBy = due(start, budget, pausesOf(start, [{ after, minutes }]));
      expect(due(start, budget, pausesOf(start, [long])).getTime()).toBeGreaterThanOrEqual(dueBy.getTime());
      expect(dueBy.getTime()).toBeGreaterThanOrEqual(due(start, budget).getTime());
    });
  });
});

describe('a margin', () => {
  it('leaves exactly the budget before the outer deadline', () => {
    holds(fc.tuple(aStart, inHours), ([outer, budget]) => {
      expect(counted(budget, marginBefore(outer, budget, calendar).dueBy, outer)).toBe(budget.amount * 60);
    });
  });

  it('is the latest such instant: a minute later is too late', () => {
    holds(fc.tuple(aStart, inHours), ([outer, budget]) => {
      const inner = plus(marginBefore(outer, budget, calendar).dueBy, 1);
      expect(due(inner, budget).getTime()).toBeGreaterThan(outer.getTime() - 1);
      expect(counted(budget, inner, outer)).toBe(budget.amount * 60 - 1);
    });
  });
});

function holds<T>(cases: fc.Arbitrary<T>, law: (given: T) => void): void {
  fc.assert(fc.property(cases, law));
}

function plus(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function pausesOf(start: Date, pauses: readonly { after: number; minutes: number }[]): Suspension[] {
  return pauses.map(({ after, minutes }) => ({
    from: plus(start, after),
    until: plus(start, after + minutes),
  }));
}

function due(
  startedAt: Date,
  budget: Budget,
  suspensions: readonly Suspension[] = [],
  rule: CountingRule = civilCode(budget.unit),
): Date {
  return dueAt({ startedAt, budget, calendar, suspensions, rule }).dueBy;
}

/** Minutes that a budget in hours counts between two instants. */
function counted({ unit }: Budget, from: Date, until: Date): number {
  return unit === 'WORKING_HOUR'
    ? workingMinutesBetween(calendar, from, until)
    : (until.getTime() - from.getTime()) / 60_000;
}

const workingDays = new Map<string, boolean>();

/** The definition itself, minute by minute, with nothing of the library but the day. */
function isOfficeMinute(at: Date): boolean {
  const minute = Math.floor((at.getTime() / 60_000 + 8 * 60) % 1440);
  const open = (minute >= 540 && minute < 720) || (minute >= 810 && minute < 1050);
  if (!open) return false;
  const day = civilDate(at);
  const known = workingDays.get(day) ?? isWorkingDay(calendar, day);
  workingDays.set(day, known);
  return known;
}
