import { announce, AppealClosed } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import { closed, type Handling } from '../../ground/handling/handling.js';
import { saveHandling } from '../../ground/handling/handling.store.js';
import type { Waiver } from './closing.js';
import { endWork } from './ending.store.js';

export type Closing = Readonly<{
  solved: boolean;
  meansExhausted: boolean;
  waivers: readonly Waiver[];
  automatic: boolean;
}>;

export async function close(work: Work, before: Handling, closing: Closing): Promise<Handling> {
  const handling = await saveHandling(work, closed(before, work.now));
  for (const waiver of closing.waivers) {
    await work.query(
      'INSERT INTO waiver (appeal_id, blocker_id, reason, actor_subject, at) VALUES ($1, $2, $3, $4, $5)',
      [handling.id, waiver.blockerId, waiver.reason, work.actor.subject, work.now],
    );
  }
  await work.announce(handling.id, [
    ...(await endWork(work, handling.id)),
    announce(AppealClosed, {
      appealId: handling.id,
      solved: closing.solved,
      meansExhausted: closing.meansExhausted,
      waivers: closing.waivers.length,
      automatic: closing.automatic,
    }),
  ]);
  return handling;
}
