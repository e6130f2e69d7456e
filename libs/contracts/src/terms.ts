import { createHash } from 'node:crypto';
import { errorCatalogue } from './errors.js';
import { shortWords } from './words-of-states.js';
import { words } from './words.js';

/** A code of the contract as people read it. `parent`: what it belongs under, as people read it; of categories alone. */
export type Term = Readonly<{ code: string; name: string; short: string; parent: string | null }>;
export type TermList = Readonly<{ name: string; terms: readonly Term[] }>;

/** `appealStatuses` is the list of the enum `AppealStatus`. */
export function enumOf(list: string): string {
  const singular = list.endsWith('ies')
    ? `${list.slice(0, -3)}y`
    : list.endsWith('statuses') || list.endsWith('Statuses')
      ? list.slice(0, -2)
      : list.slice(0, -1);
  return `${singular.charAt(0).toUpperCase()}${singular.slice(1)}`;
}

/** Every closed list in the order of the contract, and every error code (`ErrorCode`). */
export const termLists: readonly TermList[] = [
  ...Object.entries<Readonly<Record<string, string>>>(words).map(([list, named]) => ({
    name: enumOf(list),
    terms: Object.entries(named).map(([code, name]) => termOf(code, name, shortWords[list]?.[code])),
  })),
  {
    name: 'ErrorCode',
    terms: Object.entries(errorCatalogue).map(([code, { zh }]) => termOf(code, zh)),
  },
];

export function termOf(code: string, name: string, short = name, parent: string | null = null): Term {
  return { code, name, short, parent };
}

/** The same as long as nothing of them changes. */
export function versionOf(lists: readonly TermList[]): string {
  return createHash('sha256').update(JSON.stringify(lists)).digest('base64url').slice(0, 16);
}
