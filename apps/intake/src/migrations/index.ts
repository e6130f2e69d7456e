import { appealAccessTables } from '@weisu/appeal-access';
import { directoryCopyTables } from '@weisu/directory-client';
import { messagingTables } from '@weisu/messaging';
import type { Migration } from '@weisu/persistence';
import { intakeTables } from './0100-intake.js';

export const migrations: readonly Migration[] = [
  messagingTables,
  directoryCopyTables,
  appealAccessTables,
  intakeTables,
];
