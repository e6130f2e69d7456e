import { DomainError } from '@weisu/contracts';

/** 值班表: who is rung for a unit in [from, until), and who when nobody answers. */
export type DutyShift = Readonly<{
  id: string;
  unitId: string;
  from: Date;
  until: Date;
  personId: string;
  backupId: string | null;
}>;

export type ShiftInput = Readonly<{ from: Date; until: Date; personId: string; backupId: string | null }>;

/** Longest part of a roster that is set at once, in days. */
const longestDays = 100;

/**
 * The shifts of a period, in order. Throws ROSTER_INVALID when one is empty, lies outside the period, overlaps the one before, or names the same
 * person as backup.
 */
export function requireShifts(from: Date, until: Date, shifts: readonly ShiftInput[]): readonly ShiftInput[] {
  if (until <= from || until.getTime() - from.getTime() > longestDays * 86_400_000)
    throw new DomainError('ROSTER_INVALID', `a period of 1 to ${longestDays} days`);
  const sorted = [...shifts].sort((a, b) => a.from.getTime() - b.from.getTime());
  sorted.forEach((shift, index) => {
    const before = sorted[index - 1];
    if (shift.until <= shift.from) throw new DomainError('ROSTER_INVALID', 'a shift ends before it begins');
    if (shift.from < from || shift.until > until)
      throw new DomainError('ROSTER_INVALID', 'a shift lies outside the period');
    if (before && shift.from < before.until) throw new DomainError('ROSTER_INVALID', 'two shifts overlap');
    if (shift.backupId === shift.personId)
      throw new DomainError('ROSTER_INVALID', 'the backup is another person');
  });
  return sorted;
}

/** What is left of shifts when a period of them is set anew: what lies before it and after it. */
export function withoutPeriod(shifts: readonly DutyShift[], from: Date, until: Date): ShiftInput[] {
  return shifts.flatMap(({ personId, backupId, ...shift }) => {
    const before = { from: shift.from, until: shift.until < from ? shift.until : from };
    const after = { from: shift.from > until ? shift.from : until, until: shift.until };
    return [before, after]
      .filter((part) => part.from < part.until)
      .map((part) => ({ ...part, personId, backupId }));
  });
}
