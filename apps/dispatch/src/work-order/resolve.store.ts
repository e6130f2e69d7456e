import {
  announce,
  AppealResolved,
  DomainError,
  WorkOrderResolved,
  type Announcement,
} from '@weisu/contracts';
import { meetClocks } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { resolved } from '../handling/handling.js';
import { areaOf, lockHandling, profileOf, saveHandling } from '../handling/handling.store.js';
import { evidenceOf } from '../note/evidence.js';
import type { WorkOrder } from './work-order.js';

/** 办结 by a unit. The lead's resolution is the matter's: follow-ups begin. An assistant's is its own. */
export async function resolveLead(
  work: Work,
  order: WorkOrder,
  noteId: string,
  attachments: readonly string[],
  directory: Directory,
): Promise<void> {
  await meetClocks(work, order.id, ['ACCEPT']);
  const { late } = await meetClocks(work, order.id, ['RESOLVE']);
  const announcements: Announcement[] = [
    announce(WorkOrderResolved, {
      appealId: order.appealId,
      workOrderId: order.id,
      unitId: order.unitId,
      role: order.role,
      late: late ?? false,
      noteId,
    }),
    ...evidenceOf(order.appealId, attachments),
  ];
  if (order.role === 'LEAD') {
    const handling = await lockHandling(work, order.appealId);
    if (!handling) throw new DomainError('NOT_FOUND');
    const profile = profileOf(directory, handling);
    await saveHandling(work, resolved(handling, work.now));
    announcements.push(
      announce(AppealResolved, {
        appealId: handling.id,
        leadUnitId: order.unitId,
        areaCode: areaOf(handling),
        urgency: handling.urgency,
        reachable: handling.reachable,
        contactedInTime:
          order.contactedInTime ?? (handling.reachable && hasContactRule(profile) ? false : null),
        followUpBySender: handling.externalFollowUp ?? false,
        profileKey: profile.key,
        profileVersion: profile.version,
      }),
    );
  }
  await work.announce(order.appealId, announcements);
}

function hasContactRule(profile: { clocks: readonly { kind: string }[] }): boolean {
  return profile.clocks.some((rule) => rule.kind === 'CONTACT');
}
