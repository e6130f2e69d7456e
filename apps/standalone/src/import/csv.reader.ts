import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { delimiterOf, hasColumns, isMalformed, type Delimiter, type Encoding } from './encoding.js';
import { ImportRefused } from './import-refused.js';
import type { TableRecord } from './table-record.js';

/** Bytes of a row: a quote that is never closed would otherwise take the rest of the file into memory as one cell. A text has 20 000 characters. */
const longestRecord = 400_000;
/** Characters between two line breaks: the parser counts what stands in cells, and a million commas are a million cells of nothing. */
const longestLine = 200_000;

/** Lines above a header at most. */
const mostAbove = 30;

type Parsed = Readonly<{ info: { lines: number }; record: string[] }>;

/** Throws ImportRefused: ENCODING_INVALID, CSV_BROKEN with the line. */
export async function* csvRecords(file: string, encoding: Encoding): AsyncGenerator<TableRecord> {
  const delimiter = await headerDelimiter(file, encoding);
  const parser = parse({
    delimiter,
    // files that were put together have several
    record_delimiter: ['\r\n', '\n', '\r'],
    // a space behind a comma is none of the cell, nor is it before a quote
    ltrim: delimiter !== '\t',
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  });
  const source = Readable.from(withoutFormulas(textOf(file, encoding), delimiter));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let lastLine = 0;
  try {
    for await (const { info, record } of parser as AsyncIterable<Parsed>) {
      // the parser counts to where a record ends; a person looks where it begins
      const inside = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      lastLine = info.lines;
      yield { line: info.lines - inside, cells: record };
    }
  } catch (error) {
    throw error instanceof CsvError ? broken(error, lastLine) : error;
  } finally {
    source.destroy();
  }
}

/** `="13800138000"` is how systems keep a spreadsheet from taking a text for a number. */
async function* withoutFormulas(texts: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<string> {
  const before = `[\\r\\n${delimiter === '|' ? '\\|' : delimiter}]`;
  const inside = new RegExp(`(${before})="`, 'g');
  const first = new RegExp(`(^|${before})="`, 'g');
  let carried = '';
  let isFirst = true;
  for await (const text of texts) {
    const joined = `${carried}${text}`.replace(isFirst ? first : inside, '$1"');
    // the mark may go on in the next piece
    if (joined.length > 2) isFirst = false;
    carried = joined.slice(-2);
    yield joined.slice(0, -2);
  }
  yield carried;
}

function broken(error: CsvError, lastLine: number): ImportRefused {
  const line = typeof error['lines'] === 'number' ? error['lines'] : lastLine + 1;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return new ImportRefused('CSV_BROKEN', '这一行起有一个引号没有闭合', lastLine + 1);
    case 'INVALID_OPENING_QUOTE':
      return new ImportRefused(
        'CSV_BROKEN',
        '引号出现在单元格中间；含引号的单元格须整格加引号，引号写两遍',
        line,
      );
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new ImportRefused('CSV_BROKEN', '引号闭合后还有文字；单元格里的引号须写两遍', line);
    default:
      return new ImportRefused('CSV_BROKEN', error.message, line);
  }
}

async function* textOf(file: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const lines = new LineLengths();
  try {
    for await (const chunk of createReadStream(file)) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      lines.add(text);
      yield text;
    }
    yield decoder.decode();
  } catch (error) {
    if (!isMalformed(error)) throw error;
    throw new ImportRefused('ENCODING_INVALID', `文件不是 ${encoding} 编码，请用 --encoding 指定`);
  }
}

/** Counts lines as they pass. Throws ImportRefused: CSV_BROKEN. */
class LineLengths {
  private line = 1;
  private length = 0;

  add(text: string): void {
    let from = 0;
    for (const { index: at } of text.matchAll(/\r\n?|\n/g)) {
      this.extend(at - from);
      this.line += 1;
      this.length = 0;
      from = at + 1;
    }
    this.extend(text.length - from);
  }

  private extend(by: number): void {
    this.length += by;
    if (this.length > longestLine)
      throw new ImportRefused('CSV_BROKEN', `这一行超过 ${longestLine} 个字，请检查分隔符和引号`, this.line);
  }
}

/** The header may stand below a title: the first line that has columns at all says what is between them. */
async function headerDelimiter(file: string, encoding: Encoding): Promise<Delimiter> {
  let head = '';
  for await (const text of textOf(file, encoding)) {
    head += text;
    if (head.length > 65_536) break;
  }
  const lines = head.split(/[\r\n]+/, mostAbove);
  return delimiterOf(lines.find((line) => hasColumns(line)) ?? lines[0] ?? '');
}
