import type { Page } from './page.js';
import { foldedSpace, printableText } from './printable-text.js';

/** Characters of a cell: two fields of 20 000 each, as services bound them, and the 500 of its template. */
const longestCell = 41_000;
/** Of what stands on one line, over and under the table. */
const longestEdge = 200;
const longestBelow = 2_000;
/** What is left out is told. */
const cut = '……（全文见台账）';

/**
 * A page as it is laid out: white space is folded, and every text bounded, after tabs have become spaces and fields words. Both files are made of this, so
 * that neither costs more than what people write.
 */
export function boundedPage(page: Page): Page {
  return {
    title: bounded(page.title, longestEdge),
    left: bounded(page.left, longestEdge),
    right: bounded(page.right, longestEdge),
    below: bounded(page.below, longestBelow),
    columns: page.columns,
    rows: page.rows.map((row) => row.map((cell) => ({ ...cell, text: bounded(cell.text, longestCell) }))),
  };
}

function bounded(text: string, longest: number): string {
  const folded = foldedSpace(printableText(text));
  return folded.length <= longest
    ? folded
    : `${folded.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}${cut}`;
}
