import { eventCatalogue } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { toldFields } from './told-fields.js';

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
  const words = Object.entries(payload).flatMap(([key, value]) => wordsOf(key, value));
  return [...parts, ...words].join(' · ');
}

const kinds: Readonly<Record<string, string>> = {
  ALLOCATE: '分拨时限',
  ACCEPT: '签收时限',
  CONTACT: '联系时限',
  VERIFY: '核实时限',
  RESOLVE: '办结时限',
  OPINION: '意见书时限',
  REPLY: '回复时限',
  ACKNOWLEDGE: '接哨时限',
  REPORT_IN: '报到时限',
  ACT: '处置时限',
  FINISH: '完成时限',
  DECIDE: '审批时限',
  FOLLOW_UP: '回访时限',
  CUSTOM: '专项时限',
  RETURN: '退单',
  EXTEND: '延期',
  SUSPEND: '挂起',
  ESCALATE: '提级',
  DEFER: '暂缓办理',
  OFF_LIST: '清单外交办',
  ARBITRATE: '指定承办',
  HANDLER: '承办回访',
  LOOK_BACK: '回头看',
  SUPERVISORY: '复核回访',
  HOTLINE: '热线回访',
};

const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: { LEAD: '主办', ASSIST: '协办' },
  paper: {
    COLLECTION: '问题收集登记单',
    HANDLING: '问题处理登记单',
    FEEDBACK: '问题反馈登记单',
    CONSULTATION: '会商研判记录表',
    OPINION: '群众诉求处理意见书',
    FOLLOW_UP: '回访登记表',
    WHISTLE: '哨单',
    SUPERVISION: '督办单',
  },
  urgency: { URGENT: '紧急', FAST: '快处', ROUTINE: '常态' },
  kind: kinds,
  approved: { true: '同意', false: '不同意' },
  accepted: { true: '认定通过', false: '认定不通过' },
  late: { true: '逾时' },
  outcome: {
    SOLVED: '已解决',
    PARTLY: '部分解决',
    UNSOLVED: '未解决',
    NO_ANSWER: '未答复',
    SETTLED: '当场办结',
    ANSWERED: '当场答复',
    DISSUADED: '当场劝止',
  },
  verdict: { SETTLED: '已化解', UNSETTLED: '未化解', UNREACHABLE: '无法联系' },
  consents: { true: '同意调解', false: '拒绝调解' },
  cause: {
    HAND: '督办',
    REFUSAL: '拒绝报到被驳回',
    OVERDUE: '超期',
    RETURNED_OFTEN: '多次退单',
    REOPENED_OFTEN: '多次重办',
    BAD_EFFECT: '评价差',
  },
  performed: { true: '已履行', false: '未履行' },
  confirmed: { true: '准予确认', false: '不予确认' },
};

function wordsOf(key: string, value: unknown): string[] {
  if (key === 'stars' && typeof value === 'number') return [`${value}星`];
  if (key === 'number' && typeof value === 'string') return [value];
  const word = values[key]?.[String(value)];
  return word ? [word] : [];
}

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
