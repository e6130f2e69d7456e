import { announce, AppealClassified, type Announcement, type GovernanceProfile } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import type { Calendar } from '@weisu/working-time';
import { classified, type Classification, type Handling } from '../handling/handling.js';
import { saveHandling } from '../handling/handling.store.js';
import { relimit } from './relimit.store.js';

/** Classifies and sets anew the limits that depend on the class; each change of a deadline is announced with its cause. */
export async function classify(
  work: Work,
  before: Handling,
  by: Classification,
  profile: GovernanceProfile,
  calendar: Calendar,
): Promise<Handling> {
  const handling = await saveHandling(work, classified(before, profile, by));
  const suggestion = before.suggestion;
  const announcements: Announcement[] = [
    announce(AppealClassified, {
      appealId: handling.id,
      category: by.category,
      nature: by.nature,
      urgency: by.urgency,
      sphere: by.sphere,
      complex: by.complex,
      responseLevel: handling.responseLevel ?? 1,
      asSuggested: suggestion
        ? suggestion.category === by.category &&
          suggestion.nature === by.nature &&
          suggestion.urgency === by.urgency
        : null,
    }),
  ];
  announcements.push(...(await relimit(work, handling, profile, calendar, 'RECLASSIFIED')));
  await work.announce(handling.id, announcements);
  return handling;
}
