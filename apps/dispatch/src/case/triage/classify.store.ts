import { announce, AppealClassified, type Announcement, type GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { contactAfterClassification } from '../../orders/contact/reclassified.store.js';
import { classified, type Classification, type Handling } from '../../ground/handling/handling.js';
import { saveHandling } from '../../ground/handling/handling.store.js';
import { overridesOf } from './overrides.js';
import { relimit } from '../../orders/limits/relimit.store.js';

/** What `asSuggested` speaks of; the sphere and the factors are finer than the suggestion of a class. */
const decided = new Set(['category', 'nature', 'urgency']);

/** Classifies and sets anew the limits that depend on the class; each change of a deadline is announced with its cause. */
export async function classify(
  work: Work,
  before: Handling,
  by: Classification,
  profile: GovernanceProfile,
  directory: Directory,
  noteId: string | null = null,
): Promise<Handling> {
  const handling = await saveHandling(work, classified(before, profile, by));
  const { suggestion } = before;
  const overrides = overridesOf(suggestion, by, profile);
  const announcements: Announcement[] = [
    announce(AppealClassified, {
      appealId: handling.id,
      category: by.category,
      nature: by.nature,
      urgency: by.urgency,
      sphere: by.sphere,
      complex: by.complex,
      difficulty: by.difficulty,
      size: by.size,
      factors: [...by.factors],
      responseLevel: handling.responseLevel ?? 1,
      asSuggested: suggestion ? !overrides.some(({ field }) => decided.has(field)) : null,
      overrides: [...overrides],
      noteId,
    }),
  ];
  const calendar = directory.calendarAt(handling.areaCode);
  announcements.push(...(await relimit(work, handling, profile, calendar, 'RECLASSIFIED')));
  await work.announce(handling.id, announcements);
  return contactAfterClassification(work, handling, profile, directory);
}
