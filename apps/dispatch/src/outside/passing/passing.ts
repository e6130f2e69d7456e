import { DomainError, type AppealStatus, type PassingStatus } from '@weisu/contracts';

/** A matter that was passed to another system: it stays ours until it is closed. */
export type Passing = Readonly<{
  id: string;
  appealId: string;
  system: string;
  noteId: string;
  passedById: string | null;
  passedAt: Date;
  /** The other system's; null until it answers. */
  number: string | null;
  status: PassingStatus;
  statusAt: Date;
  /** What is known of it was typed by an office, and not said by the system itself. */
  byHand: boolean;
  version: number;
}>;

const ended: ReadonlySet<PassingStatus> = new Set<PassingStatus>(['DONE', 'REFUSED']);

export function isOpenPassing({ status }: Pick<Passing, 'status'>): boolean {
  return !ended.has(status);
}

/**
 * What the other system says. Its number is kept from its first answer on; another one is another matter. The same again changes nothing; what ended stays.
 * The system itself goes before what an office typed of it, number and end alike. Throws STATE_FORBIDS, INVALID_ARGUMENT.
 */
export function answered(
  passing: Passing,
  number: string,
  status: PassingStatus,
  now: Date,
  byHand = false,
): Passing {
  const corrects = passing.byHand && !byHand;
  const own = number.trim();
  if (!own || own.length > 100) throw new DomainError('INVALID_ARGUMENT', 'number: 1 to 100 characters');
  if (status === 'PASSED') throw new DomainError('INVALID_ARGUMENT', 'status: what became of it');
  if (passing.number !== null && passing.number !== own && !corrects)
    throw new DomainError('INVALID_ARGUMENT', `number: it is known as ${passing.number}`);
  if (passing.number === own && passing.status === status && !corrects) return passing;
  if (!isOpenPassing(passing) && !corrects) throw new DomainError('STATE_FORBIDS', passing.status);
  return { ...passing, number: own, status, statusAt: now, byHand };
}

/** What a system that sent us a matter sees of it. */
export function senderStatus(status: AppealStatus): 'OPEN' | 'REPORTED_BACK' | 'CLOSED' {
  if (status === 'REPORTED_BACK') return 'REPORTED_BACK';
  return status === 'CLOSED' || status === 'DECLINED' || status === 'WITHDRAWN' ? 'CLOSED' : 'OPEN';
}

/** A matter between us and another system. */
export type Between = Readonly<{ number: string | null; status: string }>;
export type Row = Readonly<{ number: string; status: string }>;
export type Difference = Readonly<{ number: string; ours: string | null; theirs: string | null }>;
export type Reconciled = Readonly<{
  agreed: number;
  missingHere: readonly Difference[];
  missingThere: readonly Difference[];
  diverging: readonly Difference[];
}>;

const mostRows = 1_000;

/** Lost on either side, or known with another status. Throws INVALID_ARGUMENT for too many rows and for a number that comes twice. */
export function reconciled(ours: readonly Between[], theirs: readonly Row[]): Reconciled {
  if (theirs.length > mostRows) throw new DomainError('INVALID_ARGUMENT', `rows: at most ${mostRows}`);
  const said = new Map(theirs.map((row) => [row.number, row.status]));
  if (said.size !== theirs.length) throw new DomainError('INVALID_ARGUMENT', 'rows: each number once');
  const known = new Map(ours.flatMap(({ number, status }) => (number === null ? [] : [[number, status]])));
  const both = [...known].filter(([number]) => said.has(number));
  const same = both.filter(([number, status]) => said.get(number) === status);
  return {
    agreed: same.length,
    missingHere: theirs
      .filter(({ number }) => !known.has(number))
      .map(({ number, status }) => ({ number, ours: null, theirs: status })),
    missingThere: ours
      .filter(({ number }) => number === null || !said.has(number))
      .map(({ number, status }) => ({ number: number ?? '', ours: status, theirs: null })),
    diverging: both
      .filter(([number, status]) => said.get(number) !== status)
      .map(([number, status]) => ({ number, ours: status, theirs: said.get(number) ?? null })),
  };
}
