/** Cells that are one, downwards: the first row has the value, the others are empty in the file. Rows count from 1, columns from 0. */
type Merge = Readonly<{ column: number; from: number; until: number }>;

const mark = /<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g;
/** The longest such tag, which may begin in one piece and end in the next. */
const longestMark = 80;
const mostMerges = 200_000;

/** Finds the merged cells of a workbook's sheets while their parts pass by, piece after piece. */
export class MergedCells {
  private readonly bySheet = new Map<string, Merge[]>();
  private part = '';
  private carried = '';
  private count = 0;

  see(part: string, chunk: Buffer): void {
    if (part !== this.part) this.carried = '';
    this.part = part;
    const text = this.carried + chunk.toString('latin1');
    let end = 0;
    for (const [whole, left = '', from = '', , until = ''] of text.matchAll(mark)) {
      end = text.indexOf(whole, end) + whole.length;
      this.add(part, { column: columnOf(left), from: Number(from), until: Number(until) });
    }
    this.carried = text.slice(Math.max(end, text.length - longestMark));
  }

  /** Fills the rows of one sheet, in their order. */
  fillerOf(part: string): (line: number, cells: string[]) => void {
    const waiting = (this.bySheet.get(part) ?? []).toSorted((a, b) => b.from - a.from);
    let open: Readonly<{ merge: Merge; value: string }>[] = [];
    return (line, cells) => {
      open = open.filter(({ merge }) => merge.until >= line);
      for (const { merge, value } of open) if (!cells[merge.column]?.trim()) cells[merge.column] = value;
      for (let next = waiting.at(-1); next && next.from <= line; next = waiting.at(-1)) {
        waiting.pop();
        if (next.from === line) open.push({ merge: next, value: cells[next.column] ?? '' });
      }
    };
  }

  private add(part: string, merge: Merge): void {
    if (merge.until === merge.from || this.count >= mostMerges) return;
    this.count += 1;
    const known = this.bySheet.get(part);
    if (known) known.push(merge);
    else this.bySheet.set(part, [merge]);
  }
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
