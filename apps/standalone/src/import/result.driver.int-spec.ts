import { existsSync, linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resultOf } from './result.driver.js';

const ledger = '内容,时间\n路灯不亮,2025-03-04\n';
const bad = { line: 2, id: 'T1', code: 'DATE_INVALID', reason: '时间“昨天”无法识别' };

describe('the file that the result is written to', () => {
  let folder: string;
  let source: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weisu-result-'));
    source = join(folder, '台账.csv');
    writeFileSync(source, ledger);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);
  const told = (): void => undefined;

  it.each([
    { how: 'by its own name', make: () => '台账.csv' },
    { how: 'by way of the folder above', make: (name: string) => join('..', name, '台账.csv') },
    { how: 'through a link', make: () => (symlinkSync(source, at('结果.csv')), '结果.csv') },
    { how: 'under a second name', make: () => (linkSync(source, at('结果.csv')), '结果.csv') },
  ])('is never the file that is imported: $how', ({ make }) => {
    const file = at(make(folder.split('/').at(-1) ?? ''));
    expect(() => resultOf(file, source, told)).toThrow(/FILE_NOT_WRITABLE.*就是要导入的文件/);
    expect(readFileSync(source, 'utf8')).toBe(ledger);
  });

  it.each([
    { what: 'another ledger', content: ledger },
    { what: 'something shorter than a header', content: '工作表' },
    { what: 'nearly a header', content: '\ufeff"工作表","行","编号","结果","事项编号","备注"\r\n' },
  ])('is not written over where it is $what, and the sentence says what to do', ({ content }) => {
    writeFileSync(at('结果.csv'), content);
    expect(() => resultOf(at('结果.csv'), source, told)).toThrow(/FILE_NOT_WRITABLE.*换一个文件名/);
    expect(readFileSync(at('结果.csv'), 'utf8')).toBe(content);
  });

  it('is written over where it is an earlier result, and nothing of that is left', () => {
    for (const lines of [3, 1]) {
      const result = resultOf(at('结果.csv'), source, told);
      for (let line = 0; line < lines; line += 1) result.take({ kind: 'BAD', bad });
      result.close();
      expect(readFileSync(at('结果.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(1 + lines);
    }
  });

  it('may be there empty, or not at all', () => {
    writeFileSync(at('空.csv'), '');
    for (const name of ['空.csv', '新.csv']) {
      resultOf(at(name), source, told).close();
      expect(readFileSync(at(name), 'utf8')).toBe('\ufeff"工作表","行","编号","结果","事项编号","说明"\r\n');
    }
  });

  it('is not made in a folder that is not there', () => {
    expect(() => resultOf(at('没有/结果.csv'), source, told)).toThrow(/FILE_NOT_WRITABLE.*ENOENT/);
    expect(existsSync(at('没有'))).toBe(false);
  });
});
