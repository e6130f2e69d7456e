import type { Absence, Deputyship } from '@weisu/contracts';

type Period = Readonly<{ from: number; until: number }>;

const periodOf = ({ from, until }: Pick<Absence, 'from' | 'until'>): Period => ({
  from: Date.parse(from),
  until: Date.parse(until),
});

/** What two half-open periods share; null: nothing. */
function common(one: Period, other: Period): Period | null {
  const from = Math.max(one.from, other.from);
  const until = Math.min(one.until, other.until);
  return from < until ? { from, until } : null;
}

/** 离岗代理 and AB 角: who stands in for whom, and when. A delegate that is away itself hands on to its own. */
export class Absences {
  private readonly byUnit = new Map<string, Absence[]>();
  private readonly deputies = new Map<string, string>();

  constructor(
    readonly all: readonly Absence[],
    deputyships: readonly Deputyship[],
  ) {
    for (const absence of all)
      this.byUnit.set(absence.unitId, [...(this.byUnit.get(absence.unitId) ?? []), absence]);
    for (const { unitId, deputyId } of deputyships) this.deputies.set(unitId, deputyId);
  }

  /** B 角 of a unit. */
  deputyOf(unitId: string): string | null {
    return this.deputies.get(unitId) ?? null;
  }

  /** Units that act for a unit at an instant, its delegate first, then who stands in for that one. Empty: it is there. */
  delegatesOf(unitId: string, at: Date): readonly string[] {
    const delegates: string[] = [];
    for (let next = this.delegateAt(unitId, at); next !== null; next = this.delegateAt(next, at)) {
      if (next === unitId || delegates.includes(next)) break;
      delegates.push(next);
    }
    return delegates;
  }

  actsFor(delegateId: string, unitId: string, at: Date): boolean {
    return this.delegatesOf(unitId, at).includes(delegateId);
  }

  /** Units that are away at an instant and that a unit acts for. */
  representedBy(delegateId: string, at: Date): readonly string[] {
    return [...this.byUnit.keys()].filter((unitId) => this.actsFor(delegateId, unitId, at)).sort();
  }

  /** The unit is already away in part of that period. */
  overlaps(added: Pick<Absence, 'unitId' | 'from' | 'until'>): boolean {
    const period = periodOf(added);
    return this.of(added.unitId).some((absence) => common(periodOf(absence), period) !== null);
  }

  /** The units that would stand in for each other at some instant of the added absence, in the order of the ring; null: somebody acts all the time. */
  ringWith(added: Pick<Absence, 'unitId' | 'delegateId' | 'from' | 'until'>): readonly string[] | null {
    const follow = (unitId: string, period: Period, path: readonly string[]): readonly string[] | null => {
      if (unitId === added.unitId) return path;
      for (const absence of this.of(unitId)) {
        const shared = common(periodOf(absence), period);
        const ring = shared && follow(absence.delegateId, shared, [...path, unitId]);
        if (ring) return ring;
      }
      return null;
    };
    return follow(added.delegateId, periodOf(added), [added.unitId]);
  }

  private of(unitId: string): readonly Absence[] {
    return this.byUnit.get(unitId) ?? [];
  }

  private delegateAt(unitId: string, at: Date): string | null {
    const instant = at.getTime();
    const away = this.of(unitId).find((absence) => {
      const { from, until } = periodOf(absence);
      return from <= instant && instant < until;
    });
    return away?.delegateId ?? null;
  }
}
