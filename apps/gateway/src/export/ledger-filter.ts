import { refusal } from '../calling/refusal.js';

/** As it was parsed: a name that comes more than once has a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const listed = ['status', 'urgency', 'channel'] as const;
const single = ['areaCode', 'origin', 'from', 'until'] as const;
const known: readonly string[] = [...listed, ...single, 'overdue'];

/**
 * The filter of `appeals` from a query: lists by commas, by repetition, or both; everything else once. Values are left to the owner of `appeals` to refuse; a
 * name that is no filter would silently export everything. Throws INVALID_ARGUMENT with the name of the parameter.
 */
export function ledgerFilter(query: Query): Readonly<Record<string, unknown>> {
  const strange = Object.keys(query).find((name) => !known.includes(name));
  if (strange !== undefined) throw refusal('INVALID_ARGUMENT', strange.slice(0, 100));
  const filter: Record<string, unknown> = {};
  for (const name of single) {
    const value = onceOf(query, name);
    if (value !== undefined) filter[name] = value;
  }
  for (const name of listed) {
    const values = [query[name] ?? []].flat().flatMap((value) => value.split(','));
    if (values.length) filter[name] = values;
  }
  const overdue = onceOf(query, 'overdue');
  if (overdue === undefined) return filter;
  if (overdue !== 'true' && overdue !== 'false') throw refusal('INVALID_ARGUMENT', 'overdue: true or false');
  return { ...filter, overdue: overdue === 'true' };
}

function onceOf(query: Query, name: string): string | undefined {
  const value = query[name];
  if (typeof value === 'string' || value === undefined) return value;
  throw refusal('INVALID_ARGUMENT', `${name}: once`);
}
