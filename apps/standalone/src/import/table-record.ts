/** A line of a table, whichever file it came from; `line` is where it begins. */
export type TableRecord = Readonly<{
  line: number;
  cells: readonly string[];
  /** The sheet of a workbook. */
  sheet?: string;
  /** Columns whose number was kept as a number of more than 15 digits: its end is lost. */
  lost?: readonly number[];
}>;
