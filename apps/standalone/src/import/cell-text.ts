/** The value of a spreadsheet's cell, as far as it can be text. */
type CellValue =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | Readonly<{ richText: readonly Readonly<{ text: string }>[] }>
  | Readonly<{ text: unknown }>
  | Readonly<{ result?: unknown }>
  | Readonly<{ error: unknown }>;

/** What a person sees in the cell. A date is its wall clock, which the reader gives as if it were UTC. */
export function cellText(value: unknown): string {
  const cell = value as CellValue;
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ');
  if (typeof cell !== 'object') return String(cell);
  if ('richText' in cell) return cell.richText.map((part) => part.text).join('');
  if ('text' in cell) return cellText(cell.text);
  if ('error' in cell) return '';
  return 'result' in cell ? cellText(cell.result) : '';
}

/** A spreadsheet keeps 15 digits of a number; from there on it has written noughts. */
export function hasLostItsEnd(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) >= 1e15;
  return typeof value === 'object' && value !== null && 'result' in value && hasLostItsEnd(value.result);
}
