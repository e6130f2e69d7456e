/** A telephone or identity number in a text: [from, until) in UTF-16 units. */
export type PersonalNumber = Readonly<{
  kind: 'TELEPHONE' | 'LANDLINE' | 'IDENTITY';
  from: number;
  until: number;
}>;

/** Digits as people write them beside ASCII: what NFKC folds to ASCII, Arabic-Indic, circled ones, and Chinese numerals. */
const numerals: ReadonlyMap<string, string> = new Map(
  ['〇零○Ｏ', '一壹幺', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap(
    (written, digit) => [...written].map((character) => [character, String(digit)] as const),
  ),
);

/** What people and machines put between the digits of one number: white space, hyphens and dots of all kinds, brackets, and what is not seen. */
const between = /[\s\p{P}\p{Cf}\p{Zs}|~+]/u;
/** Longest run of them that still joins two groups of digits. */
const longestGap = 3;
/** Of an identity number; and groups that one number is made of at most, each digit alone. */
const longestNumber = 18;

/** Provinces of GB/T 2260, by which an identity number begins. */
const province = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])';
const day = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const forms: readonly (readonly [PersonalNumber['kind'], RegExp])[] = [
  // GB 11643: 18 digits or 17 and X; 15 before 1999
  ['IDENTITY', new RegExp(`^${province}\\d{4}(?:18|19|20)\\d{2}${day}\\d{3}[\\dX]$`)],
  ['IDENTITY', new RegExp(`^${province}\\d{6}${day}\\d{3}$`)],
  ['TELEPHONE', /^(?:00)?(?:86)?1[3-9]\d{9}$/],
  ['LANDLINE', /^(?:00)?(?:86)?0\d{2,3}[1-9]\d{6,7}$/],
];

type Group = { digits: string; from: number; until: number };

/**
 * The telephone and identity numbers of a text, in order, however they are written: in groups, in full width, in Chinese numerals. Services that everybody may
 * ring (12345, 110, 400…) and numbers of matters are none. Names are not known to it.
 */
export function personalNumbersIn(text: string): PersonalNumber[] {
  const found: PersonalNumber[] = [];
  const plain = text.replace(harmless, (token) => '文'.repeat(token.length));
  for (const groups of runsIn(plain)) {
    for (let first = 0; first < groups.length; first += 1) {
      const match = matchAt(groups, first);
      if (!match) continue;
      const { from, ...number } = match.number;
      found.push({ ...number, from: /[+＋]/.test(text[from - 1] ?? '') ? from - 1 : from });
      first = match.last;
    }
  }
  return found;
}

/** A text in which they are left out, and are seen to be. */
export function withoutPersonalNumbers(
  text: string,
  { except = [] }: Readonly<{ except?: readonly PersonalNumber['kind'][] }> = {},
): string {
  let kept = '';
  let at = 0;
  for (const { kind, from, until } of personalNumbersIn(text)) {
    if (except.includes(kind)) continue;
    kept += `${text.slice(at, from)}（号码略）`;
    at = until;
  }
  return kept + text.slice(at);
}

/** The longest number that begins with a group. */
function matchAt(
  groups: readonly Group[],
  first: number,
): Readonly<{ number: PersonalNumber; last: number }> | null {
  let digits = '';
  let match: Readonly<{ number: PersonalNumber; last: number }> | null = null;
  for (let last = first; last < Math.min(groups.length, first + longestNumber); last += 1) {
    digits += groups[last]?.digits ?? '';
    if (digits.length > longestNumber) break;
    const kind = kindOf(digits);
    if (kind)
      match = { number: { kind, from: groups[first]?.from ?? 0, until: groups[last]?.until ?? 0 }, last };
  }
  return match;
}

function kindOf(digits: string): PersonalNumber['kind'] | undefined {
  return forms.find(
    ([kind, form]) => form.test(digits) || (kind !== 'IDENTITY' && form.test(digits.replace(/X$/, ''))),
  )?.[0];
}

/** 09:30 and the number of a matter are no part of a number; opening hours, or two matters, would otherwise read as one. */
const harmless = /(?<!\d)(?:(?:[01]?\d|2[0-3])[:：][0-5]\d|20\d{6}-\d{6}-\d)(?!\d)/g;

/** Groups of digits with nothing but a short gap between them. A group is written in one way: 王五13800138000 holds two. */
function runsIn(text: string): Group[][] {
  const runs: Group[][] = [];
  let gap = longestGap + 1;
  let inWords = false;
  let at = 0;
  for (const character of text) {
    const until = at + character.length;
    const digit = digitOf(character);
    const words = numerals.has(character);
    const group = runs.at(-1)?.at(-1);
    if (digit !== null && group && gap === 0 && words === inWords) {
      group.digits += digit;
      group.until = until;
    } else if (digit === null || digit === 'X') {
      gap += between.test(character) ? 1 : longestGap + 1;
    } else {
      const begun = { digits: digit, from: at, until };
      if (gap <= longestGap) runs.at(-1)?.push(begun);
      else runs.push([begun]);
      gap = 0;
      inWords = words;
    }
    at = until;
  }
  return runs;
}

/** An ASCII digit, or the X at the end of an identity number. */
function digitOf(character: string): string | null {
  const folded = character.normalize('NFKC');
  if (/^[\dxX]$/.test(folded)) return folded.toUpperCase();
  if (/^\p{Nd}$/u.test(folded)) return String(valueOf(folded));
  return numerals.get(character) ?? null;
}

/** Decimal digits of a script stand in a row from its zero on. */
function valueOf(digit: string): number {
  let value = 0;
  for (
    let code = (digit.codePointAt(0) ?? 0) - 1;
    /^\p{Nd}$/u.test(String.fromCodePoint(code)) && value < 9;
    code -= 1
  )
    value += 1;
  return value;
}
