import PDFDocument from 'pdfkit';
import type { Faces } from './fonts.reader.js';
import { boundedPage, type Page, type PageCell } from '@weisu/papers';
import { wrapped } from './wrap.js';

/** Points. */
const margin = 70.9;
const foot = 56.7;
const padding = 5;
const size = { title: 20, text: 12, small: 10.5, footer: 9 } as const;
const lineHeight = 20;
const smallLineHeight = 16;
/** A row is split over pages between lines; fewer than this many lines at the bottom look torn off. */
const leastLines = 2;
/** Characters that are named below the table when the font lacks them. */
const mostNamed = 100;

/** Each is as wide as every other, so that twenty thousand different ones are not laid out to be measured. */
const ideograph = /^[\u3400-\u4dbf\u4e00-\u9fff]$/;
const anyIdeograph = '国';

type Weight = 'regular' | 'bold';
type Cell = Readonly<{ x: number; width: number; isLabel: boolean; free: number; text: readonly string[] }>;

/**
 * A paper as PDF, its fonts embedded. The same page and instant give the same bytes: dates come from `issuedAt`, and nothing is deflated, because how
 * zlib packs may differ between versions of Node. A character that the font has not is shown as 〓 and named below the table.
 */
export async function pdfOf(page: Page, issuedAt: Date, faces: Faces): Promise<Buffer> {
  const sheet = new Sheet(boundedPage(page), issuedAt, faces);
  return sheet.finish();
}

class Sheet {
  private readonly doc: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly done: Promise<void>;
  /** What each character is shown as. */
  private readonly known = new Map<string, string>();
  private readonly missing = new Set<string>();
  private y = margin;

  constructor(
    private readonly page: Page,
    issuedAt: Date,
    private readonly faces: Faces,
  ) {
    this.doc = new PDFDocument({
      size: 'A4',
      margins: { top: margin, left: margin, right: margin, bottom: foot },
      compress: false,
      lang: 'zh-CN',
      bufferPages: true,
      autoFirstPage: false,
      info: {
        Title: page.title,
        Producer: 'weisu',
        Creator: 'weisu',
        CreationDate: issuedAt,
        ModDate: issuedAt,
      },
    });
    this.doc.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.done = new Promise((resolve) => this.doc.on('end', resolve));
    this.doc.registerFont('regular', faces.regular.bytes);
    this.doc.registerFont('bold', faces.bold.bytes);
  }

  async finish(): Promise<Buffer> {
    this.nextPage();
    this.drawHead();
    for (const row of this.page.rows) this.drawRow(row);
    this.drawBelow();
    this.drawFooters();
    this.doc.end();
    await this.done;
    return Buffer.concat(this.chunks);
  }

  private get width(): number {
    return this.doc.page.width - 2 * margin;
  }

  private get bottom(): number {
    return this.doc.page.height - foot - 14;
  }

  private nextPage(): void {
    this.doc.addPage();
    this.y = margin;
  }

  private shown(text: string): string {
    let shown = '';
    for (const character of text) shown += this.known.get(character) ?? this.learnt(character);
    return shown;
  }

  /** What the font cannot show is lost in a PDF without a word, so it is replaced and told. */
  private learnt(character: string): string {
    const has = character === '\n' || this.faces.regular.has(character.codePointAt(0) ?? 0);
    if (!has) this.missing.add(character);
    const shown = has ? character : '〓';
    this.known.set(character, shown);
    return shown;
  }

  private measure(weight: Weight, points: number): (text: string) => number {
    this.doc.font(weight).fontSize(points);
    let em: number | null = null;
    return (text) =>
      ideograph.test(text) ? (em ??= this.doc.widthOfString(anyIdeograph)) : this.doc.widthOfString(text);
  }

  private put(text: string, x: number, y: number, weight: Weight, points: number): void {
    this.doc.font(weight).fontSize(points).text(text, x, y, { lineBreak: false });
  }

  private putCentred(
    text: string,
    x: number,
    width: number,
    y: number,
    weight: Weight,
    points: number,
  ): void {
    this.put(text, x + (width - this.measure(weight, points)(text)) / 2, y, weight, points);
  }

  private drawHead(): void {
    this.putCentred(this.shown(this.page.title), margin, this.width, this.y, 'bold', size.title);
    this.y += 44;
    const right = this.shown(this.page.right);
    this.put(this.shown(this.page.left), margin, this.y, 'regular', size.small);
    const wide = this.measure('regular', size.small)(right);
    this.put(right, margin + this.width - wide, this.y, 'regular', size.small);
    this.y += 20;
  }

  private cellsOf(row: readonly PageCell[]): readonly Cell[] {
    const columns = this.page.columns.map((percent) => (this.width * percent) / 100);
    let first = 0;
    let x = margin;
    return row.map(({ text, isLabel, span, lines }) => {
      const width = columns.slice(first, first + span).reduce((sum, one) => sum + one, 0);
      first += span;
      const measure = this.measure(isLabel ? 'bold' : 'regular', size.text);
      const cell = {
        x,
        width,
        isLabel,
        free: lines,
        text: wrapped(this.shown(text), width - 2 * padding, measure),
      };
      x += width;
      return cell;
    });
  }

  private drawRow(row: readonly PageCell[]): void {
    const cells = this.cellsOf(row);
    const written = Math.max(...cells.map(({ text }) => text.length));
    const wanted = Math.max(written, ...cells.map(({ free }) => free));
    for (let from = 0; from < wanted;) {
      const fit = Math.floor((this.bottom - this.y - 2 * padding) / lineHeight);
      const torn = from === 0 && fit < wanted && (fit < leastLines || wanted <= leastLines + 1);
      if (fit < 1 || torn) {
        this.nextPage();
        continue;
      }
      const taken = Math.min(fit, wanted - from);
      this.drawPart(cells, from, taken, taken === wanted);
      from += taken;
      // free lines are for writing by hand: they are not carried over to another page
      if (from >= written) return;
      if (from < wanted) this.nextPage();
    }
  }

  private drawPart(cells: readonly Cell[], from: number, taken: number, whole: boolean): void {
    const height = taken * lineHeight + 2 * padding;
    for (const { x, width, isLabel, free, text } of cells) {
      this.doc.rect(x, this.y, width, height).lineWidth(0.75).stroke('#000').fillColor('#000');
      const part = isLabel && from > 0 ? ['（续）'] : text.slice(from, from + taken);
      const middle = whole && (isLabel || free < 2) ? ((taken - part.length) * lineHeight) / 2 : 0;
      for (const [index, line] of part.entries()) {
        const y = this.y + padding + middle + index * lineHeight + 1.5;
        if (isLabel) this.putCentred(line, x, width, y, 'bold', size.text);
        else this.put(line, x + padding, y, 'regular', size.text);
      }
    }
    this.y += height;
  }

  private drawBelow(): void {
    const points = [...this.missing]
      .slice(0, mostNamed)
      .map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`);
    const more = this.missing.size > mostNamed ? `等 ${this.missing.size} 字` : '';
    const told = points.length ? [`〓：字库缺字，原字编码为 ${points.join('、')}${more}`] : [];
    const measure = this.measure('regular', size.small);
    for (const line of [this.shown(this.page.below), ...told].flatMap((text) =>
      wrapped(text, this.width, measure),
    )) {
      if (this.y + smallLineHeight + 8 > this.bottom) this.nextPage();
      this.put(line, margin, this.y + 6, 'regular', size.small);
      this.y += smallLineHeight;
    }
  }

  private drawFooters(): void {
    const { count } = this.doc.bufferedPageRange();
    const left = this.shown(this.page.left);
    for (let index = 0; index < count; index += 1) {
      this.doc.switchToPage(index);
      // below the margin pdfkit would begin a page for it
      this.doc.page.margins.bottom = 0;
      const text = `${left}\u3000第 ${index + 1} 页 共 ${count} 页`;
      this.putCentred(text, margin, this.width, this.doc.page.height - 45, 'regular', size.footer);
    }
  }
}
