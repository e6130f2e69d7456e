import type { Operation } from '@weisu/api';
import { isId } from '@weisu/contracts';
import { externalKey } from './external-key.js';

/** What a call is about, as its arguments name it. */
export type CallKeys = Readonly<{
  /** Ids of matters and of what belongs to them. */
  ids: readonly string[];
  /** Numbers of matters, and systems' own numbers: the registrar (intake) knows whose they are. */
  numbers: readonly string[];
}>;

/** Longest number that any system gives. */
const longestNumber = 200;

/** The keys of a call by the paths that the contract names (`@subject`); arguments were checked against the SDL before. */
export function keysOf({ subject }: Operation, args: unknown): CallKeys {
  if (!subject) return { ids: [], numbers: [] };
  const strings = (path: string): string[] =>
    valuesAt(args, path.split('.')).filter(
      (value): value is string => typeof value === 'string' && value.length <= longestNumber,
    );
  const { ids = [], numbers = [], externals } = subject;
  const [system, number] = externals ?? [];
  const external =
    system && number
      ? strings(system).flatMap((name) => strings(number).map((one) => externalKey(name, one)))
      : [];
  return {
    ids: [...new Set(ids.flatMap(strings).filter((id) => isId(id)))],
    numbers: [...new Set([...numbers.flatMap(strings), ...external])],
  };
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry) => valuesAt(entry, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt((value as Record<string, unknown>)[name], rest);
}
