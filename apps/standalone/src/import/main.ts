import { standaloneConfig } from '../config.js';
import { districtUrl } from '../district-url.js';
import { DistrictClient } from './district.client.js';
import { check, communitiesOf, register, type Check } from './import.operations.js';
import { ImportRefused } from './import-refused.js';
import { importOptions, importUsage, type ImportOptions } from './options.js';
import { progressOf } from './progress.driver.js';
import type { Located } from './located.js';
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

function tellUncallable(lines: readonly number[]): void {
  if (!lines.length) return;
  const named = lines.slice(0, 20).join('、');
  const more = lines.length > 20 ? ` 等 ${lines.length} 行` : '';
  say(
    `电话无法拨打，事项已登记，号码按原文保存（1.38E+10 之类在 Excel 中已丢失末位）：第 ${named}${more} 行`,
  );
}

/** What was taken for header, sheet and columns, before anything is registered. */
function tellLocated(located: readonly Located[]): void {
  for (const { sheet, line, columns, titles } of located) {
    const taken = [...columns.indices].map(([field, index]) => `${field}=${shown(titles[index] ?? '')}`);
    say(`${sheet === null ? '' : `工作表“${sheet}”`}第 ${line} 行是表头：${taken.join('，')}`);
    if (!columns.indices.has('id')) say('  没有编号列：按行的内容编号，重复导入不会重复登记');
    if (columns.missing.length) say(`  没有这些列，按空处理：${columns.missing.join('、')}`);
  }
}

const shown = (title: string): string => title.replace(/\s+/gu, ' ').trim().slice(0, 20);

function tellPreview(table: Table, { rows, bad, first, passedOver }: Check): void {
  say(
    `${table.kind}${table.encoding ? ` ${table.encoding}` : ''}，${rows} 行，其中 ${bad.length} 行有误；另有 ${passedOver} 行合计、重复表头或附注，不是事项`,
  );
  for (const { line, id, title, text, submittedAt, reporter } of first) {
    say(`第 ${line} 行 ${id ?? '（无编号）'} ${submittedAt.toISOString()} ${title ?? ''}`);
    say(`  ${[...text].slice(0, 60).join('')}（${reporter === null ? '无署名' : '有署名'}）`);
  }
  tellBadRows(bad);
  say(`内存峰值 ${peakMegabytes()} MB`);
}

/** Of this process. */
const peakMegabytes = (): number => Math.round(process.resourceUsage().maxRSS / 1_000);

async function run(options: ImportOptions): Promise<number> {
  const started = performance.now();
  const table = await openTable(options.file, options.encoding);
  const search = { names: options.columns, sheet: options.sheet, now: new Date() };
  const checked = await check(table, search);
  tellLocated(checked.located);
  if (options.asOrders && checked.located.some(({ columns }) => !columns.indices.has('id')))
    throw new ImportRefused('USAGE', '--as-orders 需要编号列：派件以对方的编号为准');
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
      search,
      options: { ...options, communities },
      client,
      progress,
    });
    progress.stop();
    tellBadRows(result.bad);
    tellUncallable(result.uncallable);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    say(
      `${checked.rows} 行: 新登记 ${result.fresh}，早已登记 ${result.known}，有误 ${result.bad.length}，不是事项 ${checked.passedOver}；其中重复件 ${result.repeats}；${seconds} 秒，内存峰值 ${peakMegabytes()} MB`,
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
