/** What the import says at its end. */
export type ImportSaid = Readonly<{
  fresh: number;
  known: number;
  bad: number;
  uncallable: number;
  /** Most resident memory of its process, in MB. */
  peak: number;
}>;

/** Throws where the import did not say how it ended. */
export function importSaid(output: string): ImportSaid {
  const [, fresh, known, bad, uncallable, peak] =
    /新登记 (\d+)，早已登记 (\d+)，有误 (\d+)，.*电话无法拨打 (\d+)，.*内存峰值 (\d+) MB/.exec(output) ?? [];
  if (peak === undefined) throw new Error(`the import ended otherwise: ${output.slice(-500)}`);
  return {
    fresh: Number(fresh),
    known: Number(known),
    bad: Number(bad),
    uncallable: Number(uncallable),
    peak: Number(peak),
  };
}

/** Of a reading that registers nothing. */
export function previewSaid(output: string): Readonly<{ rows: number; bad: number; peak: number }> {
  const [, rows, bad] = /，(\d+) 行，其中 (\d+) 行有误/.exec(output) ?? [];
  const [, peak] = /内存峰值 (\d+) MB/.exec(output) ?? [];
  if (rows === undefined || peak === undefined)
    throw new Error(`the preview ended otherwise: ${output.slice(-500)}`);
  return { rows: Number(rows), bad: Number(bad), peak: Number(peak) };
}

/** How many rows are done, by the last line of progress; 0 before the first. */
export function doneIn(output: string): number {
  return Number([...output.matchAll(/^登记 (\d+)\/\d+$/gm)].at(-1)?.[1] ?? 0);
}
