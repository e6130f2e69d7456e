import { z } from 'zod';
import { defineEvent } from './event.js';
import { ledgerColumns } from './vocabulary.js';

/** 台账导出 was asked for; its subject is the export. Which filter, and what for, is not told. */
export const LedgerExportRequested = defineEvent({
  type: 'dispatch.ledger-export-requested.v1',
  label: '申请导出台账',
  payload: z.object({
    exportId: z.uuid(),
    columns: z.array(z.enum(ledgerColumns)),
    /** With the appellants' names and telephone numbers in full. */
    named: z.boolean(),
  }),
});

/** Somebody is handed the file. */
export const LedgerExportFetched = defineEvent({
  type: 'dispatch.ledger-export-fetched.v1',
  label: '下载导出的台账',
  payload: z.object({ exportId: z.uuid(), fetchId: z.uuid(), rows: z.int() }),
});
