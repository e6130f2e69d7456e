import { csvLine, refusedRow, remarkOn, resultRow, type Outcome } from './outcome.js';
import type { Row } from './rows.js';

const row: Row = {
  line: 7,
  id: null,
  key: 'row:1:1',
  title: null,
  text: '路灯不亮',
  submittedAt: new Date('2025-03-04T01:05:00Z'),
  reporter: '王女士',
  areaCode: null,
  address: '东门中路 1 号',
  phone: '1.38E+10',
};
const registered: Outcome = {
  kind: 'IN',
  row,
  number: '20261123-000001-1',
  fresh: true,
  uncallable: false,
  similarTo: null,
};

describe('what became of a row', () => {
  it('needs no remark where it simply went in', () => {
    expect(remarkOn(registered)).toBeNull();
    expect(resultRow(registered)).toEqual(['', '7', '', '新登记', '20261123-000001-1', '']);
  });

  it('says that its telephone number is lost and what it resembles, and repeats neither number nor person', () => {
    const outcome = { ...registered, fresh: false, uncallable: true, similarTo: '20261123-000009-9' };
    expect(remarkOn(outcome)).toMatch(
      /^第 7 行 20261123-000001-1：电话无法拨打.*；与 20261123-000009-9 相似/,
    );
    expect(resultRow(outcome).slice(3, 5)).toEqual(['早已登记', '20261123-000001-1']);
    const told = `${remarkOn(outcome)}${resultRow(outcome).join()}`;
    for (const personal of ['王女士', '东门中路', '路灯不亮']) expect(told).not.toContain(personal);
  });

  it('names the sheet where a workbook has several', () => {
    const bad = { line: 3, id: 'T1', sheet: '二月', code: 'DATE_INVALID', reason: '时间“昨天”无法识别' };
    expect(remarkOn({ kind: 'BAD', bad })).toBe('工作表“二月”第 3 行（T1） DATE_INVALID: 时间“昨天”无法识别');
    expect(resultRow({ kind: 'BAD', bad }).slice(0, 4)).toEqual(['二月', '3', 'T1', '有误']);
  });

  it.each([
    { id: 'T1', code: 'IDEMPOTENCY_KEY_REUSE', told: 'IDEMPOTENCY_KEY_REUSE', reason: /^同一系统的这个编号/ },
    {
      id: null,
      code: 'IDEMPOTENCY_KEY_REUSE',
      told: 'REPORTER_DIFFERS',
      reason: /^没有编号.*姓名或电话不同/,
    },
    { id: null, code: 'ADDRESS_TOO_LONG', told: 'ADDRESS_TOO_LONG', reason: /^地址太长（address）$/ },
  ])('that $code refuses is told as $told where its number is $id', ({ id, code, told, reason }) => {
    const refused = { code, message: `${code}: no (address)`, messageZh: '地址太长' };
    const bad = refusedRow({ line: 4, id }, refused);
    expect(bad).toMatchObject({ line: 4, id, code: told });
    expect(bad.reason).toMatch(reason);
  });

  it.each([
    { cells: ['a', 'b"c'], line: '"a","b""c"\r\n' },
    { cells: ['=1+1', '-2', '@x'], line: `"'=1+1","'-2","'@x"\r\n` },
    { cells: ['一\n二', ''], line: '"一\n二",""\r\n' },
  ])('is a line of CSV that nothing calculates: $line', ({ cells, line }) => {
    expect(csvLine(cells)).toBe(line);
  });
});
