import type { Work } from '@weisu/messaging';
import { civilDate } from '@weisu/working-time';

/** The next number of a register in the present year, without gaps: the counter's row is locked until the transaction ends. `unitId`: a unit, or a street. */
export async function nextPaperNumber(
  work: Work,
  unitId: string,
  paper: string,
): Promise<Readonly<{ year: number; next: number }>> {
  const year = Number(civilDate(work.now).slice(0, 4));
  const [row] = await work.query<{ last: number }>(
    `INSERT INTO paper_number (unit_id, paper, year, last) VALUES ($1, $2, $3, 1)
     ON CONFLICT (unit_id, paper, year) DO UPDATE SET last = paper_number.last + 1 RETURNING last`,
    [unitId, paper, year],
  );
  if (!row) throw new Error('no paper number was given');
  return { year, next: row.last };
}
