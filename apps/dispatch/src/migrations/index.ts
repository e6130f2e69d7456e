import {
  accessLogDelegate,
  accessLogMonths,
  accessLogMonthsFilled,
  accessLogTables,
  appealAccessTables,
  appealPartsRead,
  appealPartTables,
  secretAttemptTables,
  guessProofTables,
  secretGuessTables,
  secretGuessTablesAfterwards,
} from '@weisu/appeal-access';
import { clockTables } from '@weisu/clocks';
import { directoryCopyTables } from '@weisu/directory-client';
import { withMessaging } from '@weisu/messaging';
import type { Migration } from '@weisu/persistence';
import { handlingTables } from './0100-handling.js';
import { whistleTables } from './0110-whistle.js';
import { erasureTables } from './0120-erasure.js';
import { rosterTables } from './0130-roster.js';
import { classificationColumns } from './0140-classification.js';
import { offListColumn } from './0150-off-list.js';
import { bulkAllocationTables } from './0160-bulk-allocation.js';
import { delegate } from './0170-delegate.js';
import { levelTables } from './0180-levels.js';
import { meetingTables } from './0190-meetings.js';
import { publishedWhistles } from './0192-published-whistles.js';
import { supervisionNotices } from './0194-supervision-notices.js';
import { countsOfBefore, countTables } from './0200-counts.js';
import { paperTables } from './0202-papers.js';
import { overruledColumn } from './0203-overruled.js';
import { shownPictures } from './0210-shown-pictures.js';
import { typedNumbers } from './0220-typed-numbers.js';
import { notices } from './0230-notices.js';
import { mergeDisputes } from './0240-merge-disputes.js';
import { exportTables } from './0240-exports.js';
import { firstContact } from './0250-first-contact.js';
import { listIndexes } from './0260-lists.js';

export const migrations: readonly Migration[] = withMessaging([
  ...clockTables,
  directoryCopyTables,
  appealAccessTables,
  appealPartTables,
  appealPartsRead,
  secretAttemptTables,
  secretGuessTables,
  guessProofTables,
  accessLogTables,
  accessLogDelegate,
  accessLogMonths,
  accessLogMonthsFilled,
  handlingTables,
  whistleTables,
  erasureTables,
  rosterTables,
  classificationColumns,
  offListColumn,
  bulkAllocationTables,
  delegate,
  levelTables,
  meetingTables,
  publishedWhistles,
  supervisionNotices,
  countTables,
  countsOfBefore,
  paperTables,
  overruledColumn,
  shownPictures,
  ...typedNumbers,
  notices,
  mergeDisputes,
  exportTables,
  firstContact,
  listIndexes,
  secretGuessTablesAfterwards,
]);
