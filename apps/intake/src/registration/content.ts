import { createHash, createHmac } from 'node:crypto';
import { DomainError } from '@weisu/contracts';

/** What was said, as it is stored. `givenTitle` is empty when the title is only the beginning of the text. */
export type Content = Readonly<{ title: string; givenTitle: string; text: string }>;

export const longestText = 20_000;
export const longestTitle = 200;
const longestDerivedTitle = 30;

/** Throws TEXT_EMPTY, TEXT_TOO_LONG or INVALID_ARGUMENT. Lengths count characters, not UTF-16 units. */
export function contentOf(given: { title?: string | null; text: string }): Content {
  const text = cleanText(given.text);
  const givenTitle = printable(given.title ?? '').trim();
  if ([...givenTitle].length > longestTitle)
    throw new DomainError('INVALID_ARGUMENT', `title: at most ${longestTitle} characters`);
  return { title: givenTitle || beginningOf(text), givenTitle, text };
}

/** Throws TEXT_EMPTY or TEXT_TOO_LONG. */
export function cleanText(given: string): string {
  const text = printable(given).trim();
  if (!text) throw new DomainError('TEXT_EMPTY');
  if (text.length > longestText && [...text].length > longestText) throw new DomainError('TEXT_TOO_LONG');
  return text;
}

/** PostgreSQL stores no U+0000. */
function printable(text: string): string {
  return text.replaceAll('\u0000', '');
}

function beginningOf(text: string): string {
  const [sentence = text] = text.split(/[。！？!?\n\r]/u, 1);
  const characters = [...(sentence.trim() || text)];
  return characters.length > longestDerivedTitle
    ? `${characters.slice(0, longestDerivedTitle).join('')}…`
    : characters.join('');
}

/** SHA-256 of the text after NFKC and removal of white space: two messages with the same one say the same. */
export function textHash(text: string): Buffer {
  return createHash('sha256').update(text.normalize('NFKC').replace(/\s+/gu, '')).digest();
}

/**
 * Whether a registration that comes again says the same: title, text and reporter. Keyed, because a bare digest of a phone number is
 * guessed in seconds.
 */
export function contentMark(
  key: Buffer,
  { givenTitle, text }: Content,
  reporter: Readonly<{ name: string | null; phone: string | null }>,
): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify(['content', givenTitle, text, reporter.name, reporter.phone]))
    .digest();
}
