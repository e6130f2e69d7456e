import type { PostAnswer } from '@weisu/api';
import { contains, duties, type Duty, type Unit } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';

/** The posts of a person's record, each with the duties that the profile in force gives the person's unit. */
export function postsOf(directory: Directory, personId: string, day: string): PostAnswer[] {
  const person = directory.person(personId);
  const unit = person?.unitId ? directory.unit(person.unitId) : null;
  if (!person || !unit) return [];
  const held = dutiesOf(directory, unit, day);
  return person.posts.map((title) => ({ title, unitId: unit.id, duties: held }));
}

/** A unit of the district has the duties that the profile of any street gives it: no profile is in force at the district itself. */
export function dutiesOf(directory: Directory, unit: Unit, day: string): Duty[] {
  const areas = directory.profileOn(unit.areaCode, day)
    ? [unit.areaCode]
    : directory.areas
        .filter(({ code, level }) => level === 'STREET' && contains(unit.areaCode, code))
        .map(({ code }) => code);
  const given = areas.flatMap((areaCode) => {
    const profile = directory.profileOn(areaCode, day);
    return profile ? [{ areaCode, profile }] : [];
  });
  return duties.filter((duty) =>
    given.some(({ areaCode, profile }) => directory.hasDuty(profile, duty, unit.id, areaCode)),
  );
}
