import { urgencyByFactors, urgencies, type GovernanceProfile, type Suggestion } from '@weisu/contracts';
import type { Classification } from '../../ground/handling/handling.js';

export type Override = Readonly<{ field: string; suggested: string | null; chosen: string | null }>;

const compared = ['category', 'nature', 'urgency', 'sphere'] as const;

/**
 * Where a person chose otherwise than was suggested (PIPL art. 24: the person decides, and it is on record). A matter that is less urgent than the
 * factors say which the person saw is an override too, also without a suggestion.
 */
export function overridesOf(
  suggestion: Suggestion | null,
  by: Classification,
  profile: GovernanceProfile,
): readonly Override[] {
  const found: Override[] = suggestion
    ? compared
        .filter((field) => suggestion[field] !== by[field])
        .map((field) => ({ field, suggested: suggestion[field], chosen: by[field] }))
    : [];
  const suggestedFactors = (suggestion?.factors ?? [])
    .map(({ key }) => key)
    .sort()
    .join();
  const chosenFactors = [...by.factors].sort().join();
  if (suggestion && suggestedFactors !== chosenFactors)
    found.push({ field: 'factors', suggested: suggestedFactors, chosen: chosenFactors });
  const least = urgencyByFactors(profile, by.factors);
  const lessUrgent = least !== null && urgencies.indexOf(by.urgency) > urgencies.indexOf(least);
  if (lessUrgent && !found.some(({ field }) => field === 'urgency'))
    found.push({ field: 'urgency', suggested: least, chosen: by.urgency });
  return found;
}
