import fc from 'fast-check';
import {
  codeOf,
  requireNameable,
  saysTheSame,
  shortened,
  shownCode,
  stateOf,
  typedCode,
  type Paper,
  type Sheet,
} from './paper.js';

describe('a verification code', () => {
  it('has twelve letters in threes of four, none of which is read for another', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (chance) => {
        const code = codeOf(chance);
        expect(shownCode(code)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(typedCode(shownCode(code).toLowerCase())).toBe(code);
      }),
    );
  });

  it.each([
    [' 0oI1-l0Oo ', '00111000'],
    ['abcd efgh jkmn', 'ABCDEFGHJKMN'],
    ['ＡＢＣＤ－ｅｆｇｈ', 'ABCDEFGH'],
    ['', ''],
  ])('typed %j reads %s', (typed, code) => {
    expect(typedCode(typed)).toBe(code);
  });
});

describe('a paper', () => {
  it.each([
    [{}, 'VALID'],
    [{ erasedAt: new Date(0) }, 'ERASED'],
    [{ replacedAt: new Date(0) }, 'REPLACED'],
    [{ replacedAt: new Date(0), erasedAt: new Date(0) }, 'REPLACED'],
  ])('with %j is %s', (more, state) => {
    expect(stateOf({ ...paper, ...more })).toBe(state);
  });

  it('says the same when only its code and day differ', () => {
    const tomorrow = sheetOf({ code: 'B', date: '2026年11月24日' });
    expect(saysTheSame(paper, tomorrow)).toBe(true);
    expect(saysTheSame({ ...paper, sheet: null }, tomorrow)).toBe(false);
    expect(saysTheSame(paper, sheetOf({ result: '已修好' }))).toBe(false);
    expect(saysTheSame(paper, { ...tomorrow, rated: true })).toBe(false);
    const wider = { ...tomorrow, template: { ...tomorrow.template, columns: [50, 50] } };
    expect(saysTheSame(paper, wider)).toBe(false);
  });

  it('holds no field that takes minutes to print, and says where there is more', () => {
    const long = `${'字'.repeat(19_999)}𠮷`;
    const { progress, result, none } = shortened({ progress: long, result: '短', none: null });
    expect([result, none]).toEqual(['短', null]);
    expect(progress).toBe(`${'字'.repeat(19_999)}……（全文见台账）`);
    expect(shortened({ exact: '字'.repeat(20_000) })['exact']).toHaveLength(20_000);
  });

  it('names an appellant where it is about a matter', () => {
    expect(() => requireNameable('OPINION', true)).not.toThrow();
    expect(() => requireNameable('SUPERVISION', false)).not.toThrow();
    expect(() => requireNameable('SUPERVISION', true)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});

function sheetOf(more: Readonly<Record<string, string | null>>): Sheet {
  const template = { title: '单', above: { left: '', right: '' }, columns: [100], rows: [], below: '' };
  const fields = { number: '收1', code: 'A', date: '2026年11月23日', result: null, ...more };
  return { template, fields, followUpId: null, rated: false };
}

const paper: Paper = {
  ...{
    id: 'p',
    kind: 'COLLECTION',
    number: '收1',
    code: 'A',
    subjectId: 'a',
    appealId: 'a',
    whistleId: null,
  },
  ...{ unitId: 'u', named: false, issuedBy: 's', issuedAt: new Date(0), replacedAt: null, erasedAt: null },
  // as it comes back from jsonb, its keys in another order
  sheet: JSON.parse(
    JSON.stringify({
      rated: false,
      followUpId: null,
      fields: sheetOf({}).fields,
      template: sheetOf({}).template,
    }),
  ) as Sheet,
};
