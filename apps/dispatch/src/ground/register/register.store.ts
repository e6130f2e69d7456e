import type { Work } from '@weisu/messaging';
import { civilDate } from '@weisu/working-time';
import { paperNumber, type Register } from './paper-number.js';

/** The next number of a register in the present year, without gaps: the counter's row is locked until the transaction ends. `place`: a unit, a street or a district. */
export async function nextPaperNumber(work: Work, place: string, register: Register): Promise<string> {
  const year = Number(civilDate(work.now).slice(0, 4));
  const [row] = await work.query<{ last: number }>(
    `INSERT INTO paper_number (unit_id, paper, year, last) VALUES ($1, $2, $3, 1)
     ON CONFLICT (unit_id, paper, year) DO UPDATE SET last = paper_number.last + 1 RETURNING last`,
    [place, register, year],
  );
  if (!row) throw new Error('no paper number was given');
  return paperNumber(register, place, year, row.last);
}
