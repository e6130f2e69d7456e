import { standaloneConfig } from '../config.js';
import { districtUrl } from '../district-url.js';
import { DistrictClient } from './district.client.js';
import { check, communitiesOf, register, type Check } from './import.operations.js';
import { ImportRefused } from './import-refused.js';
import { importOptions, importUsage, type ImportOptions } from './options.js';
import { progressOf } from './progress.driver.js';
import type { BadRow } from './rows.js';
import { openTable, type Table } from './table.reader.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);
const shownBadRows = 200;

function tellBadRows(bad: readonly BadRow[]): void {
  for (const { line, id, code, reason } of bad.slice(0, shownBadRows))
    complain(`第 ${line} 行${id ? `（${id}）` : ''} ${code}: ${reason}`);
  if (bad.length > shownBadRows) complain(`…… 还有 ${bad.length - shownBadRows} 行有误`);
}

function tellPreview(table: Table, { rows, bad, first }: Check): void {
  say(`${table.kind}${table.encoding ? ` ${table.encoding}` : ''}，${rows} 行，其中 ${bad.length} 行有误`);
  for (const { line, id, title, text, submittedAt, reporter } of first) {
    say(`第 ${line} 行 ${id} ${submittedAt.toISOString()} ${title ?? ''}`);
    say(`  ${[...text].slice(0, 60).join('')}（${reporter === null ? '无署名' : '有署名'}）`);
  }
  tellBadRows(bad);
}

async function run(options: ImportOptions): Promise<number> {
  const started = performance.now();
  const table = await openTable(options.file, options.encoding);
  const checked = await check(table, options.columns);
  if (options.preview) {
    tellPreview(table, checked);
    return checked.bad.length ? 1 : 0;
  }
  const { dataDir } = standaloneConfig(process.env);
  const client = new DistrictClient(options.url ?? (await districtUrl(dataDir)), dataDir);
  const communities = await communitiesOf(options.spread, client);
  const progress = progressOf(checked.rows, '登记', process.stderr);
  try {
    const result = await register({
      table,
      names: options.columns,
      options: { ...options, communities },
      client,
      progress,
    });
    progress.stop();
    tellBadRows(result.bad);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    say(
      `${checked.rows} 行: 新登记 ${result.fresh}，早已登记 ${result.known}，有误 ${result.bad.length}；其中重复件 ${result.repeats}；${seconds} 秒`,
    );
    return result.bad.length ? 1 : 0;
  } catch (error) {
    if (error instanceof ImportRefused) throw error;
    progress.stop();
    complain(`登记中断: ${error instanceof Error ? error.message : String(error)}`);
    return 3;
  } finally {
    progress.stop();
  }
}

try {
  const options = importOptions(process.argv.slice(2));
  if (options) process.exitCode = await run(options);
  else say(importUsage);
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  if (error instanceof ImportRefused && error.code === 'USAGE') complain(importUsage);
  process.exitCode = 2;
}
