import {
  accessLogDelegate,
  accessLogMonths,
  accessLogMonthsFilled,
  accessLogTables,
  appealAccessTables,
  appealPartsRead,
  appealPartTables,
} from '@weisu/appeal-access';
import { directoryCopyTables } from '@weisu/directory-client';
import { withMessaging } from '@weisu/messaging';
import type { Migration } from '@weisu/persistence';
import { intakeTables } from './0100-intake.js';
import { retentionTables } from './0101-retention.js';
import { publishedFiles } from './0110-published-files.js';
import { publishedBy } from './0120-published-by.js';
import { typedNumbers } from './0130-typed-numbers.js';
import { receiptTables } from './0140-receipts.js';
import { phoneAsWritten } from './0150-phone-as-written.js';
import { words } from './0160-words.js';
import { boundSystems } from './0170-bound-systems.js';
import { exportedReveals } from './0170-exported-reveals.js';
import { rows } from './0180-rows.js';
import { contactWhen } from './0190-contact-when.js';
import { bareRows } from './0200-bare-rows.js';

export const migrations: readonly Migration[] = withMessaging([
  directoryCopyTables,
  appealAccessTables,
  appealPartTables,
  appealPartsRead,
  accessLogTables,
  accessLogDelegate,
  accessLogMonths,
  accessLogMonthsFilled,
  intakeTables,
  retentionTables,
  publishedFiles,
  publishedBy,
  ...typedNumbers,
  receiptTables,
  phoneAsWritten,
  ...words,
  ...boundSystems,
  exportedReveals,
  rows,
  contactWhen,
  bareRows,
]);
