import { DomainError } from '@weisu/contracts';

const longest = 20_000;
const longestLine = 200;

/** Free text of any length a person writes. `field` names the argument and travels in the error; the text never does. */
export function requireText(text: string, field: string): string {
  const trimmed = limitedText(text);
  if (!trimmed) throw new DomainError('TEXT_EMPTY', field);
  return trimmed;
}

/** May be empty. */
export function limitedText(text: string): string {
  const trimmed = text.trim();
  if (trimmed.length > longest) throw new DomainError('TEXT_TOO_LONG');
  return trimmed;
}

/** A name, a place, a side: one short line. */
export function requireLine(text: string, field: string): string {
  const line = optionalLine(text, field);
  if (line === null) throw new DomainError('TEXT_EMPTY', field);
  return line;
}

export function optionalLine(text: string | null | undefined, field: string): string | null {
  const line = text?.trim() ?? '';
  if (line.length > longestLine)
    throw new DomainError('INVALID_ARGUMENT', `${field}: at most ${longestLine} characters`);
  return line || null;
}
