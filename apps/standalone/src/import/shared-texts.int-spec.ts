import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { SharedTexts } from './shared-texts.reader.js';

describe('the texts of a workbook', () => {
  it('are read back in any order, across blocks, and no file is left', () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('weisu-import-'));
    const before = left();
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 50 }),
        fc.constantFrom(1, 3_000),
        fc.array(fc.nat(60), { maxLength: 30 }),
        (words, times, order) => {
          const texts = new SharedTexts();
          try {
            const given = words.map((word) => word.repeat(times));
            for (const text of given) texts.add(text);
            for (const index of order) expect(texts.at(index)).toBe(given[index] ?? '');
          } finally {
            texts.close();
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(left()).toEqual(before);
  });
});
