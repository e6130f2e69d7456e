import { eventCatalogue, words } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { notKept, toldFields } from './told-fields.js';

export type Entry = Readonly<{
  appeal_id: string;
  service: string;
  sequence: number;
  type: string;
  at: Date;
  actor_subject: string;
  actor_kind: string;
  unit_id: string | null;
  delegate_id: string | null;
  payload: Readonly<Record<string, unknown>>;
}>;

export type Names = Readonly<{
  unit: (id: string) => string | null;
  person: (subject: string) => string | null;
}>;

export const namesIn = (directory: Directory): Names => ({
  unit: (id) => directory.unit(id)?.name ?? null,
  person: (subject) => directory.person(subject)?.name ?? null,
});

/** One line that a supervisor understands: what happened, which unit it concerns, and whether it was late. */
export function summaryOf(entry: Entry, names: Names): string {
  const label = eventCatalogue.get(entry.type)?.label ?? entry.type;
  const { payload } = entry;
  const parts = [label];
  const unitId = payload['unitId'] ?? payload['leadUnitId'] ?? payload['committeeId'];
  if (typeof unitId === 'string' && unitId !== entry.unit_id) parts.push(names.unit(unitId) ?? unitId);
  const told = Object.entries(payload).flatMap(([key, value]) => wordsOf(key, value));
  return [...parts, ...told].join(' · ');
}

/** `kind` says of a limit, a request or a follow-up which it is; no two of the lists share a value. */
const kinds: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(words.clockKinds).map(([kind, word]) => [kind, `${word}时限`])),
  ...words.requestKinds,
  ...words.followUpKinds,
};

/** By the name of the field of an event. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: words.handlerRoles,
  paper: words.paperKinds,
  urgency: words.urgencies,
  kind: kinds,
  approved: { true: '同意', false: '不同意' },
  accepted: { true: '认定通过', false: '认定不通过' },
  late: { true: '逾时' },
  outcome: { ...words.outcomes, ...words.onTheSpotOutcomes },
  verdict: words.verdicts,
  consents: { true: '同意调解', false: '拒绝调解' },
  cause: words.supervisionCauses,
  performed: { true: '已履行', false: '未履行' },
  confirmed: { true: '准予确认', false: '不予确认' },
};

function wordsOf(key: string, value: unknown): string[] {
  if (key === 'stars' && typeof value === 'number') return [`${value}星`];
  if (key === 'number' && typeof value === 'string') return [value];
  const word = values[key]?.[String(value)];
  return word ? [word] : [];
}

/** What the ledger keeps of an event. */
export const keptOf = (payload: object): object =>
  Object.fromEntries(Object.entries(payload).filter(([name]) => !notKept.has(name)));

const repetitions = ['repeatOfId', 'repeatId'] as const;
const links = [...repetitions, 'intoId'] as const;

/** Other appeals that an entry names: the original, a repetition, what it was merged into. They may be a neighbour's. */
export const linkedAppeals = (entry: Entry): string[] => idsIn(entry, links);

function idsIn({ payload }: Entry, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const id = payload[name];
    return typeof id === 'string' ? [id] : [];
  });
}

/** Of the appeals that entries name: those that the reader may see, and those (of the entries, too) whose person the reader may not know. */
export type Links = Readonly<{ linked: ReadonlySet<string>; unknown: ReadonlySet<string> }>;

/**
 * What the event says to its reader. A repetition is by the same person: it is not told where the reader may not know who asked in one of the two, nor
 * what is a neighbour's.
 */
export function detailOf(entry: Entry, { linked, unknown }: Links): Readonly<Record<string, unknown>> {
  const same = idsIn(entry, repetitions);
  const secret = same.length > 0 && [...same, entry.appeal_id].some((id) => unknown.has(id));
  const hidden: ReadonlySet<string> =
    secret || linkedAppeals(entry).some((id) => !linked.has(id))
      ? new Set([...links, 'repeatNumber'])
      : new Set();
  return Object.fromEntries(
    Object.entries(entry.payload).filter(([name]) => toldFields.has(name) && !hidden.has(name)),
  );
}

/** Who did it, as people may read it: officials by name, residents and our own rules by what they are. */
export function actorOf(entry: Entry, names: Names): string {
  if (entry.actor_kind === 'RESIDENT') return '诉求人';
  if (entry.actor_kind === 'SYSTEM') return '系统';
  if (entry.actor_kind === 'INTEGRATION') return entry.actor_subject;
  return names.person(entry.actor_subject) ?? entry.actor_subject;
}
