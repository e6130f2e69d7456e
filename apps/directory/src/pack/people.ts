import {
  areaAt,
  levels,
  levelOf,
  type DistrictPack,
  type Level,
  type Person,
  type Unit,
} from '@weisu/contracts';
import { roles } from '@weisu/identity';
import { repeated, type Flaw } from './flaw.js';

const knownRoles: ReadonlySet<string> = new Set(roles);
/** Roles that act for a unit: without one they would have nothing on their workbench. */
const rolesOfUnits: ReadonlySet<string> = new Set([
  'DISTRICT',
  'STREET',
  'COMMUNITY',
  'GRID',
  'DEPARTMENT',
  'COMPANY',
  'MEDIATOR',
]);

export function unitFlaws({ areas, units }: Pick<DistrictPack, 'areas' | 'units'>): Flaw[] {
  const codes = new Set(areas.map(({ code }) => code));
  const flaw = (index: number, message: string): Flaw => ({ part: 'units', path: [index], message });
  return [
    ...repeated(units, ({ id }) => id).map(({ index, key }) => flaw(index, `unit ${key} is listed twice`)),
    ...units.flatMap(({ id, areaCode }, index) =>
      codes.has(areaCode) ? [] : [flaw(index, `unit ${id} lies in ${areaCode}, which is not in the pack`)],
    ),
    ...units.flatMap((unit, index) =>
      !unit.enforcement || mayEnforce(unit)
        ? []
        : [
            flaw(
              index,
              `unit ${unit.id} is a ${unit.kind} of a ${levelOf(unit.areaCode)}: it has no enforcement power`,
            ),
          ],
    ),
  ];
}

const enforcing: ReadonlySet<Unit['kind']> = new Set([
  'DEPARTMENT',
  'STREET_OFFICE',
  'STATION',
  'PUBLIC_INSTITUTION',
]);

/**
 * 行政处罚法 arts. 17–24: an organ, its 综合行政执法队 or station, an institution that a law empowers, and a street office that the province gave the power to;
 * no community, grid, company or committee.
 */
function mayEnforce({ kind, areaCode }: Unit): boolean {
  return enforcing.has(kind) || (kind === 'AREA_OFFICE' && levelOf(areaCode) === 'STREET');
}

export function peopleFlaws({
  areas,
  units,
  people,
}: Pick<DistrictPack, 'areas' | 'units' | 'people'>): Flaw[] {
  const codes = new Set(areas.map(({ code }) => code));
  const unitsById = new Map(units.map((unit) => [unit.id, unit]));
  const flaw = (index: number, message: string): Flaw => ({ part: 'people', path: [index], message });
  return [
    ...repeated(people, ({ account }) => account).map(({ index, key }) =>
      flaw(index, `account ${key} is listed twice`),
    ),
    ...people.flatMap((person, index) =>
      personFlaws(person, codes, unitsById).map((message) =>
        flaw(index, `account ${person.account}: ${message}`),
      ),
    ),
    ...signingFlaws(people).map(({ index, message }) => flaw(index, message)),
  ];
}

/** A name of a system has one signer: two would take each other's numbers. */
function signingFlaws(people: readonly Person[]): { index: number; message: string }[] {
  const names = people.flatMap(({ account, roles: held, signsAs = [] }, index) =>
    [...(held.includes('INTEGRATION') ? [account] : []), ...signsAs].map((name) => ({
      index,
      name,
      account,
    })),
  );
  const signers = new Map<string, string>();
  return names.flatMap(({ index, name, account }) => {
    const signer = signers.get(name);
    signers.set(name, signer ?? account);
    return signer === undefined || signer === account
      ? []
      : [{ index, message: `account ${account}: ${signer} signs as ${name}, too` }];
  });
}

function personFlaws(person: Person, codes: ReadonlySet<string>, units: ReadonlyMap<string, Unit>): string[] {
  const { unitId, areaCode } = person;
  const found = person.roles.filter((role) => !knownRoles.has(role)).map((role) => `${role} is not a role`);
  if (unitId && !units.has(unitId)) found.push(`unit ${unitId} is not in the pack`);
  if (areaCode && !codes.has(areaCode)) found.push(`area ${areaCode} is not in the pack`);
  if (!unitId && person.roles.some((role) => rolesOfUnits.has(role)))
    found.push(`the role ${person.roles.join(', ')} needs a unit`);

  if (person.signsAs && !person.roles.includes('INTEGRATION'))
    found.push('only a system with the role INTEGRATION signs with names');

  const level = levelOfRole(person.roles);
  if (level && !areaCode) found.push(`the role ${level} needs an area`);
  if (level && areaCode && codes.has(areaCode) && !reaches(areaCode, level))
    found.push(`the role ${level} needs an area of that level, ${areaCode} is a ${levelOf(areaCode)}`);
  return found;
}

/** The widest level role: a person who is street officer and grid worker at once sees the street. */
function levelOfRole(held: readonly string[]): Level | null {
  return levels.find((level) => held.includes(level)) ?? null;
}

function reaches(areaCode: string, level: Level): boolean {
  return areaAt(level, areaCode) === areaCode;
}
