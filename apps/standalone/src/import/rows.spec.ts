import { columnsIn } from './columns.js';
import { rowIn } from './rows.js';

const columns = columnsIn(['id', 'subject', 'submitted_at', 'detail', 'reporter', 'area'], {}, 1);
const good = ['360114', '路灯不亮', '2019-01-02 03:04', '路灯三天不亮', 'A0182491', '440303003'];

function changed(field: number, value: string): string[] {
  return good.map((cell, index) => (index === field ? value : cell));
}

describe('a row', () => {
  it('is what its cells say, without white space around them', () => {
    expect(rowIn(changed(3, ' 路灯三天不亮\n'), columns, 7).row).toEqual({
      line: 7,
      id: '360114',
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

  it('counts characters, not UTF-16 units, and takes exactly as many as intake does', () => {
    expect(rowIn(changed(3, '𠮷'.repeat(20_000)), columns, 2).bad).toBeNull();
    expect(rowIn(changed(1, '𠮷'.repeat(200)), columns, 2).bad).toBeNull();
  });

  it('may have empty cells beyond the header', () => {
    expect(rowIn([...good, '', ' '], columns, 2).bad).toBeNull();
  });
});
