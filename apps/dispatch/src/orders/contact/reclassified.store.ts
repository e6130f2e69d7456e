import { cancelClocks, lockClocks, startClocks, type Clock, type ClockStart } from '@weisu/clocks';
import type { GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { clocksOfMatter, clocksOfWorkOrder } from '../allocation/allocation.js';
import { isUnmet } from '../allocation/staying.js';
import type { Handling } from '../../ground/handling/handling.js';
import { ringAtStart } from '../../ground/roster/duty-call.store.js';
import { isOpenOrder } from '../work-order/work-order.js';
import { workOrdersOf } from '../work-order/work-order.store.js';
import { begunByDay, contactBegins, isCalledAnyway, isMessaged } from './contact.js';
import { contactsOf, marked, messaged } from './first-contact.store.js';

type Contacts = Readonly<{
  handling: Handling;
  profile: GovernanceProfile;
  directory: Directory;
  /** Calls that are owed: the matter's and those of its open orders, locked. */
  owed: readonly Clock[];
  /** The limits of a call, if they begin now. */
  starts: readonly ClockStart[];
}>;

/** After another classification: she is called about what has become too urgent to wait, and not woken about what turns out to wait. */
export async function contactAfterClassification(
  work: Work,
  handling: Handling,
  profile: GovernanceProfile,
  directory: Directory,
): Promise<Handling> {
  const orders = (await workOrdersOf(work.manager, [handling.id])).filter(isOpenOrder);
  const owners = [handling.id, ...orders.map(({ id }) => id)];
  const owed = (await lockClocks(work, owners, ['CONTACT'])).filter(isUnmet);
  const lead = orders.find(({ role }) => role === 'LEAD');
  const ofMatter = clocksOfMatter(handling, profile, directory, work.now).map((start) =>
    begunByDay({ ...start, unitId: lead?.unitId ?? start.unitId }, handling, handling.urgency),
  );
  const ofUnit = lead ? clocksOfWorkOrder(lead, handling, profile, work.now, null) : [];
  const starts = [...ofMatter, ...ofUnit].filter(({ kind }) => kind === 'CONTACT');
  const contacts = { handling, profile, directory, owed, starts };
  return isCalledAnyway(handling, handling.urgency) ? toCall(work, contacts) : toWait(work, contacts);
}

/**
 * What has become too urgent for the message that was sent is to be called about, within a limit that begins now: nobody could know of it before. A message
 * that came too late for its limit owes the call all the same, and stays late. Who was spoken with is owed none.
 */
async function toCall(work: Work, contacts: Contacts): Promise<Handling> {
  const { handling, owed, starts } = contacts;
  const untilDay = owed.filter(({ startedAt }) => startedAt > work.now);
  if (untilDay.length) {
    await beginAgain(work, contacts, untilDay);
    return handling;
  }
  const { firstContact, id } = handling;
  const owes = firstContact === 'LATE' && owed.some(({ ownerId }) => ownerId === id);
  if (owes || (firstContact !== 'MESSAGE' && firstContact !== 'LATE')) return handling;
  const { messaged: sent, spoken } = await contactsOf(work, id);
  if (!sent || spoken) return handling;
  await begin(work, contacts, starts.slice(0, 1));
  return firstContact === 'LATE' ? handling : marked(work, handling, null);
}

/** What turns out to wait until she may be called is met by the message; the unit's own limit ends, so that nobody is reminded to ring her. */
async function toWait(work: Work, contacts: Contacts): Promise<Handling> {
  const { handling, owed } = contacts;
  const { id, urgency, firstContact } = handling;
  const waiting = owed.filter(({ dueBy }) => isMessaged(handling, urgency, work.now, dueBy));
  const tooEarly = owed.filter((clock) => !waiting.includes(clock) && beginsLater(clock, handling, work.now));
  await beginAgain(work, contacts, tooEarly);
  if (!waiting.length) return handling;
  const { messaged: sent, spoken } = await contactsOf(work, id);
  const ended = waiting.filter(({ ownerId }) => spoken || ownerId !== id);
  await cancelClocks(
    work,
    ended.map(({ ownerId }) => ownerId),
    ['CONTACT'],
  );
  return !spoken && (firstContact === null || sent) ? messaged(work, handling) : handling;
}

/** Whether a limit that runs is one of the coming day, as the matter is now. */
function beginsLater(
  { state, budgetAmount, budgetUnit, startedAt }: Clock,
  handling: Handling,
  now: Date,
): boolean {
  if (state !== 'RUNNING' || budgetAmount === null || budgetUnit === null) return false;
  const budget = { amount: budgetAmount, unit: budgetUnit };
  return startedAt <= now && contactBegins(handling, handling.urgency, budget, startedAt) > now;
}

async function beginAgain(work: Work, contacts: Contacts, clocks: readonly Clock[]): Promise<void> {
  const owners = clocks.map(({ ownerId }) => ownerId);
  await cancelClocks(work, owners, ['CONTACT']);
  await begin(
    work,
    contacts,
    contacts.starts.filter(({ ownerId }) => owners.includes(ownerId)),
  );
}

async function begin(
  work: Work,
  { handling, profile, directory }: Contacts,
  starts: readonly ClockStart[],
): Promise<void> {
  const clocks = await startClocks(work, starts, directory.calendarAt(handling.areaCode));
  await ringAtStart(work, directory, { ...handling, profile }, clocks);
}
