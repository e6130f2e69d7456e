import type { LedgerEntryAnswer, OperationName } from '@weisu/api';
import { words } from '@weisu/contracts';

/** What the rows are made of; asks in the caller's name, so that nobody exports more than he sees. */
export type Ask = (operation: OperationName, args: unknown) => Promise<unknown>;

/** Matters that are read at once. */
const pageSize = 100;

/** The cells of an entry, in the order of the columns. */
export type LedgerRow = string[];

export const ledgerColumns = [
  ...['编号', '区划', '状态', '紧急程度', '时间', '来源', '事项', '经办人', '单位', '代理单位'],
].map((header) => ({ header }));

type Connection = Readonly<{
  edges: readonly Readonly<{ node: Readonly<{ id: string }> }>[];
  pageInfo: Readonly<{ hasNextPage: boolean; endCursor: string | null }>;
}>;
type Appeal = Readonly<{ number?: string; areaCode?: string | null }> | null;
type Handling = Readonly<{ status?: string; urgency?: string | null }> | null;
type Named = Readonly<{ id: string; name: string }> | null;

/** 2026-11-23 09:00:00, in Shanghai: what people read, and sorts. */
const shown = (at: Date | string): string =>
  new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/**
 * 督办台账: every entry of every matter of a filter, the latest matter first, its entries in order. A page at a time, so that a district's year costs no more
 * memory than a page. The first page is read before the first row is asked for: a refusal is then an answer, and not a broken file.
 */
export async function ledgerRows(ask: Ask, filter: unknown): Promise<AsyncGenerator<LedgerRow[]>> {
  const pageAfter = async (after: string | null): Promise<Connection> =>
    (await ask('appeals', { filter, first: pageSize, after })) as Connection;
  return rowsFrom(ask, pageAfter, await pageAfter(null));
}

async function* rowsFrom(
  ask: Ask,
  pageAfter: (after: string | null) => Promise<Connection>,
  first: Connection,
): AsyncGenerator<LedgerRow[]> {
  const names = new Map<string, string>();
  for (let page = first; ; page = await pageAfter(page.pageInfo.endCursor)) {
    const keys = page.edges.map(({ node }) => node.id);
    const [appeals, handlings, ledgers] = (await Promise.all([
      ask('appealsById', { keys }),
      ask('handlingByAppeal', { keys }),
      ask('ledgerByAppeal', { keys }),
    ])) as [readonly Appeal[], readonly Handling[], readonly (readonly LedgerEntryAnswer[])[]];
    await learnNames(ask, names, ledgers.flat());
    yield ledgers.flatMap((entries, index) =>
      entries.map((entry) => rowOf(appeals[index] ?? null, handlings[index] ?? null, entry, names)),
    );
    if (!page.pageInfo.hasNextPage) return;
  }
}

async function learnNames(
  ask: Ask,
  names: Map<string, string>,
  entries: readonly LedgerEntryAnswer[],
): Promise<void> {
  const named = entries.flatMap(({ unitId, delegateId }) => [unitId, delegateId]);
  const keys = [...new Set(named)].filter((id) => typeof id === 'string' && !names.has(id));
  for (let from = 0; from < keys.length; from += pageSize) {
    const units = (await ask('unitsById', { keys: keys.slice(from, from + pageSize) })) as readonly Named[];
    for (const unit of units) if (unit) names.set(unit.id, unit.name);
  }
}

function rowOf(
  appeal: Appeal,
  handling: Handling,
  { at, service, summary, actor, unitId, delegateId }: LedgerEntryAnswer,
  names: ReadonlyMap<string, string>,
): LedgerRow {
  const nameOf = (id: string | null | undefined): string => (id ? (names.get(id) ?? id) : '');
  return [
    ...[appeal?.number ?? '', appeal?.areaCode ?? ''],
    ...[wordOf(words.appealStatuses, handling?.status), wordOf(words.urgencies, handling?.urgency)],
    ...[at ? shown(at) : '', wordOf(words.services, service), summary ?? '', actor ?? ''],
    ...[nameOf(unitId), nameOf(delegateId)],
  ];
}

/** A value of a newer service, which this gateway has no word for, stays as it is. */
function wordOf(list: Readonly<Record<string, string>>, value: string | null | undefined): string {
  return value ? (list[value] ?? value) : '';
}
