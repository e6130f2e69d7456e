import { Controller } from '@nestjs/common';
import { PersonalDataErased, type EventOf } from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';

@Controller()
export class ErasureReactions {
  /** Nobody is left to write to. A message whose number is known already is not handed over any more; one that asks intake now gets none. */
  @ReactsTo(PersonalDataErased)
  async onErased({ payload }: EventOf<typeof PersonalDataErased>, work: Work): Promise<void> {
    await work.query(
      `UPDATE text_message SET status = 'UNREACHABLE', next_at = NULL, last_error = NULL WHERE appeal_id = $1 AND status = 'PENDING'`,
      [payload.appealId],
    );
  }
}
