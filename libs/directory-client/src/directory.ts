import {
  areaAt,
  type Area,
  type CalendarData,
  type Category,
  type Duty,
  type GovernanceProfile,
  type Person,
  type ProfileAssignment,
  type Unit,
  type UnitSelector,
} from '@weisu/contracts';
import { indexAreas, type LocationIndex } from './location/location.js';

/** One thing of the reference data at a revision; `body` is null when it is gone. */
export type DirectoryEntry =
  | Readonly<{ kind: 'area'; key: string; body: Area | null }>
  | Readonly<{ kind: 'unit'; key: string; body: Unit | null }>
  | Readonly<{ kind: 'person'; key: string; body: Person | null }>
  | Readonly<{ kind: 'profile'; key: string; body: GovernanceProfile | null }>
  | Readonly<{ kind: 'assignment'; key: string; body: ProfileAssignment | null }>
  | Readonly<{ kind: 'calendar'; key: string; body: CalendarData | null }>;

export type DirectorySnapshot = Readonly<{ revision: number; entries: readonly DirectoryEntry[] }>;

/** The reference data of the district at one revision, indexed for routing. Immutable: a new revision is a new object. */
export class Directory {
  private readonly units = new Map<string, Unit>();
  private readonly unitsByArea = new Map<string, Unit[]>();
  private readonly areasByCode = new Map<string, Area>();
  private readonly people = new Map<string, Person>();
  private readonly profiles: GovernanceProfile[] = [];
  private readonly assignments: ProfileAssignment[] = [];
  private index: LocationIndex | null = null;
  private calendarData: CalendarData | null = null;

  constructor(
    readonly revision: number,
    entries: readonly DirectoryEntry[],
  ) {
    for (const entry of entries) if (entry.body !== null) this.add(entry);
    this.profiles.sort((a, b) => b.version - a.version);
  }

  /** Null until the first import. */
  get calendar(): CalendarData | null {
    return this.calendarData;
  }

  get areas(): readonly Area[] {
    return [...this.areasByCode.values()];
  }

  get allUnits(): readonly Unit[] {
    return [...this.units.values()];
  }

  /** For `locate`; built when first asked for. */
  get locationIndex(): LocationIndex {
    this.index ??= indexAreas(this.areas.filter((area) => area.validUntil === null));
    return this.index;
  }

  area(code: string): Area | null {
    return this.areasByCode.get(code) ?? null;
  }

  unit(id: string): Unit | null {
    return this.units.get(id) ?? null;
  }

  person(id: string): Person | null {
    return this.people.get(id) ?? null;
  }

  unitsOfArea(code: string): readonly Unit[] {
    return this.unitsByArea.get(code) ?? [];
  }

  /** Units that a selector means for a matter in an area: those of the area's own street, community, … */
  select(selector: UnitSelector, areaCode: string): readonly Unit[] {
    const at = areaAt(selector.level, areaCode);
    if (at === null) return [];
    return this.unitsOfArea(at).filter(
      (unit) =>
        (!selector.kind || unit.kind === selector.kind) && (!selector.desk || unit.desk === selector.desk),
    );
  }

  /** Whether the profile gives a unit this duty for a matter in an area. */
  hasDuty(profile: GovernanceProfile, duty: Duty, unitId: string | null, areaCode: string): boolean {
    if (unitId === null) return false;
    return (profile.duties[duty] ?? []).some((selector) =>
      this.select(selector, areaCode).some((unit) => unit.id === unitId),
    );
  }

  /** Units that have a duty for a matter in an area, in the profile's order. */
  unitsWithDuty(profile: GovernanceProfile, duty: Duty, areaCode: string): readonly Unit[] {
    return (profile.duties[duty] ?? []).flatMap((selector) => this.select(selector, areaCode));
  }

  /** The profile in force in an area on a civil day: the assignment of the nearest area that has one, in its newest valid version. */
  profileOn(areaCode: string, day: string): GovernanceProfile | null {
    const assignment = this.assignments
      .filter(
        (one) =>
          areaCode.startsWith(one.areaCode) &&
          one.validFrom <= day &&
          (one.validUntil === null || day < one.validUntil),
      )
      .sort((a, b) => b.areaCode.length - a.areaCode.length)[0];
    if (!assignment) return null;
    return (
      this.profiles.find(
        (profile) =>
          profile.key === assignment.profileKey &&
          profile.validFrom <= day &&
          (profile.validUntil === null || day < profile.validUntil),
      ) ?? null
    );
  }

  /** A running matter keeps the version it began with. */
  profileVersion(key: string, version: number): GovernanceProfile | null {
    return this.profiles.find((profile) => profile.key === key && profile.version === version) ?? null;
  }

  leadOf(category: Category | null | undefined, areaCode: string): Unit | null {
    return category?.lead ? (this.select(category.lead, areaCode)[0] ?? null) : null;
  }

  private add(entry: DirectoryEntry): void {
    switch (entry.kind) {
      case 'area':
        if (entry.body) this.areasByCode.set(entry.body.code, entry.body);
        break;
      case 'unit':
        if (entry.body) {
          this.units.set(entry.body.id, entry.body);
          this.unitsByArea.set(entry.body.areaCode, [
            ...(this.unitsByArea.get(entry.body.areaCode) ?? []),
            entry.body,
          ]);
        }
        break;
      case 'person':
        if (entry.body) this.people.set(entry.body.id, entry.body);
        break;
      case 'profile':
        if (entry.body) this.profiles.push(entry.body);
        break;
      case 'assignment':
        if (entry.body) this.assignments.push(entry.body);
        break;
      case 'calendar':
        this.calendarData = entry.body;
        break;
    }
  }
}
