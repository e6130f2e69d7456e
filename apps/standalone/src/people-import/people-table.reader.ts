import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ImportRefused } from '../import/import-refused.js';
import { openTable } from '../import/table.reader.js';
import type { TableRecord } from '../import/table-record.js';
import { accountOf, type Account, type AccountRow } from './account.js';

const required = ['account', 'name', 'roles', 'unit', 'area', 'posts'] as const;

export type BadPersonRow = Readonly<{ line: number; account: string; reason: string }>;
export type PeopleTable = Readonly<{ accounts: readonly Account[]; bad: readonly BadPersonRow[] }>;

/** Reads a CSV or XLSX of people, or people.csv of a district pack. Throws ImportRefused when the file as a whole is unusable. */
export async function readPeopleTable(fileOrFolder: string): Promise<PeopleTable> {
  const table = await openTable(await peopleFile(fileOrFolder), 'auto');
  const accounts = new Map<string, Account>();
  const bad: BadPersonRow[] = [];
  let header: readonly string[] | null = null;
  for await (const record of table.records()) {
    if (!header) {
      header = headerOf(record);
      continue;
    }
    const row = rowOf(header, record);
    const found = accountOf(row);
    const reasons = 'reasons' in found ? found.reasons : [];
    if (accounts.has(row.account))
      bad.push({ line: record.line, account: row.account, reason: '账号重复，前一行有效' });
    else if ('reasons' in found)
      bad.push({ line: record.line, account: row.account, reason: reasons.join('；') });
    else accounts.set(row.account, found);
  }
  if (!header) throw new ImportRefused('FILE_EMPTY', '文件是空的');
  return { accounts: [...accounts.values()], bad };
}

async function peopleFile(given: string): Promise<string> {
  const found = await stat(given).catch((error: NodeJS.ErrnoException) => {
    throw new ImportRefused('FILE_NOT_READABLE', `${given}：${error.code ?? String(error)}`);
  });
  return found.isDirectory() ? join(given, 'people.csv') : given;
}

/** More columns than these are allowed: a district keeps its phone list in the same sheet. */
function headerOf({ cells, line }: TableRecord): readonly string[] {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new ImportRefused('CSV_HEADER', `缺列 ${missing.join('、')}`, line);
  return names;
}

function rowOf(header: readonly string[], { cells }: TableRecord): AccountRow {
  const cell = (name: string): string => cells[header.indexOf(name)]?.trim() ?? '';
  return {
    account: cell('account'),
    name: cell('name'),
    roles: cell('roles'),
    unit: cell('unit'),
    area: cell('area'),
    posts: cell('posts'),
    system: cell('system'),
    signsAs: cell('signs_as'),
  };
}
