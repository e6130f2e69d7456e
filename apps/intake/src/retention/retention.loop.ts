import { announce, UploadAddressesErased } from '@weisu/contracts';
import type { RetentionTask } from '@weisu/service-host';
import { endedBefore } from '@weisu/working-time';
import { countDueSql, dueAppeals, lockCourses, type Ends } from './course.store.js';
import { isErasable, isErased } from './erasure.js';
import { countAddressesSql, eraseAppeals, forgetAddresses } from './erasure.store.js';
import type { RetentionTerms } from './terms.js';

/** What intake erases when its term is over. */
export function intakeRetention(terms: RetentionTerms): readonly RetentionTask[] {
  return [matters(terms), uploadAddresses(terms)];
}

function matters(terms: RetentionTerms): RetentionTask {
  const endsAt = (now: Date): Ends => ({
    matters: endedBefore(now, terms.appellantDays),
    mediations: endedBefore(now, terms.mediationDays),
  });
  return {
    what: 'matters whose term is over',
    due: (now) => ({ sql: countDueSql, parameters: [endsAt(now).matters, endsAt(now).mediations] }),
    async erase(work, after, most) {
      const ids = await dueAppeals(work, endsAt(work.now), after, most);
      const courses = await lockCourses(work, ids);
      const erasable = courses.filter(
        (course) => !isErased(course) && isErasable(course, 'TERM', work.now, terms),
      );
      await eraseAppeals(
        work,
        erasable.map(({ id }) => id),
        'TERM',
        null,
      );
      return { erased: erasable.length, next: ids.length < most ? null : (ids.at(-1) ?? null) };
    },
  };
}

function uploadAddresses({ uploadAddressDays }: RetentionTerms): RetentionTask {
  const before = (now: Date) => endedBefore(now, uploadAddressDays);
  return {
    what: 'network addresses of uploads',
    due: (now) => ({ sql: countAddressesSql, parameters: [before(now)] }),
    async erase(work, after, most) {
      const attachmentIds = await forgetAddresses(work, before(work.now), after, most);
      if (attachmentIds.length)
        await work.announce(work.newId(), [announce(UploadAddressesErased, { attachmentIds })]);
      const next = attachmentIds.length < most ? null : (attachmentIds.at(-1) ?? null);
      return { erased: attachmentIds.length, next };
    },
  };
}
