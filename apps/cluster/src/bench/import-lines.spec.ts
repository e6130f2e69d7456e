import { doneIn, importSaid, previewSaid } from './import-lines.js';

describe('what an import says', () => {
  it('at its end', () => {
    const output =
      '登记 500/2000\n2000 行，到中断时处理了 513 行: 新登记 500，早已登记 10，有误 3，不是事项 0；其中重复件 0，电话无法拨打 7，与别行相似 0；11.9 秒，内存峰值 139 MB\n';
    expect(importSaid(output)).toEqual({ fresh: 500, known: 10, bad: 3, uncallable: 7, peak: 139 });
    expect(() => importSaid('登记中断: 断了')).toThrow('ended otherwise');
  });

  it('of a reading', () => {
    expect(
      previewSaid('CSV utf-8，10000 行，其中 2 行有误；另有 0 行合计\n第 2 行\n内存峰值 128 MB\n'),
    ).toEqual({ rows: 10_000, bad: 2, peak: 128 });
    expect(() => previewSaid('')).toThrow('ended otherwise');
  });

  it('on its way', () => {
    expect(doneIn('第 3 行 X\n登记 500/2000\n登记 1000/2000\n')).toBe(1_000);
    expect(doneIn('第 3 行 X\n')).toBe(0);
  });
});
