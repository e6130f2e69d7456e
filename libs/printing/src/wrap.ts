import LineBreaker from 'linebreak';

/** How wide a text is in the present font and size. */
export type Measure = (text: string) => number;

/** The lines of a text in a width, broken where Chinese may be broken (UAX #14: 避头尾); what is wider than a line is broken anywhere. */
export function wrapped(text: string, width: number, measure: Measure): string[] {
  return text.split('\n').flatMap((paragraph) => linesOf(paragraph, width, measure));
}

function linesOf(paragraph: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const segment of segmentsOf(paragraph)) {
    if (line && measure(line + segment.trimEnd()) > width) {
      lines.push(line);
      line = '';
    }
    if (measure(segment.trimEnd()) <= width) line += segment;
    else
      for (const character of segment) {
        if (line && measure(line + character) > width) {
          lines.push(line);
          line = '';
        }
        line += character;
      }
  }
  return [...lines, line];
}

function* segmentsOf(paragraph: string): Generator<string> {
  const breaker = new LineBreaker(paragraph);
  let from = 0;
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) {
    yield paragraph.slice(from, next.position);
    from = next.position;
  }
}
