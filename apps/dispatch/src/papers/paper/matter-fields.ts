import { DomainError, words, type ClockKind, type Outcome, type Satisfaction } from '@weisu/contracts';
import type { Handling } from '../../ground/handling/handling.js';
import { summaryOf, type Entry, type Names } from '../../ground/ledger/ledger.js';
import type { WorkOrder } from '../../orders/work-order/work-order.js';
import { dayText, instantText, limitText, shortText } from './instant-text.js';
import type { Fields } from './paper.js';

type Limit = Readonly<{ ownerId: string; kind: ClockKind; state: string; dueBy: Date }>;

/** What dispatch knows of a matter, for the papers that are about one. */
export type MatterFacts = Readonly<{
  handling: Handling;
  area: string | null;
  category: string | null;
  /** In the order of the ledger. */
  entries: readonly Entry[];
  /** Of the notes that the entries name. */
  texts: ReadonlyMap<string, string>;
  /** Neither returned nor cancelled. */
  orders: readonly WorkOrder[];
  limits: readonly Limit[];
  names: Names;
}>;

const commonFields = ({ handling, area, category }: MatterFacts): Fields => ({
  appealNumber: handling.number,
  area,
  category,
});

/** 问题收集登记单. */
export function collectionFields(facts: MatterFacts): Fields {
  const { channel, submittedAt, nature, urgency } = facts.handling;
  const registered = facts.entries.find(({ type }) => type === 'intake.appeal-registered.v1');
  return {
    ...commonFields(facts),
    channel: words.channels[channel],
    receivedAt: instantText(submittedAt),
    receivedBy: registered ? officialOf(registered, facts.names) : null,
    nature: nature && words.natures[nature],
    urgency: urgency && words.urgencies[urgency],
  };
}

/** 问题处理登记单. Throws PAPER_NOT_READY before anybody has it in hand. */
export function handlingFields(facts: MatterFacts): Fields {
  const lead = leadIn(facts);
  const dueBy = facts.limits.findLast(
    ({ ownerId, kind, state }) => ownerId === lead.id && kind === 'RESOLVE' && state !== 'CANCELLED',
  )?.dueBy;
  const assists = facts.orders.filter(({ role }) => role === 'ASSIST');
  return {
    ...commonFields(facts),
    ...resultFields(facts),
    assists: assists.map(({ unitId }) => nameIn(facts, unitId)).join('、'),
    dispatchedAt: instantText(lead.dispatchedAt),
    dueBy: dueBy ? limitText(dueBy) : null,
    progress: progressOf(facts),
  };
}

/** 问题反馈登记单. Throws PAPER_NOT_READY before it is resolved. */
export function feedbackFields(facts: MatterFacts): Fields {
  if (!facts.handling.resolvedAt) throw new DomainError('PAPER_NOT_READY');
  const since = ofThisRound(facts);
  const told = since.findLast(
    ({ type, payload }) =>
      type === 'dispatch.reported-back.v1' ||
      (type === 'evaluation.follow-up-recorded.v1' && payload['contacted'] === true),
  );
  const stars = ratingIn(since)?.payload['stars'];
  return {
    ...commonFields(facts),
    ...resultFields(facts),
    repliedAt: told ? instantText(told.at) : null,
    stars: typeof stars === 'number' ? `${stars}星` : null,
  };
}

/** Whether the appellant has rated what the lead did last: once, so that another round has no rating. */
export const isRated = (facts: MatterFacts): boolean => ratingIn(ofThisRound(facts)) !== undefined;

const ratingIn = (entries: readonly Entry[]): Entry | undefined =>
  entries.findLast(({ type }) => type === 'evaluation.appeal-rated.v1');

/** What was said since the lead was done the last time. */
function ofThisRound({ entries }: MatterFacts): readonly Entry[] {
  return entries.slice(entries.findLastIndex(isLeadDone) + 1);
}

const isLeadDone = ({ type, payload }: Entry): boolean =>
  type === 'dispatch.work-order-resolved.v1' && payload['role'] === 'LEAD';

type FiledOpinion = Readonly<{ facts: string; opinion: string; basis: string | null; filed_at: Date }>;

/** 群众诉求处理意见书. */
export function opinionFields(
  facts: MatterFacts,
  { facts: found, opinion, basis, filed_at: filedAt }: FiledOpinion,
): Fields {
  return {
    ...commonFields(facts),
    acceptedAt: dayText(facts.handling.submittedAt),
    filedAt: dayText(filedAt),
    facts: found,
    opinion,
    basis,
  };
}

/** The last follow-up that a unit ended, with the number of its form; null: it was ended before events told that. Throws PAPER_NOT_READY. */
export function followUpOf(
  { entries }: MatterFacts,
  unitId: string,
): Readonly<{ entry: Entry; number: string | null; followUpId: string }> {
  const entry = entries.findLast(
    ({ type, payload }) =>
      type === 'evaluation.follow-up-recorded.v1' &&
      payload['unitId'] === unitId &&
      // an attempt that did not end it has no outcome
      typeof payload['outcome'] === 'string',
  );
  if (!entry) throw new DomainError('PAPER_NOT_READY');
  const { formNumber, followUpId } = entry.payload;
  return {
    entry,
    number: typeof formNumber === 'string' ? formNumber : null,
    followUpId: String(followUpId),
  };
}

/** 群众诉求办理情况回访登记表: the result is what it was when the appellant was asked. */
export function followUpFields(facts: MatterFacts, entry: Entry): Fields {
  const { outcome, satisfaction } = entry.payload as { outcome?: Outcome; satisfaction?: Satisfaction };
  const asked = { ...facts, entries: facts.entries.slice(0, facts.entries.indexOf(entry)) };
  return {
    ...commonFields(facts),
    lead: resultFields(asked)['lead'] ?? null,
    result: resultText(asked),
    contactedAt: instantText(entry.at),
    outcome: outcome ? words.outcomes[outcome] : null,
    satisfaction: satisfaction ? words.satisfactions[satisfaction] : null,
    by: officialOf(entry, facts.names),
  };
}

function resultFields(facts: MatterFacts): Fields {
  const { resolvedAt } = facts.handling;
  const lead = facts.orders.findLast(({ role }) => role === 'LEAD');
  return {
    lead: lead ? nameIn(facts, lead.unitId) : null,
    result: resolvedAt ? resultText(facts) : null,
    doneAt: resolvedAt ? instantText(resolvedAt) : null,
  };
}

/** What the lead said when it was done. */
function resultText({ entries, texts }: MatterFacts): string | null {
  const done = entries.findLast(isLeadDone);
  return done ? noteOf(done, texts) : null;
}

/** What units did on the way, with what they noted. */
const onTheWay: ReadonlySet<string> = new Set([
  'dispatch.work-order-accepted.v1',
  'dispatch.first-contact-made.v1',
  'dispatch.appellant-contacted.v1',
  'dispatch.appellant-messaged.v1',
  'dispatch.first-verification-made.v1',
  'dispatch.facts-verified.v1',
  'dispatch.progress-recorded.v1',
  'dispatch.whistle-blown.v1',
  'dispatch.unit-reported-in.v1',
  'dispatch.work-order-resolved.v1',
  'dispatch.request-decided.v1',
  'dispatch.appeal-reopened.v1',
]);

function progressOf(facts: MatterFacts): string {
  return facts.entries
    .filter(({ type }) => onTheWay.has(type))
    .map((entry) => {
      const who = entry.unit_id ? nameIn(facts, entry.unit_id) : '';
      const note = noteOf(entry, facts.texts);
      return `${shortText(entry.at)} ${who} ${summaryOf(entry, facts.names)}${note ? `：${note}` : ''}`;
    })
    .join('\n');
}

function leadIn({ orders }: MatterFacts): WorkOrder {
  const lead = orders.findLast(({ role }) => role === 'LEAD');
  if (!lead) throw new DomainError('PAPER_NOT_READY');
  return lead;
}

/** Who did it, if it was an official whom we know; else it stays empty, to be written by hand. */
const officialOf = ({ actor_kind: kind, actor_subject: subject }: Entry, names: Names): string | null =>
  kind === 'STAFF' ? names.person(subject) : null;

const nameIn = ({ names }: MatterFacts, unitId: string): string => names.unit(unitId) ?? unitId;

function noteOf({ payload }: Entry, texts: ReadonlyMap<string, string>): string | null {
  const { noteId } = payload;
  return typeof noteId === 'string' ? (texts.get(noteId) ?? null) : null;
}
