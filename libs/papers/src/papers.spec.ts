import { paperKinds } from '@weisu/contracts';
import { filledIn, ourTemplate, paperFields, readTemplate, TemplateInvalid } from './index.js';

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
      readTemplate('title: "{constructor}{number}"\ncolumns: [100]\nrows: [[{text: "{code}"}]]', [
        'constructor',
        'number',
        'code',
      ]),
      { number: null },
    );
    expect([page.title, page.rows[0]?.[0]?.text]).toEqual(['', '']);
  });
});

describe('a template that a street has edited', () => {
  const fields = ['number', 'code'];
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
  ])('is refused in a sentence: %s', (text, said) => {
    expect(flawsOf(text).join('\n')).toContain(said);
  });
});
