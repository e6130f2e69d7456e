/** A line of a table, whichever file it came from; `line` is where it begins. The first one is the header. */
export type TableRecord = Readonly<{ line: number; cells: readonly string[] }>;
