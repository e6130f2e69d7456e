import type { LedgerExportState } from '@weisu/api';
import { DomainError, type ErrorCode, type LedgerColumn } from '@weisu/contracts';

/** Matters of one page. */
export const pageRows = 1_000;
/** Made at once, in the whole district. */
export const mostRunning = 2;
/** Waiting of one unit. */
export const mostWaiting = 3;
/** Matters of an export that names who asked. */
export const mostNamed = 10_000;
/** Milliseconds for which the asker's claims are kept: an export that is not done by then fails. */
export const claimsMilliseconds = 3_600_000;
/** Milliseconds for which a file is kept. */
export const keptMilliseconds = 24 * 3_600_000;
/** Milliseconds for which a fetch that has begun may read pages: who reads slower leaves the place to others. */
export const fetchMilliseconds = 1_800_000;

const longestPurpose = 200;

/** An export as it is stored. `asked`: who asked, and the filter, sealed, until it has ended; `page_key`: sealed, as long as there are pages. */
export type ExportRow = Readonly<{
  id: string;
  state: LedgerExportState;
  columns: readonly LedgerColumn[];
  named: boolean;
  purpose: string | null;
  unit_id: string | null;
  delegate_id: string | null;
  asked: string | null;
  page_key: string | null;
  asked_at: Date;
  ended_at: Date | null;
  expires_at: Date | null;
  after_at: Date | null;
  after_id: string | null;
  pages: number;
  row_count: number;
  byte_count: number;
  code: ErrorCode | null;
}>;

/** Somebody was handed the file. */
export type FetchRow = Readonly<{ id: string; export_id: string; at: Date }>;

/** What an export is asked for, beside its filter. */
export type Wanted = Readonly<{ columns: readonly LedgerColumn[]; named: boolean; purpose: string | null }>;

/** Throws EXPORT_COLUMNS_INVALID, PURPOSE_REQUIRED, or INVALID_ARGUMENT. */
export function wantedOf(
  columns: readonly LedgerColumn[],
  named: boolean,
  given: string | null | undefined,
): Wanted {
  if (!columns.length || new Set(columns).size !== columns.length)
    throw new DomainError('EXPORT_COLUMNS_INVALID');
  const purpose = given?.trim() ? given.trim() : null;
  if (named && purpose === null) throw new DomainError('PURPOSE_REQUIRED');
  if (purpose !== null && [...purpose].length > longestPurpose)
    throw new DomainError('INVALID_ARGUMENT', `purpose: at most ${longestPurpose} characters`);
  return { columns, named, purpose };
}

/** Throws EXPORT_NOT_READY before the file is there, and EXPORT_GONE where it is not, or not any more. */
export function requireFile(state: LedgerExportState): void {
  if (state === 'WAITING' || state === 'RUNNING') throw new DomainError('EXPORT_NOT_READY');
  if (state !== 'DONE') throw new DomainError('EXPORT_GONE');
}

/** What intake keeps: an export without these columns does not ask it. */
const ofIntake: ReadonlySet<LedgerColumn> = new Set([
  'TITLE',
  'TEXT',
  'ADDRESS',
  'NAME',
  'PHONE',
  'REPEAT_OF',
]);
const ofEvaluation: ReadonlySet<LedgerColumn> = new Set(['FOLLOW_UP', 'SATISFACTION', 'RATING']);

export const needsIntake = (columns: readonly LedgerColumn[]): boolean =>
  columns.some((column) => ofIntake.has(column));
export const needsEvaluation = (columns: readonly LedgerColumn[]): boolean =>
  columns.some((column) => ofEvaluation.has(column));
/** Only these hold what a reveal discloses. */
export const needsContact = (columns: readonly LedgerColumn[]): boolean =>
  columns.some((column) => ofIntake.has(column) && column !== 'REPEAT_OF');

/** How an export ends without a file. */
export type Ending = Readonly<{
  state: Extract<LedgerExportState, 'FAILED' | 'CANCELLED' | 'EXPIRED'>;
  code: ErrorCode | null;
}>;

/** Whether its time is over: that of the claims while it is made, that of the file afterwards, and at any time that of the absence it was asked for in. Null: it goes on. */
export function endingOf(
  { state, asked_at: askedAt, expires_at: until }: Pick<ExportRow, 'state' | 'asked_at' | 'expires_at'>,
  isStandingIn: boolean,
  now: Date,
): Ending | null {
  const isDone = state === 'DONE';
  if (isDone && until !== null && now >= until) return { state: 'EXPIRED', code: null };
  if (!isDone && now.getTime() - askedAt.getTime() > claimsMilliseconds)
    return { state: 'FAILED', code: 'EXPORT_TOO_LONG' };
  return isStandingIn ? null : { state: isDone ? 'EXPIRED' : 'FAILED', code: 'NOT_DELEGATED' };
}
