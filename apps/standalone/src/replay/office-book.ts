import {
  areaAt,
  type Category,
  type DistrictPack,
  type GovernanceProfile,
  type Unit,
} from '@weisu/contracts';
import { Directory, type DirectoryEntry } from '@weisu/directory-client';

/** Who sits where: the reference data that the scripted officials know, and the account of each unit. */
export class OfficeBook {
  readonly directory: Directory;
  private readonly accounts = new Map<string, string>();

  constructor(pack: DistrictPack) {
    const entries: DirectoryEntry[] = [
      ...pack.areas.map((body) => ({ kind: 'area' as const, key: body.code, body })),
      ...pack.units.map((body) => ({ kind: 'unit' as const, key: body.id, body })),
      ...pack.profiles.map((body) => ({
        kind: 'profile' as const,
        key: `${body.key}@${body.version}`,
        body,
      })),
      ...pack.assignments.map((body) => ({ kind: 'assignment' as const, key: body.areaCode, body })),
    ];
    this.directory = new Directory(1, entries);
    for (const { unitId, account } of pack.people)
      if (unitId !== null && !this.accounts.has(unitId)) this.accounts.set(unitId, account);
  }

  /** Throws for a unit without an account: nobody could work there. */
  accountOf(unitId: string): string {
    const account = this.accounts.get(unitId);
    if (!account) throw new Error(`no account for the unit ${unitId}`);
    return account;
  }

  profileOf(areaCode: string, day: string): GovernanceProfile {
    const profile = this.directory.profileOn(areaCode, day);
    if (!profile) throw new Error(`no profile in ${areaCode}`);
    return profile;
  }

  /** The unit at a desk of the area's own street or community. */
  desk(level: 'DISTRICT' | 'STREET' | 'COMMUNITY', desk: string, areaCode: string): Unit {
    const [unit] = this.directory.select({ level, desk }, areaCode);
    if (!unit) throw new Error(`no ${desk} in the ${level} of ${areaCode}`);
    return unit;
  }

  /** Who leads by the category, when that unit handles matters there; else the community's office. */
  leadFor(category: Category, profile: GovernanceProfile, areaCode: string): Unit {
    const lead = this.directory.leadOf(category, areaCode);
    if (lead && this.accounts.has(lead.id) && this.directory.hasDuty(profile, 'HANDLE', lead.id, areaCode))
      return lead;
    return this.desk('COMMUNITY', 'office', areaCode);
  }

  /** Who decides a request by the profile; where that is the applicant itself, the office above (as dispatch rules). */
  deciderOf(kind: string, profile: GovernanceProfile, applicantId: string, areaCode: string): Unit {
    const rule = profile.requests.find((one) => one.kind === kind);
    const offices = (['STREET', 'DISTRICT'] as const).flatMap((level) =>
      this.directory.unitsOfArea(areaAt(level, areaCode) ?? '').filter((unit) => unit.kind === 'AREA_OFFICE'),
    );
    const candidates = [...(rule ? this.directory.select(rule.decidedBy, areaCode) : []), ...offices];
    const decider = candidates.find((unit) => unit.id !== applicantId);
    if (!decider) throw new Error(`nobody decides ${kind} in ${areaCode}`);
    return decider;
  }

  /** Units that a whistle of this street can call: departments, companies with a public service, its own stations. */
  callable(areaCode: string): readonly Unit[] {
    const district = this.directory.unitsOfArea(areaAt('DISTRICT', areaCode) ?? '');
    const street = this.directory.unitsOfArea(areaAt('STREET', areaCode) ?? '');
    return [
      ...district.filter((unit) => unit.kind === 'DEPARTMENT' || unit.kind === 'PUBLIC_SERVICE_COMPANY'),
      ...street.filter((unit) => unit.kind === 'STATION'),
    ].filter((unit) => this.accounts.has(unit.id));
  }
}
