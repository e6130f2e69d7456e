import { Controller } from '@nestjs/common';
import { PersonalDataErased, type AppealStatus, type EventOf } from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { forgetAnswers } from '@weisu/service-host';
import { endExportsOf } from '../reading/export/export.store.js';
import { eraseHandling, eraseWhistles } from './erasure.store.js';

const ended: ReadonlySet<AppealStatus> = new Set(['CLOSED', 'DECLINED', 'WITHDRAWN', 'MERGED']);

@Controller()
export class ErasureReactions {
  /**
   * What officials wrote may name whom they spoke to. A matter that was reopened at the same moment keeps its notes: intake erases again, and says
   * so, when it has ended again.
   */
  @ReactsTo(PersonalDataErased)
  async onErased({ payload: { appealId } }: EventOf<typeof PersonalDataErased>, work: Work): Promise<void> {
    // whatever became of the matter since: who asked is not in intake any more, and must not be in a file
    await endExportsOf(work, appealId);
    const [row] = await work.query<{ status: AppealStatus }>(
      'SELECT status FROM handling WHERE id = $1 FOR NO KEY UPDATE',
      [appealId],
    );
    if (!row || !ended.has(row.status)) return;
    await eraseHandling(work, appealId);
    await eraseWhistles(work, appealId);
    await forgetAnswers(work, [appealId]);
  }
}
