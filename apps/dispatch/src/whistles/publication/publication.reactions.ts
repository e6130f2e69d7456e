import { Controller } from '@nestjs/common';
import { PicturesPublished, type EventOf } from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';

@Controller()
export class PublicationReactions {
  /** Intake knows whose the named files are; a publication shows those alone. */
  @ReactsTo(PicturesPublished)
  async onPicturesPublished(
    { payload: { whistleId, attachmentIds } }: EventOf<typeof PicturesPublished>,
    work: Work,
  ): Promise<void> {
    await work.query('UPDATE published_whistle SET shown_ids = $2::uuid[] WHERE whistle_id = $1', [
      whistleId,
      attachmentIds,
    ]);
  }
}
