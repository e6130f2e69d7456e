import { createHash, createHmac } from 'node:crypto';
import { DomainError } from '@weisu/contracts';
import { asRead, writtenText } from '@weisu/written-text';

/** What was said, as it is stored. `givenTitle` is empty when the title is only the beginning of the text. */
export type Content = Readonly<{ title: string; givenTitle: string; text: string }>;

export const longestText = 20_000;
export const longestTitle = 200;
const longestDerivedTitle = 30;

/** Throws TEXT_EMPTY, TEXT_TOO_LONG or INVALID_ARGUMENT. Lengths count characters, not UTF-16 units. */
export function contentOf(given: { title?: string | null; text: string }): Content {
  const text = cleanText(given.text);
  const givenTitle = writtenText(given.title ?? '').trim();
  if ([...givenTitle].length > longestTitle)
    throw new DomainError('INVALID_ARGUMENT', `title: at most ${longestTitle} characters`);
  return { title: givenTitle || beginningOf(text), givenTitle, text };
}

/** Throws TEXT_EMPTY or TEXT_TOO_LONG. */
export function cleanText(given: string): string {
  const text = writtenText(given).trim();
  if (!text) throw new DomainError('TEXT_EMPTY');
  if (text.length > longestText && [...text].length > longestText) throw new DomainError('TEXT_TOO_LONG');
  return text;
}

/** What a matter without a title is called by. */
export function beginningOf(text: string): string {
  const [sentence = text] = text.split(/[。！？!?\n\r]/u, 1);
  const characters = [...(sentence.trim() || text)];
  return characters.length > longestDerivedTitle
    ? `${characters.slice(0, longestDerivedTitle).join('')}…`
    : characters.join('');
}

/**
 * What tells whether the same person says the same again: SHA-256 of the text as it is read. A text of which nothing is read says the same as no other:
 * the bytes of its own id stand there.
 */
export function wordsHash(text: string, id: string): Buffer {
  const read = asRead(text);
  return read ? createHash('sha256').update(read).digest() : ownWords(id);
}

/** Sixteen bytes, so that they are never a digest. */
export function ownWords(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/**
 * As the version before told repeats: SHA-256 after NFKC and removal of white space. Written as long as that version may run beside, and what rows that it
 * brought in are found by.
 */
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
