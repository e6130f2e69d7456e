import { columnNames, columnsIn, comparedName } from './columns.js';

const standard = ['id', 'reporter', 'subject', 'submitted_at', 'detail', 'likes'];

describe('the columns of a header', () => {
  it('finds the default names in any order', () => {
    const { indices, header } = columnsIn(standard, {}, 1);
    expect([...indices]).toEqual([
      ['id', 0],
      ['subject', 2],
      ['submitted_at', 3],
      ['detail', 4],
      ['reporter', 1],
    ]);
    expect(header).toEqual(standard);
  });

  it('goes by the names that were mapped', () => {
    const names = columnNames('id=工单编号,detail=内容, submitted_at=来电时间');
    const { indices } = columnsIn(['工单编号', ' 来电时间 ', '内容'], names, 1);
    expect([...indices.keys()]).toEqual(['id', 'submitted_at', 'detail']);
  });

  it.each([
    { why: 'a required column is missing', header: ['id', 'detail'], map: '', says: 'submitted_at' },
    { why: 'the mapped numbers are missing', header: standard, map: 'id=工单编号', says: '工单编号' },
    { why: 'a column that is used is there twice', header: [...standard, 'detail'], map: '', says: 'detail' },
  ])('refuses the file when $why', ({ header, map, says }) => {
    expect(() => columnsIn(header, columnNames(map), 1)).toThrow(
      expect.objectContaining({
        code: 'CSV_HEADER',
        line: 1,
        message: expect.stringContaining(says) as string,
      }),
    );
  });

  it('goes on without a mapped column that is not needed, and says so', () => {
    expect(columnsIn(standard, columnNames('phone=电话'), 1).missing).toEqual(['电话']);
  });

  it('knows what offices call their columns, whatever spaces, stars, brackets and widths they write', () => {
    const header = [
      '序号',
      '*工单 编号',
      '受理时间\n（必填）',
      '诉求内容【不超过500字】',
      '联系电话：',
      '诉求人',
    ];
    const { indices } = columnsIn(header, {}, 3);
    expect(Object.fromEntries(indices)).toEqual({ id: 1, submitted_at: 2, detail: 3, phone: 4, reporter: 5 });
  });

  it.each([
    '【编号】',
    '（编号）',
    '编号*',
    '＊编号',
    '编号（必填）',
    '必填 编号',
    '编号·必填',
    '「编号」',
    '编号↓',
    '编\n号',
    '编号\u200b',
  ])('knows %s for 编号', (title) => {
    expect(comparedName(title)).toBe('编号');
  });

  it('makes numbers where those that were mapped are not there under any name', () => {
    const columns = columnsIn(['时间', '内容'], columnNames('id=编号'), 1);
    expect(columns.indices.has('id')).toBe(false);
    expect(columns.missing).toEqual([]);
  });

  it.each(['标题', 'subject=', 'title=标题'])('refuses --map %s', (map) => {
    expect(() => columnNames(map)).toThrow('USAGE');
  });
});
