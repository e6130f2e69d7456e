import {
  DomainError,
  eventCatalogue,
  type ClockKind,
  type Outcome,
  type Satisfaction,
} from '@weisu/contracts';
import type { Handling } from '../handling/handling.js';
import { actorOf, type Entry, type Names } from '../ledger/ledger.js';
import type { WorkOrder } from '../work-order/work-order.js';
import type { Fields } from './paper.js';
import {
  channelWords,
  dayText,
  instantText,
  limitText,
  natureWords,
  outcomeWords,
  satisfactionWords,
  shortText,
  urgencyWords,
} from './words.js';

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

export const commonFields = ({ handling, area, category }: MatterFacts): Fields => ({
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
    channel: channelWords[channel],
    receivedAt: instantText(submittedAt),
    receivedBy: registered ? actorOf(registered, facts.names) : null,
    nature: nature && natureWords[nature],
    urgency: urgency && urgencyWords[urgency],
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
  const told = facts.entries.findLast(
    ({ type, payload }) =>
      type === 'dispatch.reported-back.v1' ||
      (type === 'evaluation.follow-up-recorded.v1' && payload['contacted'] === true),
  );
  const stars = facts.entries.findLast(({ type }) => type === 'evaluation.appeal-rated.v1')?.payload['stars'];
  return {
    ...commonFields(facts),
    ...resultFields(facts),
    repliedAt: told ? instantText(told.at) : null,
    stars: typeof stars === 'number' ? `${stars}星` : null,
  };
}

type FiledOpinion = Readonly<{ facts: string; opinion: string; basis: string | null }>;

/** 群众诉求处理意见书. */
export function opinionFields(facts: MatterFacts, { facts: found, opinion, basis }: FiledOpinion): Fields {
  return {
    ...commonFields(facts),
    acceptedAt: dayText(facts.handling.submittedAt),
    facts: found,
    opinion,
    basis,
  };
}

/** The last follow-up that a unit ended, with the number of its form. Throws PAPER_NOT_READY. */
export function followUpOf(
  { entries }: MatterFacts,
  unitId: string,
): Readonly<{ entry: Entry; number: string; followUpId: string }> {
  const entry = entries.findLast(
    ({ type, payload }) =>
      type === 'evaluation.follow-up-recorded.v1' &&
      payload['unitId'] === unitId &&
      typeof payload['formNumber'] === 'string',
  );
  if (!entry) throw new DomainError('PAPER_NOT_READY');
  return {
    entry,
    number: String(entry.payload['formNumber']),
    followUpId: String(entry.payload['followUpId']),
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
    outcome: outcome ? outcomeWords[outcome] : null,
    satisfaction: satisfaction ? satisfactionWords[satisfaction] : null,
    by: actorOf(entry, facts.names),
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
  const done = entries.findLast(
    ({ type, payload }) => type === 'dispatch.work-order-resolved.v1' && payload['role'] === 'LEAD',
  );
  return done ? noteOf(done, texts) : null;
}

/** What units did on the way, with what they noted. */
const onTheWay: ReadonlySet<string> = new Set([
  'dispatch.work-order-accepted.v1',
  'dispatch.appellant-contacted.v1',
  'dispatch.facts-verified.v1',
  'dispatch.progress-recorded.v1',
  'dispatch.whistle-blown.v1',
  'dispatch.unit-reported-in.v1',
]);

function progressOf(facts: MatterFacts): string {
  return facts.entries
    .filter(({ type }) => onTheWay.has(type))
    .map((entry) => {
      const who = entry.unit_id ? nameIn(facts, entry.unit_id) : '';
      const note = noteOf(entry, facts.texts);
      return `${shortText(entry.at)} ${who} ${eventCatalogue.get(entry.type)?.label ?? ''}${note ? `：${note}` : ''}`;
    })
    .join('\n');
}

function leadIn({ orders }: MatterFacts): WorkOrder {
  const lead = orders.findLast(({ role }) => role === 'LEAD');
  if (!lead) throw new DomainError('PAPER_NOT_READY');
  return lead;
}

const nameIn = ({ names }: MatterFacts, unitId: string): string => names.unit(unitId) ?? unitId;

function noteOf({ payload }: Entry, texts: ReadonlyMap<string, string>): string | null {
  const { noteId } = payload;
  return typeof noteId === 'string' ? (texts.get(noteId) ?? null) : null;
}
