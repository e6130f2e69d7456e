import type { DistrictPack } from '@weisu/contracts';
import { areaFlaws } from './areas.js';
import { calendarFlaws } from './calendar.js';
import type { Flaw } from './flaw.js';
import { peopleFlaws, unitFlaws } from './people.js';
import { unreachables } from './reachability.js';
import { assignmentFlaws, profileFlaws, selectorFlaws } from './profiles.js';

/** Everything that the shape of a pack cannot say: its parts must fit each other. An empty list is a pack that can be imported. */
export function flawsOf(pack: DistrictPack): Flaw[] {
  return [
    ...areaFlaws(pack.areas),
    ...unitFlaws(pack),
    ...peopleFlaws(pack),
    ...calendarFlaws(pack.calendar),
    ...profileFlaws(pack.profiles),
    ...assignmentFlaws(pack),
    ...selectorFlaws(pack),
    ...pack.profiles.flatMap((profile, index) =>
      unreachables(profile).map(({ path, message }): Flaw => ({
        part: 'profiles',
        path: [index, ...path],
        message: `profile ${profile.key}: ${message}`,
      })),
    ),
  ];
}
