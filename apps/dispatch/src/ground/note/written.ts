import { DomainError } from '@weisu/contracts';

/** Most characters of a text. */
export const longest = 20_000;

/** A text that a person has to write. Throws TEXT_EMPTY or TEXT_TOO_LONG. */
export function written(text: string): string {
  if (!text.trim()) throw new DomainError('TEXT_EMPTY');
  if (text.length > longest) throw new DomainError('TEXT_TOO_LONG');
  return text;
}

/** A text that may be left out; blank is left out. */
export function writtenIfAny(text: string | null | undefined): string | null {
  return text?.trim() ? written(text) : null;
}
