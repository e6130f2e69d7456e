export type PageCell = Readonly<{ text: string; isLabel: boolean; span: number; lines: number }>;

/** A filled-in paper, as both files show it. */
export type Page = Readonly<{
  title: string;
  left: string;
  right: string;
  below: string;
  columns: readonly number[];
  rows: readonly (readonly PageCell[])[];
}>;
