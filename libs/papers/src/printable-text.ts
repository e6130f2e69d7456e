/** Spaces in a row that are kept, and line breaks: enough for an indented paragraph or a gap to write in, and no page of nothing. */
const longestGap = 4;
const mostBreaks = 3;
const gaps = new RegExp(`[^\\S\\n]{${longestGap + 1},}`, 'g');
const breaks = new RegExp(`\\n(?:[^\\S\\n]*\\n){${mostBreaks},}`, 'g');

/** Without what neither file can hold: control characters and halves of a character. A tab is four spaces. */
export function printableText(said: string): string {
  return said
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '    ')
    .replace(/[^\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

/**
 * A text as it is measured: more than four white spaces in a row (of whatever kind Unicode has) are the first four of them, more than three line breaks are
 * three. Twice is as once.
 */
export function foldedSpace(text: string): string {
  return text.replace(gaps, (gap) => gap.slice(0, longestGap)).replace(breaks, '\n'.repeat(mostBreaks));
}
