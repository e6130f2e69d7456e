import { isDeepStrictEqual } from 'node:util';
import { DomainError, type PaperKind } from '@weisu/contracts';
import type { Template } from '@weisu/papers';

/** What stands in a template's braces, as far as dispatch knows it; null stays empty, to be written by hand. */
export type Fields = Readonly<Record<string, string | null>>;

/** Characters of one field, as many as a note may have: no paper takes minutes to print. */
const longestField = 20_000;

/** What is longer ends by saying that there is more. */
export function shortened(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [
      name,
      text !== null && text.length > longestField
        ? `${text.slice(0, longestField).replace(/[\uD800-\uDBFF]$/, '')}……（全文见台账）`
        : text,
    ]),
  );
}

/**
 * A paper before it is put on a page. Of what others keep (who asks, in which words, what was answered to a follow-up, a rating's comment) it holds only
 * which it is: that is read when it is printed, from who keeps it, and never changes until it is erased.
 */
export type Sheet = Readonly<{
  template: Template;
  fields: Fields;
  followUpId: string | null;
  /** The appellant had rated the matter. */
  rated: boolean;
}>;

/** 文书. `sheet` is null once erased. */
export type Paper = Readonly<{
  id: string;
  kind: PaperKind;
  number: string;
  code: string;
  subjectId: string;
  appealId: string | null;
  whistleId: string | null;
  unitId: string;
  named: boolean;
  sheet: Sheet | null;
  issuedBy: string;
  issuedAt: Date;
  replacedAt: Date | null;
  erasedAt: Date | null;
}>;

/** What is to be issued; its number where it has one already. */
export type Draft = Readonly<{
  kind: PaperKind;
  subjectId: string;
  appealId: string | null;
  whistleId: string | null;
  /** Whose paper it is, whoever presses the button; null: who issues it. */
  unitId?: string | null;
  /** Whose template it is printed by; null: the district's. */
  areaCode: string | null;
  number: string | null;
  fields: Fields;
  followUpId?: string | null;
  rated?: boolean;
}>;

/** Papers of a matter name who asked; the others know no appellant. */
const ofMatter: ReadonlySet<PaperKind> = new Set([
  'COLLECTION',
  'HANDLING',
  'FEEDBACK',
  'OPINION',
  'FOLLOW_UP',
]);

export function requireNameable(kind: PaperKind, named: boolean): void {
  if (named && !ofMatter.has(kind))
    throw new DomainError('INVALID_ARGUMENT', `named: no appellant stands on a ${kind}`);
}

/** Crockford's: no I, L, O or U, so that nobody reads one letter for another. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Twelve letters, 60 bits: a guess a second finds one in some thirty thousand million years. */
const codeLength = 12;

/** `chance`: twelve random bytes. */
export function codeOf(chance: Uint8Array): string {
  return [...chance.subarray(0, codeLength)].map((byte) => letters[byte % letters.length]).join('');
}

/** ABCD-EFGH-JKMN, as it stands on the paper. */
export function shownCode(code: string): string {
  return code.match(/.{4}/g)?.join('-') ?? code;
}

/** As people type it: with gaps, in lower case or full width, O for 0. */
export function typedCode(text: string): string {
  const plain = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return plain.replace(/O/g, '0').replace(/[IL]/g, '1');
}

export function stateOf({ replacedAt, erasedAt }: Paper): 'VALID' | 'REPLACED' | 'ERASED' {
  if (replacedAt) return 'REPLACED';
  return erasedAt ? 'ERASED' : 'VALID';
}

/** Whether a paper says what is to be said now: all but its own code and day. */
export function saysTheSame({ sheet: was }: Paper, sheet: Sheet): boolean {
  if (!was) return false;
  const { code, date } = was.fields;
  const now = { ...sheet, fields: { ...sheet.fields, code, date } };
  return isDeepStrictEqual(JSON.parse(JSON.stringify(now)), JSON.parse(JSON.stringify(was)));
}
