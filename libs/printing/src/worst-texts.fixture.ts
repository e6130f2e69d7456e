/** As long as a service lets a field be. */
export const mostCharacters = 20_000;

const filled = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);
const from = (first: number, length: number): string =>
  Array.from({ length }, (_, index) => String.fromCodePoint(first + index)).join('');

/** What people write: fifteen hundred characters, no line like another. */
export const ordinaryChinese = (length = mostCharacters): string =>
  Array.from({ length }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * 7_919 + ((index * index) % 1_013)) % 1_500)),
  ).join('');

const repeated: Readonly<Record<string, string>> = {
  tabs: '\t',
  'tabs between letters': '\ta',
  'tabs between characters': '\t字',
  spaces: ' ',
  'four spaces and a letter': '    a',
  'ideographic spaces': '\u3000',
  'no-break spaces': '\u00a0',
  'spaces of every width': '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f',
  'line breaks': '\n',
  'carriage returns': '\r',
  'a letter a line': 'a\n',
  'line separators': '\u2028\u2029',
  letters: 'a',
  ligatures: 'fi',
  hyphens: '-',
  pairs: 'AVAToWa ',
  'no width': '\u200b',
  joiners: '\u200d\u2060',
  'soft hyphens': '\u00ad',
  'accents on one letter': '\u0301\u0300\u0308',
  'accented letters': 'a\u0301\u0300',
  'variation selectors': '字\ufe0f',
  families: '👨‍👩‍👧',
  flags: '🇨🇳',
  'one that the font lacks': '𠮷',
  'right to left': 'مرحبا שלום ',
  'direction marks': '\u202ea\u202c',
  'halves of characters': '\ud800',
  'byte order marks': '\ufeff',
  jamo: '\u1100\u1161\u11a8',
  'opening quotes': '“（《',
  markup: '<&>"',
};

/** Texts made to cost whoever lays them out as much as they can. */
export function worstTexts(length = mostCharacters): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(Object.entries(repeated).map(([name, part]) => [name, filled(part, length)])),
    'all ideographs': from(0x4e00, length),
    'thousands that the font lacks': from(0x2_0000, length),
    'a letter under accents': `a${filled('\u0301', length - 1)}`,
  };
}
