import { standaloneConfig } from '../config.js';
import { districtUrl } from '../district-url.js';
import { DistrictClient } from './district.client.js';
import { check, communitiesOf, register, type Check, type ImportResult } from './import.operations.js';
import { ImportRefused } from './import-refused.js';
import { importOptions, importUsage, type ImportOptions } from './options.js';
import { progressOf } from './progress.driver.js';
import type { Located } from './located.js';
import { badLine } from './outcome.js';
import { resultOf } from './result.driver.js';
import { openTable, type Table } from './table.reader.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** What was taken for header, sheet and columns, before anything is registered. */
function tellLocated(located: readonly Located[]): void {
  for (const { sheet, line, columns, titles } of located) {
    const taken = [...columns.indices].map(([field, index]) => `${field}=${shown(titles[index] ?? '')}`);
    say(`${sheet === null ? '' : `工作表“${sheet}”`}第 ${line} 行是表头：${taken.join('，')}`);
    if (!columns.indices.has('id')) say('  没有编号列：按行的内容和地址编号，同样的行重复导入不会重复登记');
    if (columns.missing.length) say(`  没有这些列，按空处理：${columns.missing.join('、')}`);
  }
}

const shown = (title: string): string => title.replace(/\s+/gu, ' ').trim().slice(0, 20);

function tellPreview(table: Table, { rows, badRows, bad, first, passedOver }: Check): void {
  say(
    `${table.kind}${table.encoding ? ` ${table.encoding}` : ''}，${rows} 行，其中 ${badRows} 行有误；另有 ${passedOver} 行合计、重复表头或附注，不是事项`,
  );
  for (const { line, id, title, text, submittedAt, reporter } of first) {
    say(`第 ${line} 行 ${id ?? '（无编号）'} ${submittedAt.toISOString()} ${title ?? ''}`);
    say(`  ${[...text].slice(0, 60).join('')}（${reporter === null ? '无署名' : '有署名'}）`);
  }
  for (const one of bad) complain(badLine(one));
  if (badRows > bad.length) complain(`…… 还有 ${badRows - bad.length} 行有误`);
  say(`内存峰值 ${peakMegabytes()} MB`);
}

/** Of this process. */
const peakMegabytes = (): number => Math.round(process.resourceUsage().maxRSS / 1_000);

/** Within this npm says again what the terminal has said already. */
const sameSignalMs = 1_000;

/** Ctrl-C once ends what has begun; a second time it ends the process: each row is whole or not there. */
function interruption(): AbortSignal {
  const stop = new AbortController();
  let since: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (since === null) {
        since = performance.now();
        complain('正在结束已经开始的几行；再按一次 Ctrl-C 立即退出');
        stop.abort();
      } else if (performance.now() - since > sameSignalMs) process.exit(3);
    });
  return stop.signal;
}

async function run(options: ImportOptions): Promise<number> {
  const started = performance.now();
  const stop = interruption();
  const table = await openTable(options.file, options.encoding);
  const search = { names: options.columns, sheet: options.sheet, now: new Date() };
  const checked = await check(table, search, Number.POSITIVE_INFINITY, stop);
  if (stop.aborted) {
    complain('已中断，什么也没有登记');
    return 3;
  }
  tellLocated(checked.located);
  if (options.asOrders && checked.located.some(({ columns }) => !columns.indices.has('id')))
    throw new ImportRefused('USAGE', '--as-orders 需要编号列：派件以对方的编号为准');
  if (options.preview) {
    tellPreview(table, checked);
    return checked.badRows ? 1 : 0;
  }
  const { dataDir } = standaloneConfig(process.env);
  const client = new DistrictClient(options.url ?? (await districtUrl(dataDir)), dataDir);
  const communities = await communitiesOf(options.spread, client);
  const progress = progressOf(checked.rows, '登记', process.stderr);
  const result = resultOf(options.result, options.file, progress.tell);
  try {
    const counts = await register({
      ...{ table, search, client, progress, stop },
      options: { ...options, communities },
      take: result.take,
    });
    progress.stop();
    result.close();
    tellCounts(checked, counts, (performance.now() - started) / 1_000);
    if (!stop.aborted) return counts.bad ? 1 : 0;
    complain(again);
    return 3;
  } catch (error) {
    if (error instanceof ImportRefused) throw error;
    progress.stop();
    result.close();
    complain(`登记中断: ${error instanceof Error ? error.message : String(error)}`);
    complain(again);
    return 3;
  } finally {
    progress.stop();
  }
}

const again = '已登记的保留；再运行一次同样的命令，从头核对，只补登没有登记的';

function tellCounts({ rows, passedOver }: Check, counts: ImportResult, seconds: number): void {
  const { fresh, known, bad, repeats, uncallable, similar } = counts;
  const done = fresh + known + bad;
  say(
    `${rows} 行${done < rows ? `，到中断时处理了 ${done} 行` : ''}: 新登记 ${fresh}，早已登记 ${known}，有误 ${bad}，不是事项 ${passedOver}；其中重复件 ${repeats}，电话无法拨打 ${uncallable}，与别行相似 ${similar}；${seconds.toFixed(1)} 秒，内存峰值 ${peakMegabytes()} MB`,
  );
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
