import { openedStream, type StreamTask } from '@weisu/worker-pool';
import { writeXlsxStream } from 'hucre/xlsx';
import { ledgerColumns, type LedgerRow } from './entry-rows.js';
import { mattersWorkbook, type Cell, type WorkbookHead } from './matters-workbook.js';

/** 督办台账: lays rows out as a workbook while they come. */
export async function workbook({ port }: StreamTask): Promise<void> {
  const { batches, write } = openedStream<readonly LedgerRow[]>(port);
  const rows = (async function* () {
    for await (const batch of batches) yield* batch;
  })();
  const table = writeXlsxStream(rows, { name: '督办台账', columns: ledgerColumns, freezePane: { rows: 1 } });
  for await (const bytes of table) await write(bytes);
}

/** What `matters` is fed with: the head first, then rows. */
export type MattersBatch = WorkbookHead | readonly Cell[][];

/** 台账, one row a matter: the same, by columns that somebody chose. */
export async function matters({ port }: StreamTask): Promise<void> {
  const { batches, write } = openedStream<MattersBatch>(port);
  const given = batches[Symbol.asyncIterator]();
  const first = await given.next();
  if (first.done || !('columns' in first.value)) throw new Error('rows of a workbook without a head');
  const rows = (async function* () {
    for (let next = await given.next(); !next.done; next = await given.next())
      if (!('columns' in next.value)) yield* next.value;
  })();
  for await (const bytes of mattersWorkbook(first.value, rows)) await write(bytes);
}
