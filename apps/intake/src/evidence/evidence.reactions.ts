import { Controller } from '@nestjs/common';
import { EvidenceAttached, WhistlePublished, type EventOf } from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { bindLoose, isAppeal, publishFiles, withdrawFiles } from './evidence.store.js';

@Controller()
export class EvidenceReactions {
  /** Evidence that a unit added while working. Only files of whoever added them are bound: nobody takes another's upload by its id. */
  @ReactsTo(EvidenceAttached)
  async onEvidenceAttached({ payload, actor }: EventOf<typeof EvidenceAttached>, work: Work): Promise<void> {
    await bindLoose(work, payload.appealId, payload.attachmentIds, actor.subject);
  }

  /** Files of whoever publishes them: nobody lays another's upload open by its id, and no resident's. */
  @ReactsTo(WhistlePublished)
  async onWhistlePublished(
    { subject, payload, actor }: EventOf<typeof WhistlePublished>,
    work: Work,
  ): Promise<void> {
    await withdrawFiles(work, payload.withdrawnIds ?? []);
    if (await isAppeal(work, subject)) await bindLoose(work, subject, payload.attachmentIds, actor.subject);
    await publishFiles(work, subject, payload.attachmentIds, actor.subject);
  }
}
