import type { Violation } from './planted-violation.js';

/** A chapter of dispatch and one that it must not know; `attic` is in no table. */
const backwards: readonly (readonly [chapter: string, other: string])[] = [
  ['ground', 'attic'],
  ['oversight', 'orders'],
  ['orders', 'case'],
  ['whistles', 'orders'],
  ['papers', 'case'],
  ['case', 'reading'],
  ['outside', 'reading'],
  ['reading', 'case'],
  ['possible', 'papers'],
  ['retention', 'case'],
];

export const chapterFiles = (
  ...chapters: readonly string[]
): readonly (readonly [file: string, text: string])[] =>
  chapters.map((chapter) => [
    `apps/dispatch/src/${chapter}/neighbour.ts`,
    `export const neighbour = '${chapter}';\n`,
  ]);

export const betweenChapters: Violation[] = backwards.map(([chapter, other]) => ({
  mistake: `the chapter ${chapter} of dispatch imports ${other}`,
  file: `apps/dispatch/src/${chapter}/looks-back.ts`,
  text: `import { neighbour } from '../${other}/neighbour.js';\nexport const elsewhere = neighbour;\n`,
  rules: [`chapter-dispatch-${chapter}`],
}));
