import type { RetentionTask } from '@weisu/service-host';
import { endedBefore } from '@weisu/working-time';
import type { Sealing } from '../personal-data/sealing.store.js';
import { countDueSql, dueFiles, eraseFile } from './erasure.store.js';

/** What mediation erases by itself when its term is over: disputes that no appeal brought. */
export function mediationRetention(sealing: Sealing, termDays: number): readonly RetentionTask[] {
  return [
    {
      what: 'files of disputes without an appeal',
      due: (now) => ({ sql: countDueSql, parameters: [endedBefore(now, termDays)] }),
      async erase(work, after, most) {
        const ids = await dueFiles(work, endedBefore(work.now, termDays), after, most);
        let erased = 0;
        for (const id of ids) if (await eraseFile(work, sealing, id, 'TERM')) erased += 1;
        return { erased, next: ids.length < most ? null : (ids.at(-1) ?? null) };
      },
    },
  ];
}
