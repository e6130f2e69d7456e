import { columnsIn } from './columns.js';
import { Occurrences } from './occurrences.js';
import { rowIn as rowOf } from './rows.js';

const columns = columnsIn(['id', 'subject', 'submitted_at', 'detail', 'reporter', 'area'], {}, 1);
const now = new Date('2026-11-23T01:00:00Z');
const rowIn = (cells: readonly string[], of: typeof columns, line: number, lost: readonly number[] = []) =>
  rowOf({ line, cells, lost }, of, now);
const good = ['360114', '路灯不亮', '2019-01-02 03:04', '路灯三天不亮', 'A0182491', '440303003'];

function changed(field: number, value: string): string[] {
  return good.map((cell, index) => (index === field ? value : cell));
}

describe('a row', () => {
  it('is what its cells say, without white space around them', () => {
    expect(rowIn(changed(3, ' 路灯三天不亮\n'), columns, 7).row).toEqual({
      line: 7,
      id: '360114',
      key: '360114',
      title: '路灯不亮',
      text: '路灯三天不亮',
      submittedAt: new Date('2019-01-01T19:04:00Z'),
      reporter: 'A0182491',
      areaCode: '440303003',
      address: null,
      phone: null,
    });
  });

  it.each([
    { flaw: 'ID_MISSING', cells: changed(0, ' ') },
    { flaw: 'ID_TOO_LONG', cells: changed(0, '1'.repeat(101)) },
    { flaw: 'TEXT_EMPTY', cells: changed(3, '') },
    { flaw: 'TEXT_TOO_LONG', cells: changed(3, '长'.repeat(20_001)) },
    { flaw: 'TITLE_TOO_LONG', cells: changed(1, '长'.repeat(201)) },
    { flaw: 'DATE_INVALID', cells: changed(2, '2019-02-30') },
    { flaw: 'AREA_INVALID', cells: changed(5, '东门街道') },
    { flaw: 'ROW_COLUMNS', cells: good.slice(0, 4) },
    { flaw: 'ROW_COLUMNS', cells: [...good, '多出来的'] },
  ])('with its line and a reason is bad: $flaw', ({ flaw, cells }) => {
    expect(rowIn(cells, columns, 9)).toMatchObject({ row: null, bad: { line: 9, code: flaw } });
  });

  it.each([
    { what: 'kept as a number of more than 15 digits', cells: good, lost: [0] },
    { what: 'shown short', cells: changed(0, '2.02503E+17'), lost: [] },
  ])('whose number was $what has lost its end, and says what to do', ({ cells, lost }) => {
    const { bad } = rowIn(cells, columns, 9, lost);
    expect(bad).toMatchObject({ code: 'NUMBER_LOST' });
    expect(bad?.reason).toContain('文本');
  });

  it('without a column of numbers is known by what it says, and the n-th that says the same is the n-th', () => {
    const unnumbered = columnsIn(['submitted_at', 'detail', 'reporter', 'phone'], {}, 1);
    const said = ['2019-01-02', '路灯不亮', '王女士', '13800138000'];
    const keys = (rows: readonly (readonly string[])[]): (string | undefined)[] => {
      const occurrences = new Occurrences();
      return rows.map((cells) => rowOf({ line: 2, cells }, unnumbered, now, occurrences).row?.key);
    };
    const [first, second, other] = keys([said, said, ['2019-01-03', ...said.slice(1)]]);
    expect(new Set([first, second, other]).size).toBe(3);
    // another file that begins elsewhere, and a name that was corrected
    expect(keys([[...said.slice(0, 2), '李女士', '']])).toEqual([first]);
    expect(keys([said, said])).toEqual([first, second]);
    expect(first).not.toContain('1380');
  });

  it('without a number is known as before where its columns are mapped as they were read before', () => {
    const header = ['日期', '时间', '诉求主题', '内容'];
    const cells = ['2025-03-04', '09:05', '路灯', '路灯不亮'];
    const keyBy = (names: Parameters<typeof columnsIn>[1]): string | undefined =>
      rowOf({ line: 2, cells }, columnsIn(header, names, 1), now).row?.key;
    const before = new Occurrences().keyOf(['', '路灯不亮', '2025-03-04', '']);
    expect(keyBy({ submitted_at: '日期', subject: '无' })).toBe(before);
    expect(keyBy({})).not.toBe(before);
  });

  it('counts characters, not UTF-16 units, and takes exactly as many as intake does', () => {
    expect(rowIn(changed(3, '𠮷'.repeat(20_000)), columns, 2).bad).toBeNull();
    expect(rowIn(changed(1, '𠮷'.repeat(200)), columns, 2).bad).toBeNull();
  });

  it('may have empty cells beyond the header', () => {
    expect(rowIn([...good, '', ' '], columns, 2).bad).toBeNull();
  });
});
