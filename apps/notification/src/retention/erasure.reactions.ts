import { Controller } from '@nestjs/common';
import { PersonalDataErased, type EventOf } from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';

@Controller()
export class ErasureReactions {
  /** Nobody is left to write to. A message that is on its way at this moment asks intake for the number, and gets none. */
  @ReactsTo(PersonalDataErased)
  async onErased({ payload }: EventOf<typeof PersonalDataErased>, work: Work): Promise<void> {
    await work.query(
      `UPDATE text_message SET status = 'UNREACHABLE', next_at = NULL, last_error = NULL WHERE appeal_id = $1 AND status = 'PENDING'`,
      [payload.appealId],
    );
  }
}
