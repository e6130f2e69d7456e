import { paperKinds } from '@weisu/contracts';
import { boundedPage, filledIn, ourTemplate, paperFields, readTemplate, TemplateInvalid } from './index.js';

describe.each(paperKinds)('our template of %s', (kind) => {
  it('is sound, and shows number, code and unit', () => {
    const text = ourTemplate(kind);
    expect(readTemplate(text, paperFields[kind]).rows.length).toBeGreaterThan(4);
    for (const field of ['number', 'code', 'unit']) expect(text).toContain(`{${field}}`);
  });
});

describe('a paper', () => {
  it('leaves empty what is not known, and asks no prototype', () => {
    const page = filledIn(
      readTemplate(
        'title: x\ncolumns: [100]\nrows: [[{text: "{constructor}{number}"}], [{text: "{code}"}]]',
        ['constructor', 'number', 'code'],
      ),
      { number: null },
    );
    expect(page.rows.flat().map(({ text }) => text)).toEqual(['', '']);
  });
});

describe('hole 3: the text of a page as it is laid out', () => {
  const cellOf = (text: string): string =>
    boundedPage({
      ...{ title: '', left: '', right: '', below: '', columns: [100] },
      rows: [[{ text, isLabel: false, span: 1, lines: 1 }]],
    }).rows[0]?.[0]?.text ?? '';

  it.each([
    ['one tab is four spaces', 'a\tb', 'a    b'],
    ['two tabs are no wider', 'a\t\tb', 'a    b'],
    ['up to four spaces are kept', 'a    b', 'a    b'],
    ['more are four', `a${' '.repeat(20_000)}b`, 'a    b'],
    ['an indented paragraph is kept', '\u3000\u3000甲\n\u3000\u3000乙', '\u3000\u3000甲\n\u3000\u3000乙'],
    [
      'white space of every kind is folded',
      'a\u3000\u00a0\u2003\u202f\u1680\ufeffb',
      'a\u3000\u00a0\u2003\u202fb',
    ],
    ['three line breaks are kept', 'a\n\n\nb', 'a\n\n\nb'],
    ['more are three', `a${'\n'.repeat(20_000)}b`, 'a\n\n\nb'],
    ['lines of spaces are none', `a${' \n'.repeat(20_000)}b`, 'a \n\n\nb'],
  ])('%s', (_, given, shown) => {
    expect(cellOf(given)).toBe(shown);
    expect(cellOf(cellOf(given))).toBe(shown);
  });

  it('is no longer after tabs have become spaces, and says what it leaves out', () => {
    expect(cellOf('\ta'.repeat(10_000)).length).toBeLessThan(41_020);
    expect(cellOf('字'.repeat(50_000))).toMatch(/字……（全文见台账）$/);
    expect(cellOf('字'.repeat(40_500))).toBe('字'.repeat(40_500));
  });
});

describe('a template that a street has edited', () => {
  const fields = ['number', 'code'];

  it.each(['[', '- ', '{a: ', '? '])('hole 5: that nests by %j is refused before it is parsed', (opening) => {
    // ten thousand dashes ended the whole process: a pattern that the parser makes of the depth is too large to compile
    expect(flawsOf(opening.repeat(10_000).slice(0, 20_000))).toEqual([
      'line 1: nested deeper than 10 levels',
    ]);
  });

  it('hole 5: that compares thousands of names is refused before it is parsed', () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `n${index}`);
    expect(flawsOf(`{${names.join(',')}}`)).toEqual(['line 1: a list or map of more than 1000 members']);
  });

  const flawsOf = (text: string): readonly string[] => {
    try {
      readTemplate(text, fields);
      return [];
    } catch (error) {
      if (error instanceof TemplateInvalid) return error.flaws;
      throw error;
    }
  };

  it.each([
    [
      'title: x\ncolumns: [50, 40]\nrows: [[{label: a}, {text: b}]]',
      'the columns are 90 percent wide, not 100',
    ],
    ['title: x\ncolumns: [50, 50]\nrows: [[{label: a}]]', 'row 1 spans 1 of 2 columns'],
    [
      'title: x\ncolumns: [100]\nrows: [[{text: "{nummer}"}]]',
      'there is no field {nummer}; there are: number, code',
    ],
    ['title: x\ncolumns: [100]\nrows: [[{text: {number}}]]', 'rows.0.0'],
    ['title: [', 'Flow sequence'],
    ['title: x\ncolumns: [100]\nrows: [&a [{label: a}], *a]', 'Alias'],
    ['title: "a\\u0001"\ncolumns: [100]\nrows: [[{label: a}]]', 'title: holds characters'],
    ['title: x\ncolumns: [100]\nrows: [[{label: "\\ud800"}]]', 'holds characters'],
    ['title: "{number}"\ncolumns: [100]\nrows: [[{label: a}]]', 'a title is one line and holds no field'],
    [`title: ${'长'.repeat(23)}\ncolumns: [100]\nrows: [[{label: a}]]`, 'title: '],
    [`title: x\ncolumns: [100]\nrows: [[{label: ${'长'.repeat(501)}}]]`, 'rows.0.0'],
    [`title: x\ncolumns: [100]\nrows: [${'[{label: a}],'.repeat(61)}]`, 'rows: '],
    ['title: x\ncolumns: [100]\nrows: [[{text: "{code}{code}{code}"}]]', '{code} stands 3 times, at most 2'],
  ])('is refused in a sentence: %s', (text, said) => {
    expect(flawsOf(text).join('\n')).toContain(said);
  });
});
