import {
  areaAt,
  contains,
  levelOf,
  natures,
  type DistrictPack,
  type GovernanceProfile,
  type ProfileAssignment,
  type Unit,
  type UnitSelector,
} from '@weisu/contracts';
import { periodsMeet, repeated, type Flaw } from './flaw.js';

type Placed = Readonly<{ path: readonly (string | number)[]; selector: UnitSelector }>;

export function profileFlaws(profiles: readonly GovernanceProfile[]): Flaw[] {
  const flaw = (index: number, message: string, ...path: (string | number)[]): Flaw => ({
    part: 'profiles',
    path: [index, ...path],
    message,
  });
  const doubles = repeated(profiles, ({ key, version }) => `${key} version ${version}`).map(
    ({ index, key }) => flaw(index, `profile ${key} is there twice`),
  );
  const overlaps = profiles.flatMap((profile, index) =>
    profiles
      .slice(0, index)
      .filter(
        (other) =>
          other.key === profile.key && other.version !== profile.version && periodsMeet(other, profile),
      )
      .map((other) =>
        flaw(
          index,
          `profile ${profile.key}: versions ${other.version} and ${profile.version} are in force on the same days`,
        ),
      ),
  );
  const inside = profiles.flatMap((profile, index) => [
    ...(profile.validUntil && profile.validUntil <= profile.validFrom
      ? [flaw(index, `profile ${profile.key} ends before it begins`)]
      : []),
    ...repeated(profile.categories, ({ code }) => code).map((double) =>
      flaw(index, `category ${double.key} is listed twice`, 'categories', double.index),
    ),
    ...natures
      .filter((nature) => profile.classes.filter((one) => one.natures.includes(nature)).length !== 1)
      .map((nature) => flaw(index, `the nature ${nature} must be in exactly one class`, 'classes')),
    ...repeated(profile.requests, ({ kind }) => kind).map((double) =>
      flaw(index, `the request ${double.key} has two rules`, 'requests', double.index),
    ),
    // a contact and a verification may run from registration and, for the unit, from its allocation
    ...repeated(profile.clocks, ({ kind, startsOn }) => `${kind} from ${startsOn}`).map((double) =>
      flaw(index, `the clock ${double.key} has two rules`, 'clocks', double.index),
    ),
  ]);
  return [...doubles, ...overlaps, ...inside];
}

export function assignmentFlaws({
  areas,
  assignments,
  profiles,
}: Pick<DistrictPack, 'areas' | 'assignments' | 'profiles'>): Flaw[] {
  const flaw = (path: Flaw['path'], message: string): Flaw => ({ part: 'assignments', path, message });
  const streets = areas.filter(({ level, validUntil }) => level === 'STREET' && !validUntil);
  const codes = new Set(areas.map(({ code }) => code));
  const each = assignments.flatMap((assignment, index) => {
    const { areaCode, profileKey, validFrom, validUntil } = assignment;
    const found: Flaw[] = [];
    if (!codes.has(areaCode)) found.push(flaw([index], `area ${areaCode} is not in the pack`));
    else if (levelOf(areaCode) !== 'STREET')
      found.push(flaw([index], `${areaCode} is a ${levelOf(areaCode)}: a profile is given to a street`));
    if (validUntil && validUntil <= validFrom)
      found.push(flaw([index], `the assignment of ${areaCode} ends before it begins`));
    if (versionsFor(assignment, profiles).length === 0)
      found.push(
        flaw(
          [index],
          `no version of profile ${profileKey} is in force in the time of its assignment to ${areaCode}`,
        ),
      );
    for (const other of assignments.slice(0, index)) {
      if (other.areaCode === areaCode && periodsMeet(other, assignment))
        found.push(
          flaw([index], `${areaCode} already works by ${other.profileKey} since ${other.validFrom}`),
        );
    }
    return found;
  });
  const without = streets
    .filter(({ code }) => !assignments.some(({ areaCode }) => areaCode === code))
    .map(({ code, name }) => flaw([], `the street ${code} ${name} has no profile`));
  return [...each, ...without];
}

/** Every selector of a profile must find a unit wherever it can be asked: in each street that works by it, and in each area below. */
export function selectorFlaws({ areas, units, assignments, profiles }: DistrictPack): Flaw[] {
  const inForce = areas.filter(({ validUntil }) => !validUntil);
  const unitsByArea = new Map<string, Unit[]>();
  for (const unit of units) unitsByArea.set(unit.areaCode, [...(unitsByArea.get(unit.areaCode) ?? []), unit]);

  return profiles.flatMap((profile, index) => {
    const streets = new Set(
      assignments.filter((one) => versionsFor(one, [profile]).length > 0).map(({ areaCode }) => areaCode),
    );
    return selectorsOf(profile).flatMap(({ path, selector }): Flaw[] => {
      const asked = inForce.filter(
        ({ code, level }) => level === selector.level && [...streets].some((street) => related(street, code)),
      );
      const lacking = asked.filter(
        ({ code }) => !(unitsByArea.get(code) ?? []).some((unit) => chooses(selector, unit)),
      );
      const [first] = lacking;
      if (!first) return [];
      const more = lacking.length > 1 ? ` and ${lacking.length - 1} more` : '';
      const message = `profile ${profile.key} wants ${described(selector)}; there is none in ${first.code} ${first.name}${more}`;
      return [{ part: 'profiles', path: [index, ...path], message }];
    });
  });
}

function versionsFor(
  assignment: ProfileAssignment,
  profiles: readonly GovernanceProfile[],
): GovernanceProfile[] {
  return profiles.filter(
    (profile) => profile.key === assignment.profileKey && periodsMeet(profile, assignment),
  );
}

function related(street: string, code: string): boolean {
  return contains(street, code) || areaAt(levelOf(code), street) === code;
}

function chooses({ kind, desk }: UnitSelector, unit: Unit): boolean {
  return (kind === undefined || unit.kind === kind) && (desk === undefined || unit.desk === desk);
}

function described({ level, kind, desk }: UnitSelector): string {
  return [
    `a unit of a ${level}`,
    ...(kind ? [`of kind ${kind}`] : []),
    ...(desk ? [`with desk "${desk}"`] : []),
  ].join(' ');
}

function selectorsOf({
  duties,
  categories,
  allocation,
  clocks,
  requests,
  followUps,
}: GovernanceProfile): Placed[] {
  return [
    ...Object.entries(duties).flatMap(([duty, selectors]) =>
      selectors.map((selector, index) => ({ path: ['duties', duty, index], selector })),
    ),
    ...categories.flatMap(({ lead, assist = [], never = [] }, index) => [
      ...(lead ? [{ path: ['categories', index, 'lead'], selector: lead }] : []),
      ...[...assist, ...never].map((selector) => ({ path: ['categories', index], selector })),
    ]),
    ...(allocation.claim?.by ?? []).map((selector) => ({ path: ['allocation', 'claim'], selector })),
    ...requests.map(({ decidedBy }, index) => ({
      path: ['requests', index, 'decidedBy'],
      selector: decidedBy,
    })),
    ...clocks.flatMap(({ extension }, index) =>
      extension?.decidedBy
        ? [{ path: ['clocks', index, 'extension', 'decidedBy'], selector: extension.decidedBy }]
        : [],
    ),
    ...followUps.flatMap(({ madeBy }, index) =>
      madeBy ? [{ path: ['followUps', index, 'madeBy'], selector: madeBy }] : [],
    ),
  ];
}
