import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processorSeconds } from '@weisu/testing';
import ExcelJS from 'exceljs';
import { openTable } from './table.reader.js';
import { soundWorkbook, worstWorkbooks } from './worst-workbooks.fixture.js';

import.meta.jest.setTimeout(120_000);

const mostSeconds = 2;

describe('hole 5: a workbook is measured before it is opened', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'weisu-archive-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const written = async (bytes: Uint8Array): Promise<string> => {
    const file = join(folder, 'a.xlsx');
    await writeFile(file, bytes);
    return file;
  };

  it.each(Object.entries(worstWorkbooks))('and refused with a sentence: %s', async (name, make) => {
    const file = await written(make(name === 'one row' ? 24_000_000 : 60_000_000));
    const cost = await processorSeconds(async () => {
      const refusal = await openTable(file, 'auto').then(
        () => null,
        (error: unknown) => error as Error,
      );
      expect(refusal).toMatchObject({ code: expect.stringMatching(/^XLSX_(BROKEN|TOO_LARGE)$/) });
      expect(refusal?.message).toMatch(/另存/);
    }, mostSeconds);
    expect(cost).toBeLessThan(mostSeconds);
  });

  it('and opened where it holds what it says', async () => {
    const table = await openTable(await written(soundWorkbook()), 'auto');
    const rows = [];
    for await (const { cells } of table.records()) rows.push(cells);
    expect(rows).toEqual([['1']]);
  });

  it('and opened with a hundred thousand rows, as a district exports them', async () => {
    const file = join(folder, 'large.xlsx');
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true });
    const sheet = workbook.addWorksheet('台账');
    for (let index = 0; index < 100_000; index += 1) {
      const detail =
        `市民反映立新路${index % 977}号门前路灯第 ${index} 次不亮，夜间出行不便，请尽快安排维修并回复处理结果。`.repeat(
          4,
        );
      sheet
        .addRow([
          `${index}`,
          '2019-01-02 03:04:00',
          detail,
          `东门街道${index % 13}社区`,
          '城市管理',
          '已办结',
        ])
        .commit();
    }
    await workbook.commit();
    expect(await openTable(file, 'auto')).toMatchObject({ kind: 'XLSX' });
  });
});
