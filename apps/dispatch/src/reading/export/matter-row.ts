import { words, type LedgerColumn, type Outcome, type Satisfaction } from '@weisu/contracts';

/** What intake says of a matter in an export; null where the asker may not see it there. */
export type SaidByIntake = Readonly<{
  title: string;
  text: string;
  address: string | null;
  name: string | null;
  phone: string | null;
  repeatOfId: string | null;
}>;

/** What was answered about a matter; null where nothing was, or the asker may not see it there. */
export type SaidByEvaluation = Readonly<{
  outcome: Outcome | null;
  satisfaction: Satisfaction | null;
  stars: number | null;
}>;

/** A text, or a number to count with. */
export type Cell = string | number;

/** What is known of one matter; names of areas, categories and units as people read them. */
export type MatterFacts = Readonly<{
  number: string;
  channel: string;
  submittedAt: Date;
  area: string;
  category: string | null;
  nature: string | null;
  urgency: string | null;
  status: string;
  /** Who leads, or led, and since when. */
  unit: string | null;
  since: Date | null;
  dueBy: Date | null;
  result: string | null;
  /** The number that it repeats, where the asker sees that matter, too. */
  repeatOf: string | null;
  said: SaidByIntake | null;
  answered: SaidByEvaluation | null;
}>;

/** 2026-11-23 09:00:00, in Shanghai: what people read, and sorts. China has no daylight saving time. */
const shown = (at: Date | null): string =>
  at ? new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ') : '';

/** A value of a newer version, which there is no word for yet, stays as it is. */
const wordOf = (list: Readonly<Record<string, string>>, value: string | null | undefined): string =>
  value ? (list[value] ?? value) : '';

const cells: Readonly<Record<LedgerColumn, (facts: MatterFacts) => Cell>> = {
  NUMBER: ({ number }) => number,
  CHANNEL: ({ channel }) => wordOf(words.channels, channel),
  SUBMITTED_AT: ({ submittedAt }) => shown(submittedAt),
  TITLE: ({ said }) => said?.title ?? '',
  TEXT: ({ said }) => said?.text ?? '',
  AREA: ({ area }) => area,
  ADDRESS: ({ said }) => said?.address ?? '',
  CATEGORY: ({ category }) => category ?? '',
  NATURE: ({ nature }) => wordOf(words.natures, nature),
  URGENCY: ({ urgency }) => wordOf(words.urgencies, urgency),
  UNIT: ({ unit }) => unit ?? '',
  SINCE: ({ since }) => shown(since),
  DUE_BY: ({ dueBy }) => shown(dueBy),
  STATUS: ({ status }) => wordOf(words.appealStatuses, status),
  RESULT: ({ result }) => result ?? '',
  NAME: ({ said }) => said?.name ?? '',
  PHONE: ({ said }) => said?.phone ?? '',
  FOLLOW_UP: ({ answered }) => wordOf(words.outcomes, answered?.outcome),
  SATISFACTION: ({ answered }) => wordOf(words.satisfactions, answered?.satisfaction),
  RATING: ({ answered }) => answered?.stars ?? '',
  REPEAT_OF: ({ repeatOf }) => repeatOf ?? '',
};

/** The cells of one matter, in the order of the columns. */
export const rowOf = (columns: readonly LedgerColumn[], facts: MatterFacts): Cell[] =>
  columns.map((column) => cells[column](facts));
