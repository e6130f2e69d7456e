import { cancelClocks, lockClocks, met, saveClock, startClocks, type ClockStart } from '@weisu/clocks';
import { announce, AppellantMessaged, type GovernanceProfile, type Urgency } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import type { Calendar } from '@weisu/working-time';
import { clocksOfMatter, clocksOfWorkOrder } from '../allocation/allocation.js';
import { isUnmet } from '../allocation/staying.js';
import type { Handling } from '../../ground/handling/handling.js';
import { ringAtStart } from '../../ground/roster/duty-call.store.js';
import { isOpenOrder, type WorkOrder } from '../work-order/work-order.js';
import { leadOf } from '../work-order/work-order.store.js';
import { isCalledAnyway, isMessaged, isMessagedBy } from './contact.js';

/** Starts limits of a matter's own. Where the contact is owed now and she is not to be called, the message makes it. */
export async function startMatterClocks(
  work: Work,
  handling: Handling,
  starts: readonly ClockStart[],
  urgency: Urgency | null,
  calendar: Calendar,
): Promise<Handling> {
  const clocks = await startClocks(work, starts, calendar);
  const messages = clocks.some(
    ({ kind, dueBy }) => kind === 'CONTACT' && isMessaged(handling, urgency, work.now, dueBy),
  );
  return messages && handling.firstContact === null ? messaged(work, handling) : handling;
}

/** At an allocation that would have her called when she is not to be: the message, where nobody has spoken with her. */
export async function contactAtAllocation(
  work: Work,
  handling: Handling,
  profile: GovernanceProfile,
  earlier: readonly WorkOrder[],
): Promise<Handling> {
  const contacted = handling.firstContact !== null || earlier.some(({ contactedAt }) => contactedAt !== null);
  return contacted || !isMessagedBy(profile, handling, work.now) ? handling : messaged(work, handling);
}

/**
 * After another classification. What has become too urgent for the message that was sent is to be called about, within a limit that begins now: nobody
 * could know of it before. What turns out to wait until she may be called is met by the message.
 */
export async function contactAfterClassification(
  work: Work,
  handling: Handling,
  profile: GovernanceProfile,
  directory: Directory,
): Promise<Handling> {
  if (handling.firstContact === null) {
    const owed = (await lockClocks(work, [handling.id], ['CONTACT'])).filter(isUnmet);
    const messages = owed.some(({ dueBy }) => isMessaged(handling, handling.urgency, work.now, dueBy));
    return messages ? messaged(work, handling) : handling;
  }
  if (handling.firstContact !== 'MESSAGE' || !isCalledAnyway(handling, handling.urgency)) return handling;
  const lead = await leadOf(work, handling.id);
  const inHand = lead && isOpenOrder(lead) ? lead : null;
  const ofMatter = clocksOfMatter(handling, profile, directory, work.now).map((start) => ({
    ...start,
    unitId: inHand?.unitId ?? start.unitId,
  }));
  const ofUnit = inHand ? clocksOfWorkOrder(inHand, handling, profile, work.now, null) : [];
  const [start] = [...ofMatter, ...ofUnit].filter(({ kind }) => kind === 'CONTACT');
  const clocks = await startClocks(work, start ? [start] : [], directory.calendarAt(handling.areaCode));
  await ringAtStart(work, directory, { ...handling, profile }, clocks);
  return marked(work, handling, null);
}

/** Notification sends it; a limit that it comes too late for stays late. */
async function messaged(work: Work, handling: Handling): Promise<Handling> {
  const late = await meetOwn(work, handling.id, 'CONTACT');
  await work.announce(handling.id, [announce(AppellantMessaged, { appealId: handling.id })]);
  return marked(work, handling, late ? 'LATE' : 'MESSAGE');
}

/** Somebody has spoken with her; the first one meets the matter's limit. `late` is null where there was none to meet. */
export async function contactMade(
  work: Work,
  handling: Handling,
): Promise<Readonly<{ handling: Handling; late: boolean | null }>> {
  const late = await meetOwn(work, handling.id, 'CONTACT');
  if (late === null) return { handling, late };
  return { handling: await marked(work, handling, late ? 'LATE' : 'IN_TIME'), late };
}

/** The matter's facts are known. `late` is null where there was no limit to meet. */
export function factsKnown(work: Work, appealId: string): Promise<boolean | null> {
  return meetOwn(work, appealId, 'VERIFY');
}

/** Nobody has to call about what is done; a call that was owed and not made stays on record. */
export async function contactMissed(work: Work, handling: Handling): Promise<Handling> {
  const missed = (await lockClocks(work, [handling.id], ['CONTACT'])).some(isUnmet);
  await cancelClocks(work, [handling.id], ['CONTACT']);
  return missed && handling.firstContact === null ? marked(work, handling, 'LATE') : handling;
}

/** Of a locked matter. Its version stays: whoever has it open to classify or allocate is not in the way of a call. */
async function marked(
  work: Work,
  handling: Handling,
  firstContact: Handling['firstContact'],
): Promise<Handling> {
  await work.query('UPDATE handling SET first_contact = $2 WHERE id = $1', [handling.id, firstContact]);
  return { ...handling, firstContact };
}

/** Whom the matter's own contact and verification remind from now on: the desk, from allocation on the lead. What passed stays with who let it pass. */
export async function handOver(work: Work, appealId: string, unitId: string | null): Promise<void> {
  await work.query(
    `UPDATE clock SET unit_id = $2 WHERE owner_id = $1 AND kind IN ('CONTACT', 'VERIFY') AND state IN ('RUNNING', 'SUSPENDED') AND met_at IS NULL`,
    [appealId, unitId],
  );
}

/** Late is who is late for all of them: one that passed may be another street's, where the matter was before. */
async function meetOwn(work: Work, appealId: string, kind: 'CONTACT' | 'VERIFY'): Promise<boolean | null> {
  let late: boolean | null = null;
  for (const clock of (await lockClocks(work, [appealId], [kind])).filter(isUnmet)) {
    const result = met(clock, work.now);
    late = (late ?? true) && result.late;
    await saveClock(work, result.clock);
  }
  return late;
}
