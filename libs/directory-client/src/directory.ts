import {
  areaAt,
  contains,
  DomainError,
  levelOf,
  type Absence,
  type Area,
  type CalendarData,
  type CalendarVersion,
  type Category,
  type Deputyship,
  type Duty,
  type GovernanceProfile,
  type Person,
  type ProfileAssignment,
  type Unit,
  type UnitSelector,
} from '@weisu/contracts';
import type { Calendar, Calendars } from '@weisu/working-time';
import { Absences } from './absences.js';
import { calendarsOf, firstDifference, type CalendarDraft } from './calendars.js';
import { indexAreas, type LocationIndex } from './location/location.js';

/** One thing of the reference data at a revision; `body` is null when it is gone. */
export type DirectoryEntry =
  | Readonly<{ kind: 'area'; key: string; body: Area | null }>
  | Readonly<{ kind: 'unit'; key: string; body: Unit | null }>
  | Readonly<{ kind: 'person'; key: string; body: Person | null }>
  | Readonly<{ kind: 'profile'; key: string; body: GovernanceProfile | null }>
  | Readonly<{ kind: 'assignment'; key: string; body: ProfileAssignment | null }>
  | Readonly<{ kind: 'calendar'; key: string; body: CalendarData | null }>
  | Readonly<{ kind: 'calendar-version'; key: string; body: CalendarVersion | null }>
  | Readonly<{ kind: 'absence'; key: string; body: Absence | null }>
  | Readonly<{ kind: 'deputy'; key: string; body: Deputyship | null }>;

export type DirectorySnapshot = Readonly<{ revision: number; entries: readonly DirectoryEntry[] }>;

/** The reference data of the district at one revision, indexed for routing. Immutable: a new revision is a new object. */
export class Directory {
  private readonly units = new Map<string, Unit>();
  private readonly unitsByArea = new Map<string, Unit[]>();
  private readonly areasByCode = new Map<string, Area>();
  private readonly people = new Map<string, Person>();
  /** By the name of a system, the account that signs with it; given names before accounts' own. */
  private readonly signers = new Map<string, string>();
  private readonly profiles: GovernanceProfile[] = [];
  private readonly assignments: ProfileAssignment[] = [];
  private readonly indexes = new Map<string, LocationIndex>();
  private readonly versions: CalendarVersion[] = [];
  private readonly absenceList: Absence[] = [];
  private readonly deputyships: Deputyship[] = [];
  /** Who stands in for whom. */
  readonly absences: Absences;
  private calendarData: CalendarData | null = null;
  private inForce: Calendars | null = null;

  constructor(
    readonly revision: number,
    entries: readonly DirectoryEntry[],
  ) {
    for (const entry of entries) if (entry.body !== null) this.add(entry);
    for (const { account, signsAs } of this.systems)
      for (const name of signsAs ?? []) this.signers.set(name, account);
    for (const { account } of this.systems)
      if (!this.signers.has(account)) this.signers.set(account, account);
    this.profiles.sort((a, b) => b.version - a.version);
    this.absences = new Absences(this.absenceList, this.deputyships);
  }

  /** Null until the first import. */
  get calendar(): CalendarData | null {
    return this.calendarData;
  }

  /** Every version of the calendar, drafts too. */
  get calendarVersions(): readonly CalendarVersion[] {
    return this.versions;
  }

  /** The version in force; before the first activation what the pack says. Throws REFERENCE_INCOMPLETE before the first import. */
  get calendarsInForce(): Calendars {
    if (!this.calendarData) throw new DomainError('REFERENCE_INCOMPLETE');
    const { version } = this.calendarData;
    const active = this.versions.find(({ data, state }) => state === 'ACTIVE' && data.version === version);
    this.inForce ??= calendarsOf(this.calendarData, active?.tellEarlier ?? false);
    return this.inForce;
  }

  /** A draft of the calendar beside the version in force; null where there is no such draft. */
  calendarDraft(version: string): CalendarDraft | null {
    const draft = this.versions.find(({ data, state }) => state === 'DRAFT' && data.version === version);
    if (!draft || !this.calendarData) return null;
    return {
      calendars: calendarsOf(draft.data, false),
      since: firstDifference(this.calendarData, draft.data),
    };
  }

  /** The calendar in force with the office hours of the street that an area lies in; null: those of the district. Throws REFERENCE_INCOMPLETE. */
  calendarAt(areaCode: string | null): Calendar {
    return this.calendarsInForce.forArea(areaCode);
  }

  get areas(): readonly Area[] {
    return [...this.areasByCode.values()];
  }

  get allUnits(): readonly Unit[] {
    return [...this.units.values()];
  }

  /** For `locate` where the day does not matter: the areas without an end. Which of the others are in force depends on the day. */
  get locationIndex(): LocationIndex {
    return this.indexOf(this.areas.filter((area) => area.validUntil === null));
  }

  /** For `locate`: the areas in force on a civil day. `validUntil` is the first day that no longer belongs to an area. */
  locationIndexOn(day: string): LocationIndex {
    return this.indexOf(this.areas.filter((area) => area.validUntil === null || day < area.validUntil));
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

  /** The account whose system signs with this name; null where the reference data give it to nobody. */
  signerOf(system: string): string | null {
    return this.signers.get(system) ?? null;
  }

  /** Whether a client signs with this name: it was given to it, or is its own and was given to nobody else. */
  signsAs(client: string, system: string): boolean {
    return (this.signerOf(system) ?? system) === client;
  }

  /** Every name that a client signs with. */
  namesOf(client: string): readonly string[] {
    const given = [...this.signers].flatMap(([name, account]) => (account === client ? [name] : []));
    return this.signers.has(client) ? given : [...given, client];
  }

  unitsOfArea(code: string): readonly Unit[] {
    return this.unitsByArea.get(code) ?? [];
  }

  /** Units that a selector means for a matter in an area: those of the area's own street, community, … */
  select(selector: UnitSelector, areaCode: string): readonly Unit[] {
    const at = areaAt(selector.level, areaCode);
    if (at === null) return [];
    return this.unitsOfArea(at).filter((unit) => fits(selector, unit));
  }

  /**
   * Whether the profile gives a unit this duty for a matter in an area. A matter that is located only roughly (a community) may be handled
   * by any unit below that fits (one of its grids).
   */
  hasDuty(profile: GovernanceProfile, duty: Duty, unitId: string | null, areaCode: string): boolean {
    const unit = unitId === null ? null : this.unit(unitId);
    if (!unit || !(contains(unit.areaCode, areaCode) || contains(areaCode, unit.areaCode))) return false;
    return (profile.duties[duty] ?? []).some(
      (selector) => levelOf(unit.areaCode) === selector.level && fits(selector, unit),
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
      .sort(nearestThenLatest)[0];
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

  /** The units that the duty matrix lets assist in a category, the first of each line. */
  assistsOf(category: Category, areaCode: string): readonly string[] {
    const first = category.assist?.flatMap((selector) => this.select(selector, areaCode).slice(0, 1)) ?? [];
    return [...new Set(first.map((unit) => unit.id))];
  }

  private get systems(): readonly Person[] {
    return [...this.people.values()].filter(({ roles }) => roles.includes('INTEGRATION'));
  }

  /** Built once for each set of areas; it changes only on the days on which an area ends. */
  private indexOf(areas: readonly Area[]): LocationIndex {
    const ended = String(this.areasByCode.size - areas.length);
    const index = this.indexes.get(ended) ?? indexAreas(areas);
    this.indexes.set(ended, index);
    return index;
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
      case 'calendar-version':
        if (entry.body) this.versions.push(entry.body);
        break;
      case 'absence':
        if (entry.body) this.absenceList.push(entry.body);
        break;
      case 'deputy':
        if (entry.body) this.deputyships.push(entry.body);
        break;
    }
  }
}

/** Of two assignments of one area that hold on the same day, the later one replaced the other. */
function nearestThenLatest(a: ProfileAssignment, b: ProfileAssignment): number {
  return b.areaCode.length - a.areaCode.length || (a.validFrom < b.validFrom ? 1 : -1);
}

function fits(selector: UnitSelector, unit: Unit): boolean {
  return (!selector.kind || unit.kind === selector.kind) && (!selector.desk || unit.desk === selector.desk);
}
