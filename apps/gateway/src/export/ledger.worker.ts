import { openedStream, type StreamTask } from '@weisu/worker-pool';
import { writeXlsxStream } from 'hucre/xlsx';
import { ledgerColumns, type LedgerRow } from './ledger-rows.js';

/** 督办台账: lays rows out as a workbook while they come. */
export async function workbook({ port }: StreamTask): Promise<void> {
  const { batches, write } = openedStream<readonly LedgerRow[]>(port);
  const rows = (async function* () {
    for await (const batch of batches) yield* batch;
  })();
  const table = writeXlsxStream(rows, { name: '督办台账', columns: ledgerColumns, freezePane: { rows: 1 } });
  for await (const bytes of table) await write(bytes);
}
