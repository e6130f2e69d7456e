import { rungsOf, type ClockRule, type GovernanceProfile } from '@weisu/contracts';
import type { ClockStart } from './clock.js';

/** What a clock takes from the profile's rule: how it counts, what it says on its way, whether a resident is told. */
export function byProfile(profile: Pick<GovernanceProfile, 'rungs'>, rule: ClockRule) {
  const { kind, source, countsStart, rollOffRestDay, endOfDay, told } = rule;
  return {
    kind,
    source,
    countsStart,
    rollOffRestDay,
    endOfDay,
    told: told !== undefined,
    rungs: rungsOf(profile, rule),
  } satisfies Partial<ClockStart>;
}
