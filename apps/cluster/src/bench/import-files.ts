import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import ExcelJS from 'exceljs';

const header = ['标题', '时间', '内容', '姓名', '电话', '地址'];
const two = (number: number): string => `${number}`.padStart(2, '0');
/** As offices write them; of each ten one cannot be called. */
const phones: readonly ((digits: string) => string)[] = [
  (digits) => `138${digits}`,
  (digits) => `138 ${digits.slice(0, 4)} ${digits.slice(4)}`,
  (digits) => `138${digits}/139${digits}`,
  (digits) => `0755-2${digits.slice(1)}转801`,
  (digits) => `2${digits.slice(1)}`,
  (digits) => `7552${digits.slice(1)}`,
  (digits) => `138${digits}（本人）`,
  () => '不详',
  () => '1.38E+10',
  (digits) => `王女士138${digits}`,
];
/** Seconds between two calls of a hotline. */
const between = 307;

/** One row of a ledger without numbers; no two say the same. */
export function ledgerRow(n: number): readonly string[] {
  const at = new Date(Date.UTC(2024, 0, 1) + n * between * 1_000);
  const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  const day = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  const phone = phones[n % phones.length]?.(String(10_000_000 + n)) ?? '';
  const text = `第 ${n} 件：小区门口路灯不亮已经三天，夜里看不见路，老人小孩出门不安全，请尽快派人来修。`;
  return ['路灯不亮', `${day} ${clock}`, text, '王女士', phone, `东门街道东门中路 ${n % 900} 号`];
}

function* lines(rows: number): Generator<string> {
  yield `${header.join(',')}\r\n`;
  for (let n = 0; n < rows; n += 1) yield `${ledgerRow(n).join(',')}\r\n`;
}

/** Answers the paths of the same rows as text and as a workbook. */
export async function ledgerFiles(
  folder: string,
  rows: number,
): Promise<Readonly<{ csv: string; xlsx: string }>> {
  const csv = join(folder, `ledger-${rows}.csv`);
  await pipeline(Readable.from(lines(rows)), createWriteStream(csv));
  const xlsx = join(folder, `ledger-${rows}.xlsx`);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: xlsx, useSharedStrings: true });
  const sheet = workbook.addWorksheet('台账');
  sheet.addRow(header).commit();
  for (let n = 0; n < rows; n += 1) sheet.addRow(ledgerRow(n)).commit();
  sheet.commit();
  await workbook.commit();
  return { csv, xlsx };
}
