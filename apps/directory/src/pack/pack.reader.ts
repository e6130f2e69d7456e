import {
  areaSchema,
  calendarSchema,
  profileAssignmentSchema,
  unitSchema,
  type DistrictPack,
} from '@weisu/contracts';
import { z } from 'zod';
import { flawsOf } from './pack.js';
import { once, PackInvalid, readJson, type Part } from './part.reader.js';
import { readPeople } from './people.reader.js';
import { readCategories, readProfiles } from './profile.reader.js';

export { PackInvalid, type PackProblem } from './part.reader.js';

/** Reads a district pack from a folder (layout: `districtPackSchema`). Throws `PackInvalid` with all its problems. */
export async function readPack(folder: string): Promise<DistrictPack> {
  const known = await readCategories(folder);
  const [areas, units, calendar, assignments, people, profiles] = await Promise.all([
    readJson(folder, 'areas.json', z.array(areaSchema).min(1)),
    readJson(folder, 'units.json', z.array(unitSchema).min(1)),
    readJson(folder, 'calendar.json', calendarSchema),
    readJson(folder, 'assignments.json', z.array(profileAssignmentSchema)),
    readPeople(folder),
    readProfiles(folder, known.value ?? []),
  ]);
  const files: Readonly<Record<Exclude<keyof DistrictPack, 'profiles'>, Part<unknown>>> = {
    areas,
    units,
    calendar,
    assignments,
    people,
  };
  const problems = [known, ...Object.values(files), ...profiles].flatMap((part) => part.problems);
  if (problems.length > 0) throw new PackInvalid(problems);

  const pack: DistrictPack = {
    areas: present(areas),
    units: present(units),
    people: present(people),
    calendar: present(calendar),
    profiles: profiles.map(present),
    assignments: present(assignments),
  };
  const misfits = once(
    flawsOf(pack).map(({ part, path, message }) => {
      const [file, inFile] =
        part === 'profiles' ? [profiles[Number(path[0])], path.slice(1)] : [files[part], path];
      return { file: file?.file ?? 'profiles', line: file?.lineOf(inFile) ?? null, message };
    }),
  );
  if (misfits.length > 0) throw new PackInvalid(misfits);
  return pack;
}

function present<T>({ file, value }: Part<T>): T {
  if (value === null) throw new Error(`${file} was read without a value and without a problem`);
  return value;
}
