/**
 * A table that is partitioned by months of civil time and loses whole months after a term. Its partitions are `<table>_pYYYYMM` and `<table>_p_default`.
 * SQL and names are those of a program, never of a caller.
 */
export type MonthlyTable = Readonly<{
  table: string;
  /** The instant that a row belongs to a month by. */
  column: string;
  /** Function that makes the partition of a month, given one of its days. */
  make: string;
  /** Where each month that went is written down. */
  gone: string;
  /** The variable with the term in months, its value where that is absent, and what no office may go below. */
  setting: string;
  usual: number;
  fewest: number;
  /** Text that says everything of a row, always in the same way. */
  canonical: string;
  /** What brings the last entry to the front. */
  latestFirst: string;
}>;

/** First day of a month, such as 2026-11-01. */
export type Month = string;

/** China has no daylight saving time: months begin at this offset, as the days of every other term do. */
export const civilOffset = '+08:00';
const offsetMs = 8 * 3_600_000;

const mostMonths = 1_200;

/** Throws with the name of the variable, never with its value. */
export function monthsKept(
  { setting, usual, fewest }: MonthlyTable,
  environment: Readonly<Record<string, string | undefined>>,
): number {
  const months = environment[setting];
  if (months === undefined) return usual;
  if (!/^\d{1,4}$/.test(months) || Number(months) < fewest || Number(months) > mostMonths)
    throw new Error(
      `configuration: ${setting}: must be a whole number of months from ${fewest} to ${mostMonths}; logs are kept for six months at least (Cybersecurity Law art. 21)`,
    );
  return Number(months);
}

/** The first month that stays: in one that went every row is older than the term, so a row stays up to a month longer than that. */
export function firstMonthKept(now: Date, months: number): Month {
  const civil = new Date(now.getTime() + offsetMs);
  return monthOf(Date.UTC(civil.getUTCFullYear(), civil.getUTCMonth() - months, 1));
}

const monthOf = (civilMs: number): Month => new Date(civilMs).toISOString().slice(0, 10);

export const partitionOf = ({ table }: MonthlyTable, month: Month): string =>
  `${table}_p${month.slice(0, 4)}${month.slice(5, 7)}`;
