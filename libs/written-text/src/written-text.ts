/** What is not seen: default-ignorable characters (zero width, direction, fillers), controls, interlinear marks, lone surrogates, noncharacters. */
const unseen = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufff9-\ufffb]$/u;
/** Whether a text has anything that the walk below has to decide on; most have not. */
const needsLooking =
  /[\p{Default_Ignorable_Code_Point}\p{Cs}\p{Noncharacter_Code_Point}\ufff9-\ufffb\u2800\u2028\u2029]|(?![\t\n])\p{Cc}|\p{M}{31}/u;
const mark = /^\p{M}$/u;
const variationSelector = /^[\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;
const tag = /^[\u{e0020}-\u{e007f}]$/u;
const joiner = /^[\u200c\u200d]$/u;
const pictograph = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u;
/** Scripts whose spelling needs joiners (Unicode core specification, chapters 9, 12 to 14 and 16). */
const joining =
  /^[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]$/u;
const rightToLeft = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u;
const isolateBegins = /^[\u2066-\u2068]$/u;
const isolateEnds = '\u2069';
/** Most marks on one character: UAX #15, Stream-Safe Text Format. Without it, normalising costs the square of their number. */
const mostMarks = 30;
const compatibilityIdeographs = /([\uf900-\ufaff\u{2f800}-\u{2fa1f}]+)/u;

/**
 * A text as it is kept: what it looks like and nothing else. NFC; without zero-width, direction and control characters, lone surrogates and
 * noncharacters. Kept are line breaks (as U+000A), tabs, joiners inside emoji and in scripts that need them, variation selectors after what they vary,
 * and balanced isolates in lines with right-to-left script. A blank Braille pattern is a space, and a character has at most 30 marks. Idempotent, at
 * most three times as long, and linear in time.
 */
export function writtenText(given: string): string {
  return settled(given, (text) => text.normalize('NFC'));
}

/** As `writtenText`, for names and addresses: compatibility ideographs stay as people write their names. */
export function writtenName(given: string): string {
  return settled(given, (text) =>
    text
      .split(compatibilityIdeographs)
      .map((part, index) => (index % 2 ? part : part.normalize('NFC')))
      .join(''),
  );
}

/** Normalising may bring together what was apart, so it is looked at until nothing changes; that is the second time at the latest in practice. */
function settled(given: string, composed: (text: string) => string): string {
  let text = given;
  for (;;) {
    const next = composed(seen(text));
    if (next === text) return text;
    text = next;
  }
}

function seen(given: string): string {
  const text = given.includes('\r') ? given.replace(/\r\n?/g, '\n') : given;
  if (!needsLooking.test(text)) return text;
  return text
    .replace(/[\u0085\u2028\u2029]/gu, '\n')
    .replaceAll('\u2800', ' ')
    .split('\n')
    .map(seenLine)
    .join('\n');
}

/** What the marks and selectors that come stand on, what stands directly before, and how many marks the base has. */
type Before = { base: string; last: string; marks: number };

function seenLine(line: string): string {
  const characters = [...line];
  const isolates = rightToLeft.test(line) ? balanced(characters) : noIsolates;
  const before: Before = { base: '', last: '', marks: 0 };
  return characters
    .filter((character, index) => {
      const stays = unseen.test(character)
        ? character === '\t' ||
          isolates.has(index) ||
          isNeeded(character, before, characters[index + 1] ?? '')
        : !mark.test(character) || before.marks < mostMarks;
      if (stays) note(character, before);
      return stays;
    })
    .join('');
}

function note(character: string, before: Before): void {
  if (mark.test(character)) before.marks += 1;
  else if (!unseen.test(character) || character === '\t') {
    before.base = character;
    before.marks = 0;
  }
  before.last = character;
}

/** Whether an unseen character changes how its neighbours look. */
function isNeeded(character: string, { base, last, marks }: Before, next: string): boolean {
  if (!base.trim() || marks >= mostMarks) return false;
  if (variationSelector.test(character)) return !unseen.test(last);
  if (tag.test(character)) return pictograph.test(base);
  if (!joiner.test(character) || joiner.test(last)) return false;
  return (pictograph.test(base) && pictograph.test(next)) || joining.test(base);
}

const noIsolates: ReadonlySet<number> = new Set();

/** The places of isolates that are opened and closed within the line. */
function balanced(characters: readonly string[]): ReadonlySet<number> {
  const open: number[] = [];
  const pairs = new Set<number>();
  for (const [index, character] of characters.entries()) {
    if (isolateBegins.test(character)) open.push(index);
    const begin = character === isolateEnds ? open.pop() : undefined;
    if (begin !== undefined) pairs.add(begin).add(index);
  }
  return pairs;
}

/** Signs that only part or decorate: spaces, punctuation, and the symbols that are used as such (~ | + = ＾). */
const between = /[\p{P}\p{Z}\p{Sk}\p{Sm}\s]+/gu;
const numbered = /[0-9a-z]/u;

/**
 * A text as it is read, to tell whether two say the same: NFKC, without case, without what is not seen, spaces and punctuation. Between two digits or
 * Latin letters one mark stays, so that 3-1栋 is not 31栋 and 1.5 not 15. Empty for a text that has only signs: it says the same as no other.
 */
export function asRead(given: string): string {
  const folded = writtenText(given).normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  const visible = folded.replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, (one) =>
    /\s/u.test(one) ? ' ' : '',
  );
  return visible.replace(between, (signs: string, at: number) => {
    const end = at + signs.length;
    return numbered.test(visible[at - 1] ?? '') && numbered.test(visible[end] ?? '') ? '-' : '';
  });
}
