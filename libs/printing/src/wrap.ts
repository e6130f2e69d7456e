import LineBreaker from 'linebreak';

/** How wide a text is in the present font and size. Asked of pieces, and of a line of at most `longestLine` characters. */
export type Measure = (text: string) => number;

/** What is laid out at once: a font looks back over marks and ligatures, so that a longer piece costs more than its length. */
export const longestPiece = 32;
/** Of a line, whatever its width: narrow letters fill one with some 170, characters without a width never would. */
export const longestLine = 240;

/** White space that may stand over at the end of a line; more is broken like a word. */
const longestGap = 4;

/**
 * The lines of a text in a width, broken where Chinese may be broken (UAX #14: 避头尾); what is wider than a line is broken anywhere, white space too. The
 * lines put together are the text. A line is as wide as its pieces; as a whole it is measured only
 * where those leave it in doubt, and a few times at most, so that a text costs its length.
 */
export function wrapped(text: string, width: number, measure: Measure): string[] {
  return text.split('\n').flatMap((paragraph) => linesOf(paragraph, width, measure));
}

function linesOf(paragraph: string, width: number, measure: Measure): string[] {
  const lines = new Lines(width, measure);
  for (const segment of segmentsOf(paragraph)) {
    const seen = segment.trimEnd();
    const isWhole = segment.length <= longestLine && segment.length - seen.length <= longestGap;
    const seenWidth = isWhole ? widthOf(seen, measure) : Number.POSITIVE_INFINITY;
    if (seenWidth <= width)
      lines.add(segment, seen, seenWidth, seen === segment ? seenWidth : widthOf(segment, measure));
    else {
      lines.end();
      for (const character of segment) {
        const wide = measure(character);
        lines.add(character, character, wide, wide);
      }
    }
  }
  return lines.all();
}

function widthOf(segment: string, measure: Measure): number {
  if (segment.length <= longestPiece) return measure(segment);
  const characters = [...segment];
  let sum = 0;
  for (let from = 0; from < characters.length; from += longestPiece)
    sum += measure(characters.slice(from, from + longestPiece).join(''));
  return sum;
}

/** Pairs of these are set closer or wider than each alone; ideographs are not. */
const paired = /[!-\u052f]/;
/** How far the sum of the pieces may be from the line as it is set. */
const doubt = { from: 0.98, until: 1.06 } as const;
/** Times that a line is measured as a whole, where the sum leaves it in doubt whether one more piece fits. */
const mostDoubts = 4;

class Lines {
  private readonly done: string[] = [];
  private line = '';
  private lineWidth = 0;
  private isPaired = false;
  private doubts = 0;

  constructor(
    private readonly width: number,
    private readonly measure: Measure,
  ) {}

  /** `seen` and its width are without the white space at the end of the piece. */
  add(piece: string, seen: string, seenWidth: number, wholeWidth: number): void {
    if (this.isFullFor(piece, seen, seenWidth)) this.end();
    this.line += piece;
    this.lineWidth += wholeWidth;
    this.isPaired ||= paired.test(piece);
  }

  /** Begins another line, unless this one is empty. */
  end(): void {
    if (!this.line) return;
    this.done.push(this.line);
    this.line = '';
    this.lineWidth = 0;
    this.isPaired = false;
    this.doubts = 0;
  }

  all(): string[] {
    return [...this.done, this.line];
  }

  private isFullFor(piece: string, seen: string, seenWidth: number): boolean {
    if (this.line.length + piece.length > longestLine) return true;
    const share = (this.lineWidth + seenWidth) / this.width;
    const isSum = !this.isPaired && !paired.test(seen);
    if (isSum || share < doubt.from || share > doubt.until || this.doubts >= mostDoubts) return share > 1;
    this.doubts += 1;
    return this.measure(this.line + seen) > this.width;
  }
}

function* segmentsOf(paragraph: string): Generator<string> {
  const breaker = new LineBreaker(paragraph);
  let from = 0;
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) {
    yield paragraph.slice(from, next.position);
    from = next.position;
  }
}
