import type { LedgerExportAnswer, LedgerExportFetchAnswer } from '@weisu/api';
import { errorCatalogue } from '@weisu/contracts';
import type { ExportRow, FetchRow } from './export.js';

const bytesOfMegabyte = 1_000_000;

export function exportAnswer(row: ExportRow, fetches: readonly FetchRow[]): LedgerExportAnswer {
  const { id, state, columns, named, purpose, code } = row;
  return {
    ...{ id, state, columns, named, purpose, code },
    askedAt: row.asked_at,
    endedAt: row.ended_at,
    expiresAt: row.expires_at,
    rows: row.row_count,
    message: code === null ? null : errorCatalogue[code].zh,
    file: state === 'DONE' ? `/exports/${id}.xlsx` : null,
    fetches: fetches.map((fetch) => fetchAnswer(fetch, row)),
  };
}

export function fetchAnswer(
  { id, export_id: exportId, at }: FetchRow,
  row: ExportRow,
): LedgerExportFetchAnswer {
  const { columns, row_count: rows, pages } = row;
  const megabytes = Math.ceil(row.byte_count / bytesOfMegabyte);
  return { id, at, exportId, columns, rows, pages, megabytes };
}
