import fc from 'fast-check';
import { asRead, writtenName, writtenText } from './written-text.js';

const odd = [
  '\u200b',
  '\u200c',
  '\u200d',
  '\u200e',
  '\u202e',
  '\u2066',
  '\u2067',
  '\u2069',
  '\ufeff',
  '\u00ad',
  '\u034f',
  '\u3164',
  '\u2800',
  '\ufe0f',
  '\u{e0101}',
  '\u{e0067}',
  '\u{e007f}',
  '\ud800',
  '\udc00',
  '\uffff',
  '\ufff9',
  '\u0001',
  '\u0085',
  '\u2028',
  '\r',
  '\n',
  '\t',
  ' ',
  '\u0301',
  '\u0316',
  '\u0344',
  '\u{1d160}',
  '\ufb2c',
  '\u0958',
  '\u094d',
  '\u0915',
  '\u0627',
  '\u05d0',
  '❤',
  '👩',
  '🏽',
  '👧',
  '🏴',
  'e',
  '路',
  '\uf979',
  '\ufa19',
  '1',
  '\u20e3',
  '가',
  '\u1100',
  '\u1161',
  '\u11a8',
];
const texts = fc
  .array(fc.oneof(fc.constantFrom(...odd), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 60 })
  .map((parts) => parts.join(''));
const hidden =
  /[\u200b\u200e\u200f\u202a-\u202e\ufeff\u00ad\u3164\u2800\u115f\u1160\p{Cs}]|\u034f|(?![\n\t])\p{Cc}/u;

describe('a text as it is kept', () => {
  it.each([
    ['is NFC', 'e\u0301', '\u00e9'],
    ['has no zero width', '路\u200b灯\ufeff不\u2060亮', '路灯不亮'],
    ['has no direction', 'gpj\u202eexe.jpg\u202c', 'gpjexe.jpg'],
    ['has no soft hyphen, filler or grapheme joiner', 'a\u00adb\u3164c\u034fd', 'abcd'],
    ['has no lone surrogate or noncharacter', 'a\ud800b\udc00c\uffff', 'abc'],
    ['has no control', 'a\u0000b\u0007c\u009fd', 'abcd'],
    ['keeps line breaks as one kind', 'a\r\nb\rc\u2028d\u0085e\n', 'a\nb\nc\nd\ne\n'],
    ['keeps tabs', 'a\tb', 'a\tb'],
    ['keeps a family', '👩\u200d👧', '👩\u200d👧'],
    ['keeps a family with skin and presentation', '👩🏽\u200d❤\ufe0f\u200d👩🏽', '👩🏽\u200d❤\ufe0f\u200d👩🏽'],
    [
      'keeps a flag made of tags',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    ],
    ['keeps a key cap', '1\ufe0f\u20e3', '1\ufe0f\u20e3'],
    ['keeps an ideographic variation', '葛\u{e0101}城', '葛\u{e0101}城'],
    ['keeps no joiner between ideographs', '路\u200d灯\u200c', '路灯'],
    ['keeps a joiner of Devanagari', '\u0915\u094d\u200d\u0937', '\u0915\u094d\u200d\u0937'],
    ['keeps a non-joiner of Persian', 'می\u200cخواهم', 'می\u200cخواهم'],
    ['keeps balanced isolates beside Uyghur', 'ئۇ\u2066123\u2069', 'ئۇ\u2066123\u2069'],
    ['keeps no unbalanced isolate', '\u2069ئۇ\u2066\u2066123\u2069', 'ئۇ\u2066123\u2069'],
    ['keeps no isolate without right-to-left script', '路\u2066灯\u2069', '路灯'],
    ['has no selector on nothing', '\ufe0f路\ufe0f\ufe0f灯', '路\ufe0f灯'],
    ['is empty where nothing is seen', '\u200b\u200d\ufe0f\u3164', ''],
    ['has a space for a blank Braille pattern', '\u2800', ' '],
    ['has NFC in place of compatibility ideographs', '\uf979', '\u51c9'],
  ])('%s', (_what, given, kept) => {
    expect(writtenText(given)).toBe(kept);
  });

  it('is idempotent, NFC, well formed, at most three times as long, and hides nothing', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const kept = writtenText(given);
        expect(writtenText(kept)).toBe(kept);
        expect(kept.normalize('NFC')).toBe(kept);
        expect(kept).not.toMatch(hidden);
        expect([...kept].length).toBeLessThanOrEqual([...given].length * 3);
        expect(writtenName(writtenName(given))).toBe(writtenName(given));
      }),
      { numRuns: 5_000 },
    );
  });

  it('leaves plain text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'路灯不亮，。！ A1b-\n\t（）') }), (text) => {
        expect(writtenText(text)).toBe(text);
      }),
    );
  });

  it('has at most 30 marks on a character, so that a text of marks costs what its length costs', () => {
    expect([...writtenText(`a${'\u0316\u0301'.repeat(50_000)}b`)]).toHaveLength(31);
  });

  it('keeps names as people write them', () => {
    expect(writtenName('\uf979\ufa19e\u0301葛\u{e0100}\u200b')).toBe('\uf979\ufa19\u00e9葛\u{e0100}');
  });
});

describe('what is read', () => {
  const disguises = fc.array(
    fc.tuple(
      fc.constantFrom('', '\u200b', '\ufeff', ' ', '　', '\n', '，', '。', '！', '~', '\u2060', '…'),
      fc.nat(9),
    ),
    { maxLength: 20 },
  );

  it('is the same through a thousand disguises', () => {
    const said = '翠竹路路灯不亮已经三天请尽快维修ABC';
    fc.assert(
      fc.property(disguises, fc.boolean(), (signs, wide) => {
        let disguised =
          [...said.slice(0, -3)].map((one, at) => one + (signs[at]?.[0] ?? '')).join('') +
          (wide ? 'ａｂｃ' : 'aBc');
        if (signs.length % 2) disguised = `“${disguised}”。`;
        expect(asRead(disguised)).toBe(asRead(said));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['3-1栋', '31栋', false],
    ['3-1栋', '３－１栋', true],
    ['3 1栋', '3-1栋', true],
    ['1.5 米', '15米', false],
    ['A-1座', 'A1座', false],
    ['路灯不亮', '路灯不亮。。。', true],
    ['路灯，不亮', '路灯不亮', true],
    ['路灯不亮', '路灯亮', false],
    ['Straße', 'STRASSE', true],
    ['\uf979', '\u51c9', true],
  ])('%s / %s: %s', (one, other, same) => {
    expect(asRead(one) === asRead(other)).toBe(same);
  });

  it.each(['？？？', '……', ' \u200b'])('is nothing of %j', (text) => {
    expect(asRead(text)).toBe('');
  });
});
