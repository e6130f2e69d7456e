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
import { begunByDay, contactBegins, isCalledAnyway, isMessaged, owedUnsent } from './contact.js';
import { contactsOf, marked, messaged } from './first-contact.store.js';

type Contacts = Readonly<{
  handling: Handling;
  profile: GovernanceProfile;
  directory: Directory;
  /** Calls that are owed: the matter's and those of its open orders, locked. */
  owed: readonly Clock[];
  /** The limits of a call that begin then, of the matter as it is. */
  starts: (handling: Handling, from: Date) => readonly ClockStart[];
}>;

async function contactsFor(
  work: Work,
  handling: Handling,
  profile: GovernanceProfile,
  directory: Directory,
): Promise<Contacts> {
  const orders = (await workOrdersOf(work.manager, [handling.id])).filter(isOpenOrder);
  const owners = [handling.id, ...orders.map(({ id }) => id)];
  const owed = (await lockClocks(work, owners, ['CONTACT'])).filter(isUnmet);
  const lead = orders.find(({ role }) => role === 'LEAD');
  const starts: Contacts['starts'] = (as, from) => {
    const ofMatter = clocksOfMatter(as, profile, directory, from).map((start) =>
      begunByDay({ ...start, unitId: lead?.unitId ?? start.unitId }, as, as.urgency),
    );
    const ofUnit = lead ? clocksOfWorkOrder(lead, as, profile, from, null) : [];
    return [...ofMatter, ...ofUnit].filter(({ kind }) => kind === 'CONTACT');
  };
  return { handling, profile, directory, owed, starts };
}

/** After another classification: she is called about what has become too urgent to wait, and not woken about what turns out to wait. */
export async function contactAfterClassification(
  work: Work,
  handling: Handling,
  profile: GovernanceProfile,
  directory: Directory,
): Promise<Handling> {
  const contacts = await contactsFor(work, handling, profile, directory);
  return isCalledAnyway(handling, handling.urgency) ? toCall(work, contacts) : toWait(work, contacts);
}

/** After the message could not be sent: the call that it stood for is owed, as by who is called by day. Not sent once is not sent for good. */
export async function contactUnsent(
  work: Work,
  handling: Handling,
  profile: GovernanceProfile,
  directory: Directory,
): Promise<Handling> {
  const contacts = await contactsFor(work, handling, profile, directory);
  return owedAfterAll(work, contacts, startsUnsent(contacts, work.now));
}

const startsUnsent = ({ handling, starts }: Contacts, now: Date): readonly ClockStart[] =>
  starts({ ...handling, contactWhen: 'BY_DAY' }, owedUnsent(handling, now));

/** What has become too urgent for the message that was sent is to be called about, within a limit that begins now: nobody could know of it before. */
async function toCall(work: Work, contacts: Contacts): Promise<Handling> {
  const { handling, owed, starts } = contacts;
  const fromNow = starts(handling, work.now);
  const untilDay = owed.filter(({ startedAt }) => startedAt > work.now);
  if (!untilDay.length) return owedAfterAll(work, contacts, fromNow);
  await beginAgain(work, contacts, untilDay, fromNow);
  return handling;
}

/** A call that a message stood for. One that came too late for its limit owes it all the same, and stays late. Who was spoken with is owed none. */
async function owedAfterAll(
  work: Work,
  contacts: Contacts,
  starts: readonly ClockStart[],
): Promise<Handling> {
  const { handling, owed } = contacts;
  const { firstContact, id } = handling;
  const owes = firstContact === 'LATE' && owed.some(({ ownerId }) => ownerId === id);
  if (owes || (firstContact !== 'MESSAGE' && firstContact !== 'LATE')) return handling;
  const { messaged: said, spoken } = await contactsOf(work, id);
  if (!said || spoken) return handling;
  await begin(work, contacts, starts.slice(0, 1));
  return firstContact === 'LATE' ? handling : marked(work, handling, null);
}

/** What turns out to wait until she may be called is met by the message; the unit's own limit ends, so that nobody is reminded to ring her. */
async function toWait(work: Work, contacts: Contacts): Promise<Handling> {
  const { handling, owed, starts } = contacts;
  const { id, urgency, firstContact } = handling;
  const waiting = owed.filter(({ dueBy }) => isMessaged(handling, urgency, work.now, dueBy));
  const tooEarly = owed.filter((clock) => !waiting.includes(clock) && beginsLater(clock, handling, work.now));
  await beginAgain(work, contacts, tooEarly, starts(handling, work.now));
  if (!waiting.length) return handling;
  const { messaged: said, unsent, spoken } = await contactsOf(work, id);
  if (unsent && !spoken) {
    const tonight = waiting.filter(({ state, startedAt }) => state === 'RUNNING' && startedAt <= work.now);
    if (owedUnsent(handling, work.now) > work.now)
      await beginAgain(work, contacts, tonight, startsUnsent(contacts, work.now));
    return handling;
  }
  const ended = waiting.filter(({ ownerId }) => spoken || ownerId !== id);
  await cancelClocks(
    work,
    ended.map(({ ownerId }) => ownerId),
    ['CONTACT'],
  );
  return !spoken && (firstContact === null || said) ? messaged(work, handling) : handling;
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

async function beginAgain(
  work: Work,
  contacts: Contacts,
  clocks: readonly Clock[],
  starts: readonly ClockStart[],
): Promise<void> {
  const owners = clocks.map(({ ownerId }) => ownerId);
  await cancelClocks(work, owners, ['CONTACT']);
  await begin(
    work,
    contacts,
    starts.filter(({ ownerId }) => owners.includes(ownerId)),
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
