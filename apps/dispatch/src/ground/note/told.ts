import { DomainError } from '@weisu/contracts';
import { personalNumbersIn, type PersonalNumber } from '@weisu/personal-data';
import { written } from './written.js';

const names: Readonly<Record<PersonalNumber['kind'], string>> = {
  TELEPHONE: '电话号码',
  LANDLINE: '电话号码',
  IDENTITY: '证件号码',
};

/**
 * A text that is published, or told to a resident. Throws PERSONAL_NUMBER with the places of telephone and identity numbers in it, and what `written` throws.
 * `except`: kinds that may stand in it.
 */
export function told(text: string, field: string, except: readonly PersonalNumber['kind'][] = []): string {
  const found = personalNumbersIn(text).filter(({ kind }) => !except.includes(kind));
  if (!found.length) return written(text);
  const characters = (at: number): number => [...text.slice(0, at)].length;
  const places = found.map(
    ({ kind, from, until }) => `第${characters(from) + 1}–${characters(until)}字（${names[kind]}）`,
  );
  throw new DomainError('PERSONAL_NUMBER', `${field}：${places.slice(0, 10).join('、')}`);
}

/** The same, for a text that may be left out. */
export function toldIfAny(
  text: string | null | undefined,
  field: string,
  except: readonly PersonalNumber['kind'][] = [],
): string | null {
  return text?.trim() ? told(text, field, except) : null;
}
