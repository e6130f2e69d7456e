import { Controller } from '@nestjs/common';
import { AppealWithdrawn, type EventOf } from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';

@Controller()
export class WithdrawalReactions {
  /** A hazard goes on without the one who reported it: from now on it is a matter we found. */
  @ReactsTo(AppealWithdrawn)
  async onWithdrawn({ payload }: EventOf<typeof AppealWithdrawn>, work: Work): Promise<void> {
    if (!payload.continues) return;
    await work.query(`UPDATE appeal SET origin = 'FOUND' WHERE id = $1`, [payload.appealId]);
  }
}
