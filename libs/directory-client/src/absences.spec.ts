import fc from 'fast-check';
import type { Absence } from '@weisu/contracts';
import { Absences } from './index.js';

const day = (n: number): string => new Date(Date.UTC(2026, 10, n)).toISOString();
const at = (n: number): Date => new Date(day(n));
const absence = (unitId: string, delegateId: string, from: number, until: number): Absence => ({
  id: `${unitId}@${from}`,
  unitId,
  delegateId,
  from: day(from),
  until: day(until),
  recordedAt: day(1),
  recordedBy: 'someone',
});
const of = (...all: Absence[]) => new Absences(all, []);

describe('who acts for a unit that is away', () => {
  const absences = of(absence('a', 'b', 3, 10), absence('b', 'c', 5, 7));

  it.each([
    { day: 2, delegates: [] },
    { day: 3, delegates: ['b'] },
    { day: 5, delegates: ['b', 'c'] },
    { day: 7, delegates: ['b'] },
    { day: 10, delegates: [] },
  ])('is on day $day $delegates', ({ day: n, delegates }) => {
    expect(absences.delegatesOf('a', at(n))).toEqual(delegates);
  });

  it('is seen from the other side', () => {
    expect(absences.representedBy('c', at(5))).toEqual(['a', 'b']);
    expect(absences.representedBy('b', at(8))).toEqual(['a']);
    expect(absences.representedBy('a', at(5))).toEqual([]);
  });

  it('is not away twice at the same time', () => {
    expect(absences.overlaps({ unitId: 'a', from: day(9), until: day(12) })).toBe(true);
    expect(absences.overlaps({ unitId: 'a', from: day(10), until: day(12) })).toBe(false);
    expect(absences.overlaps({ unitId: 'c', from: day(3), until: day(12) })).toBe(false);
  });
});

describe('a ring of delegates', () => {
  const absences = of(absence('a', 'b', 3, 10), absence('b', 'c', 5, 7));

  it('is found over any number of units, and named in its order', () => {
    expect(absences.ringWith(absence('c', 'a', 6, 8))).toEqual(['c', 'a', 'b']);
    expect(absences.ringWith(absence('b', 'a', 8, 9))).toEqual(['b', 'a']);
  });

  it('is none where the periods share no instant', () => {
    expect(absences.ringWith(absence('c', 'a', 7, 12))).toBeNull();
    expect(absences.ringWith(absence('b', 'a', 10, 12))).toBeNull();
    // in each pair of the chain there is a common day, but none is common to all
    expect(of(absence('a', 'b', 1, 4), absence('b', 'c', 5, 8)).ringWith(absence('c', 'a', 1, 8))).toBeNull();
  });

  it('never stands once each absence that would close one was refused: at every instant somebody is there', () => {
    const unit = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const asked = fc.record({
      unitId: unit,
      delegateId: unit,
      from: fc.nat(20),
      days: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 25 }), (list) => {
        let accepted: Absence[] = [];
        for (const { unitId, delegateId, from, days } of list) {
          const added = absence(unitId, delegateId, from, from + days);
          const before = of(...accepted);
          if (unitId === delegateId || before.overlaps(added) || before.ringWith(added)) continue;
          accepted = [...accepted, added];
        }
        const absences = of(...accepted);
        const instants = Array.from({ length: 32 }, (_, n) => at(n));
        const units = [...new Set(accepted.map(({ unitId }) => unitId))];
        // who comes last in a chain has nobody behind; a million comparisons of jest would take most of the time
        const goesOn = instants.flatMap((now) =>
          units.filter((unitId) => {
            const last = absences.delegatesOf(unitId, now).at(-1);
            return last !== undefined && absences.delegatesOf(last, now).length > 0;
          }),
        );
        expect(goesOn).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  });
});
