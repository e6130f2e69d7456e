import {
  accessLogDelegate,
  accessLogMonths,
  accessLogMonthsFilled,
  accessLogTables,
  appealAccessTables,
  appealPartsRead,
  appealPartTables,
} from '@weisu/appeal-access';
import { clockTables } from '@weisu/clocks';
import { directoryCopyTables } from '@weisu/directory-client';
import { withMessaging } from '@weisu/messaging';
import type { Migration } from '@weisu/persistence';
import { mediationTables } from './0100-mediation.js';
import { retentionTables } from './0101-retention.js';
import { docketIndexes } from './0110-docket.js';

export const migrations: readonly Migration[] = withMessaging([
  ...clockTables,
  directoryCopyTables,
  appealAccessTables,
  appealPartTables,
  appealPartsRead,
  accessLogTables,
  accessLogDelegate,
  accessLogMonths,
  accessLogMonthsFilled,
  mediationTables,
  retentionTables,
  docketIndexes,
]);
