import { Controller } from '@nestjs/common';
import { cancelClocks, lockClocks } from '@weisu/clocks';
import { announce, AppealWithdrawn, MediationWithdrawn, type EventOf } from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { named, subjectOf } from './mediation.js';
import { lockMediation, mediationsOfAppeals, updateMediation } from './mediation.store.js';
import { withdraw } from './withdrawal.js';

@Controller()
export class MediationReactions {
  @ReactsTo(AppealWithdrawn)
  async onAppealWithdrawn({ payload }: EventOf<typeof AppealWithdrawn>, work: Work): Promise<void> {
    if (payload.continues) return;
    for (const { id } of await mediationsOfAppeals(work.manager, [payload.appealId])) {
      await lockClocks(work, [id]);
      const mediation = await lockMediation(work, id);
      const withdrawn = mediation && withdraw(mediation);
      if (!withdrawn) continue;
      await updateMediation(work, withdrawn);
      await cancelClocks(work, [id]);
      await work.announce(subjectOf(withdrawn), [announce(MediationWithdrawn, named(withdrawn))]);
    }
  }
}
