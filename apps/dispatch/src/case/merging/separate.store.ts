import { endParts, orderPart } from '@weisu/appeal-access';
import { lockClocks, type Clock, type ClockStart } from '@weisu/clocks';
import { announce, AppealMerged, AppealRegistered, AppealUnmerged, type ClockKind } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { clocksOfMatter, stillOwed } from '../../orders/allocation/allocation.js';
import { startMatterClocks } from '../../orders/contact/first-contact.store.js';
import { replyClock } from '../receiving/reply-clock.js';
import type { Handling } from '../../ground/handling/handling.js';
import {
  handlingsById,
  profileOf,
  requireUnerased,
  saveHandling,
} from '../../ground/handling/handling.store.js';
import { entriesOf } from '../../ground/ledger/ledger.store.js';
import { writeNote } from '../../ground/note/note.store.js';
import { workOrdersOf } from '../../orders/work-order/work-order.store.js';
import { separated } from './merging.js';

type Why = Readonly<{ cause: 'STAFF' | 'APPELLANT'; reason: string }>;

/**
 * Takes a merge back, of a locked matter. Its limits run from its own registration: the time that it was handled with the other is ours. Units whose orders
 * ended with the merging have nothing to do with it any more.
 */
export async function separate(
  work: Work,
  directory: Directory,
  before: Handling,
  { cause, reason }: Why,
): Promise<Handling> {
  const { id, mergedInto: fromId } = before;
  const target = fromId === null ? null : ((await handlingsById(work.manager, [fromId])).get(fromId) ?? null);
  const after = separated(before, target, work.now);
  await requireUnerased(work, [id]);
  if (fromId === null) throw new Error(`${id} is merged into nothing`);
  const noteId = await writeNote(work, id, reason);
  const ledger = await entriesOf(work.manager, [id]);
  const registered = ledger.find(({ type }) => type === AppealRegistered.type);
  const former = await lockClocks(work, [id]);
  const passed = passedLimits(former);
  const starts = stillOwed(
    clocksOf(after, directory, registered?.at ?? after.submittedAt),
    after,
    former,
  ).filter(({ kind }) => !passed.has(kind));
  const handling = await startMatterClocks(
    work,
    await saveHandling(work, after),
    starts,
    after.urgency ?? after.suggestion?.urgency ?? null,
    directory.calendarAt(after.areaCode),
  );
  const cancelled = (await workOrdersOf(work.manager, [id])).filter(({ status }) => status === 'CANCELLED');
  await endParts(work, cancelled.map(orderPart), work.now);
  if (cause === 'APPELLANT') await noteDispute(work, id, fromId);
  await work.announce(id, [
    announce(AppealUnmerged, {
      ...{ appealId: id, fromId, cause, noteId },
      mergedAt: ledger.findLast(({ type }) => type === AppealMerged.type)?.at ?? null,
      letGo: cancelled.map(({ id: workOrderId, unitId }) => ({ workOrderId, unitId })),
    }),
  ]);
  return handling;
}

/** Limits that had passed before the merging stay on record as they are, and are not said to have passed again. */
function passedLimits(clocks: readonly Clock[]): ReadonlySet<ClockKind> {
  return new Set(clocks.filter(({ state, metAt }) => state === 'OVERDUE' && !metAt).map(({ kind }) => kind));
}

function clocksOf(handling: Handling, directory: Directory, registeredAt: Date): ClockStart[] {
  const own =
    handling.areaCode === null
      ? []
      : clocksOfMatter(handling, profileOf(directory, handling), directory, registeredAt);
  const { externalDispatchedAt } = handling;
  const reply = externalDispatchedAt && replyClock(handling, externalDispatchedAt);
  return reply ? [...own, reply] : own;
}

async function noteDispute(work: Work, appealId: string, targetId: string): Promise<void> {
  await work.query(
    'INSERT INTO merge_dispute (appeal_id, target_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [appealId, targetId, work.now],
  );
}

/** Whether an appellant said of these two that they are not the same, whichever is merged into the other. */
export async function wasDisputed(work: Work, appealId: string, targetId: string): Promise<boolean> {
  const rows = await work.query(
    `SELECT 1 FROM merge_dispute WHERE (appeal_id = $1 AND target_id = $2) OR (appeal_id = $2 AND target_id = $1)`,
    [appealId, targetId],
  );
  return rows.length > 0;
}
