import { Controller } from '@nestjs/common';
import {
  announce,
  EvidenceAttached,
  PicturesPublished,
  WhistlePublished,
  type EventOf,
} from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { bindLoose, isAppeal } from './evidence.store.js';
import { filesShownBy, freeFiles, isLatest, showFiles, type Publication } from './publication.store.js';

@Controller()
export class EvidenceReactions {
  /** Evidence that a unit added while working. Only files of whoever added them are bound: nobody takes another's upload by its id. */
  @ReactsTo(EvidenceAttached)
  async onEvidenceAttached({ payload, actor }: EventOf<typeof EvidenceAttached>, work: Work): Promise<void> {
    await bindLoose(work, payload.appealId, payload.attachmentIds, actor.subject);
  }

  /**
   * Files of whoever publishes them: nobody lays another's upload open by its id, and no resident's. What is withdrawn is what this whistle
   * showed. Who publishes named the files without knowing them, so the answer says which of them are shown.
   */
  @ReactsTo(WhistlePublished)
  async onWhistlePublished(
    { subject, payload, actor, time }: EventOf<typeof WhistlePublished>,
    work: Work,
  ): Promise<void> {
    const { whistleId, attachmentIds, withdrawnIds = [] } = payload;
    const publisher = actor.subject;
    const publication: Publication = { whistleId, subject, publisher, at: time, attachmentIds, withdrawnIds };
    if (!(await isLatest(work, publication))) return;
    await freeFiles(work, publication);
    if (await isAppeal(work, subject)) await bindLoose(work, subject, attachmentIds, actor.subject);
    await showFiles(work, publication);
    const shown = await filesShownBy(work, whistleId);
    await work.announce(whistleId, [announce(PicturesPublished, { whistleId, attachmentIds: shown })]);
  }
}
