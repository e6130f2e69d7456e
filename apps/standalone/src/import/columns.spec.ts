import { columnNames, columnsIn } from './columns.js';

const standard = ['id', 'reporter', 'subject', 'submitted_at', 'detail', 'likes'];

describe('the columns of a header', () => {
  it('finds the default names in any order', () => {
    const { indices, width } = columnsIn(standard, {}, 1);
    expect([...indices]).toEqual([
      ['id', 0],
      ['subject', 2],
      ['submitted_at', 3],
      ['detail', 4],
      ['reporter', 1],
    ]);
    expect(width).toBe(6);
  });

  it('goes by the names that were mapped', () => {
    const names = columnNames('id=工单编号,detail=内容, submitted_at=来电时间');
    const { indices } = columnsIn(['工单编号', ' 来电时间 ', '内容'], names, 1);
    expect([...indices.keys()]).toEqual(['id', 'submitted_at', 'detail']);
  });

  it.each([
    { why: 'a required column is missing', header: ['id', 'detail'], map: '', says: 'submitted_at' },
    { why: 'a mapped column is missing', header: standard, map: 'phone=电话', says: '电话' },
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

  it.each(['标题', 'subject=', 'title=标题'])('refuses --map %s', (map) => {
    expect(() => columnNames(map)).toThrow('USAGE');
  });
});
