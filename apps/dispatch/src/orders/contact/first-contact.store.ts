import { cancelClocks, lockClocks, met, saveClock, startClocks, type ClockStart } from '@weisu/clocks';
import {
  announce,
  AppellantContacted,
  AppellantMessaged,
  FirstContactMade,
  TextMessageUnsent,
  type GovernanceProfile,
  type Urgency,
} from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import type { Calendar } from '@weisu/working-time';
import { isUnmet } from '../allocation/staying.js';
import type { Handling } from '../../ground/handling/handling.js';
import type { WorkOrder } from '../work-order/work-order.js';
import { begunByDay, isMessaged, isMessagedBy } from './contact.js';

/** Starts limits of a matter's own. Where the contact is owed now and she is not to be called, the message makes it. */
export async function startMatterClocks(
  work: Work,
  handling: Handling,
  starts: readonly ClockStart[],
  urgency: Urgency | null,
  calendar: Calendar,
): Promise<Handling> {
  const clocks = await startClocks(
    work,
    starts.map((start) => begunByDay(start, handling, urgency)),
    calendar,
  );
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
  if (contacted || !isMessagedBy(profile, handling, work.now)) return handling;
  return (await contactsOf(work, handling.id)).spoken ? handling : messaged(work, handling);
}

/** What was said of the contacts with her: by our own journal, in the same transaction, and by notification, that its message could not be sent. */
export async function contactsOf(
  work: Work,
  appealId: string,
): Promise<Readonly<{ messaged: boolean; unsent: boolean; spoken: boolean }>> {
  const spoken: readonly string[] = [FirstContactMade.type, AppellantContacted.type];
  const rows = await work.query<{ type: string }>(
    `SELECT DISTINCT type FROM journal WHERE subject = $1 AND type = ANY($2)
     UNION SELECT type FROM ledger_entry WHERE appeal_id = $1 AND type = $3`,
    [appealId, [AppellantMessaged.type, ...spoken], TextMessageUnsent.type],
  );
  return {
    messaged: rows.some(({ type }) => type === AppellantMessaged.type),
    unsent: rows.some(({ type }) => type === TextMessageUnsent.type),
    spoken: rows.some(({ type }) => spoken.includes(type)),
  };
}

/** Notification sends it, once a matter: what was sent stands for a later call, too, and what could not be sent for none. A limit that it comes too late for stays late. */
export async function messaged(work: Work, handling: Handling): Promise<Handling> {
  const { messaged: said, unsent } = await contactsOf(work, handling.id);
  if (unsent) return handling;
  const late = await meetOwn(work, handling.id, 'CONTACT');
  if (!said) await work.announce(handling.id, [announce(AppellantMessaged, { appealId: handling.id })]);
  return marked(work, handling, late || handling.firstContact === 'LATE' ? 'LATE' : 'MESSAGE');
}

/** Somebody has spoken with her; the first one meets the matter's limit. What a message came too late for stays late. `late` is null where there was none to meet. */
export async function contactMade(
  work: Work,
  handling: Handling,
): Promise<Readonly<{ handling: Handling; late: boolean | null }>> {
  const late = await meetOwn(work, handling.id, 'CONTACT');
  if (late === null) return { handling, late };
  const isLate = late || handling.firstContact === 'LATE';
  return { handling: await marked(work, handling, isLate ? 'LATE' : 'IN_TIME'), late };
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
export async function marked(
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
