import {
  announce,
  AppealResolved,
  DomainError,
  WorkOrderResolved,
  type Announcement,
} from '@weisu/contracts';
import { cancelClocks, lockClocks, meetClocks, met, saveClock, type Clock } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { contactMissed, factsKnown } from '../contact/first-contact.store.js';
import { resolved } from '../../ground/handling/handling.js';
import { areaOf, lockHandling, profileOf, saveHandling } from '../../ground/handling/handling.store.js';
import { evidenceOf } from '../../ground/note/evidence.js';
import { endRequests } from '../request/request.store.js';
import { resumeDeferred } from '../request/suspension.store.js';
import type { WorkOrder } from './work-order.js';

/**
 * 办结 by a unit. The lead's resolution is the matter's: follow-ups begin. An assistant's is its own. Who has solved it has taken it on and
 * knows the facts. A contact that was not made can not be made any more, so its limit ends; that it was not made is what `contactedInTime` says.
 */
export async function resolveLead(
  work: Work,
  order: WorkOrder,
  noteId: string,
  attachments: readonly string[],
  directory: Directory,
): Promise<void> {
  await meetClocks(work, order.id, ['ACCEPT', 'VERIFY']);
  const contacts = await lockClocks(work, [order.id], ['CONTACT']);
  await cancelClocks(work, [order.id], ['CONTACT']);
  const late = await meetResolve(work, order.id);
  await endRequests(work, order.appealId, { orderIds: [order.id], matter: order.role === 'LEAD' });
  const announcements: Announcement[] = [
    announce(WorkOrderResolved, {
      appealId: order.appealId,
      workOrderId: order.id,
      unitId: order.unitId,
      role: order.role,
      late,
      noteId,
    }),
    ...evidenceOf(order.appealId, attachments),
  ];
  if (order.role === 'LEAD') {
    const before = await lockHandling(work, order.appealId);
    if (!before) throw new DomainError('NOT_FOUND');
    await factsKnown(work, before.id);
    const handling = await contactMissed(work, before);
    const owedContact = contacts.some(isOwed) || (handling.round > 1 && (await missedBefore(work, order)));
    const profile = profileOf(directory, handling);
    await saveHandling(work, resolved(handling, work.now));
    if (handling.status === 'DEFERRED')
      await resumeDeferred(work, handling.id, directory.calendarAt(handling.areaCode));
    announcements.push(
      announce(AppealResolved, {
        appealId: handling.id,
        leadUnitId: order.unitId,
        areaCode: areaOf(handling),
        urgency: handling.urgency,
        reachable: handling.reachable,
        contactedInTime: order.contactedInTime ?? (handling.reachable && owedContact ? false : null),
        ...(handling.firstContact === null ? {} : { firstContact: handling.firstContact }),
        followUpBySender: handling.externalFollowUp ?? false,
        profileKey: profile.key,
        profileVersion: profile.version,
      }),
    );
  }
  await work.announce(order.appealId, announcements);
}

/** What was cancelled before this was not owed: a message stood for it, or there is no number. */
const isOwed = ({ state }: Clock): boolean => state !== 'CANCELLED';

/** Whether the unit resolved an earlier round without the call that it owed: resolving cancels the limit. */
async function missedBefore(work: Work, { appealId, unitId }: WorkOrder): Promise<boolean> {
  const rows = await work.query(
    `SELECT 1 FROM journal WHERE subject = $1 AND type = $2 AND payload->>'leadUnitId' = $3 AND payload->>'contactedInTime' = 'false' LIMIT 1`,
    [appealId, AppealResolved.type, unitId],
  );
  return rows.length > 0;
}

/** The limits of this round; after a reopening those of earlier rounds are met already, and how late those were is told. */
async function meetResolve(work: Work, orderId: string): Promise<boolean> {
  let late = false;
  for (const clock of await lockClocks(work, [orderId], ['RESOLVE'])) {
    if (clock.metAt || clock.state === 'CANCELLED') continue;
    const result = met(clock, work.now);
    late ||= result.late;
    await saveClock(work, result.clock);
  }
  return late;
}
