import fc from 'fast-check';
import { longestLine, wrapped } from './wrap.js';
import { mostCharacters, worstTexts } from './worst-texts.fixture.js';

/** Counts what it is asked; every character is a point wide, marks none. */
function counted() {
  let characters = 0;
  const measure = (text: string): number => {
    characters += text.length;
    return text.replace(/[\u0300-\u036f\u200b-\u200f\u2060]/g, '').length;
  };
  return { measure, characters: () => characters };
}

/** Parts of which a property makes texts: white space, marks, pairs, halves, what breaks nowhere. */
const nasty = fc.array(
  fc.oneof(
    fc.constantFrom(
      ...[' ', '    ', '\u3000', '\u00a0', '\n', 'a', 'fi', 'AV', '-', '/', '字', '，', '“', '……', '\u0301'],
      ...[
        '\u200b',
        '\u200d',
        '\u2060',
        '\u00ad',
        '\ufe0f',
        '👨‍👩‍👧',
        '🇨🇳',
        '𠮷',
        'שלום',
        '\u202e',
        '\u2028',
        '1,000.00',
      ],
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.string({ unit: 'grapheme', maxLength: 5 }),
    fc.nat(400).map((times) => ' '.repeat(times)),
    fc.nat(400).map((times) => 'x'.repeat(times)),
    fc.nat(400).map((times) => '\u0301'.repeat(times)),
  ),
  { maxLength: 60 },
);

describe('hole 3: lines of a text cost its length', () => {
  it('whatever it is made of: measured are at most eight times its characters, and the lines are the text', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 60 }), (parts, width) => {
        const text = parts.join('');
        const { measure, characters } = counted();
        const lines = wrapped(text, width, measure);
        expect(lines.join('')).toBe(text.replaceAll('\n', ''));
        expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(longestLine);
        expect(characters()).toBeLessThanOrEqual(8 * text.length + 8);
      }),
      { seed: 13, numRuns: 500 },
    );
  });

  it.each(Object.entries(worstTexts()))('of %s', (_, text) => {
    const { measure, characters } = counted();
    expect(wrapped(text, 28, measure).join('')).toBe(text.replaceAll('\n', ''));
    expect(characters()).toBeLessThanOrEqual(8 * mostCharacters + 8);
  });

  it('breaks white space that is wider than a line', () => {
    expect(wrapped('          ', 4, ({ length }) => length)).toEqual(['    ', '    ', '  ']);
  });

  it('keeps a long word whole where it fits a line, and begins one for it', () => {
    const word = 'x'.repeat(50);
    expect(wrapped(`字字 ${word}`, 60, ({ length }) => length)).toEqual([`字字 ${word}`]);
    expect(wrapped(`字字字字 ${word}`, 52, ({ length }) => length)).toEqual(['字字字字 ', word]);
    expect(wrapped(`字字 ${word}`, 20, ({ length }) => length)).toEqual([
      '字字 ',
      ...['x'.repeat(20), 'x'.repeat(20), 'x'.repeat(10)],
    ]);
  });
});
