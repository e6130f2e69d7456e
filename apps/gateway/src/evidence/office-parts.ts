import { FieldScanner, FormulaScanner } from './office-fields.js';
import type { LookBudget } from './look-budget.js';
import type { OfficeKind } from './office-kind.js';
import { NotHarmless } from './not-harmless.js';

/** Looks at a part as it is unpacked. Both may throw `NotHarmless`. */
export type PartScanner = Readonly<{ take(piece: Buffer): void; end(): void }>;

const xml = /\.(?:xml|rels|vml)$/i;
const picture = /\.(?:png|jpe?g|jfif|gif|bmp|dib|tiff?|emf|wmf|wdp|webp|svg)$/i;
/** Fonts that a document brings along are scrambled (ODTTF) and used by office programs alone. */
const font = /\.(?:odttf|fntdata)$/i;
/** What Windows says about a printer; every workbook that was ever printed has it. */
const printerSettings = /\/printerSettings\/[^/]+\.bin$/i;
/** Parts that act, whatever their relation calls them. */
const acting =
  /vbaProject|vbaData|macrosheet|oleObject|activeX|externalLink|\/embeddings\/|(?:^|\/)connections\.xml$|webextension|customUI|afchunk/i;

/** ZIP, RAR, 7z, gzip, XZ, an OLE file (macros and objects live in one), programs of Windows, Linux and Java, PDF, HTML. */
const foreignHeads = [
  ...['504b0304', '504b0506', '52617221', '377abcaf', '1f8b08', 'fd377a58', 'd0cf11e0'],
  ...['4d5a', '7f454c46', 'cafebabe', '25504446', '2321'],
].map((head) => Buffer.from(head, 'hex'));

/** Throws `NotHarmless` for a part that no text and no workbook needs, by its name. */
export function partScanner(name: string, kind: OfficeKind, looks: LookBudget): PartScanner {
  if (acting.test(name)) throw new NotHarmless('a part that acts');
  if (name.endsWith('/')) return folder;
  if (xml.test(name)) return new XmlScanner(name, kind, looks);
  if (picture.test(name) || font.test(name) || printerSettings.test(name)) return new BinaryScanner();
  throw new NotHarmless('a part of an unknown kind');
}

/** An entry of some programs for a folder holds nothing. */
const folder: PartScanner = {
  take(piece) {
    if (piece.length) throw new NotHarmless('a folder that holds bytes');
  },
  end: () => undefined,
};

class BinaryScanner implements PartScanner {
  private isFirst = true;

  take(piece: Buffer): void {
    if (this.isFirst && foreignHeads.some((head) => piece.subarray(0, head.length).equals(head)))
      throw new NotHarmless('a file in the document');
    this.isFirst &&= piece.length === 0;
  }

  end(): void {
    // its first bytes said what it is
  }
}

/** Of UTF-8 alone, so that what is looked for is found: the words of another alphabet read as others. */
class XmlScanner implements PartScanner {
  private rest = Buffer.alloc(0);
  private head = '';
  private isBegun = false;
  private readonly inner: PartScanner | null;
  /** What the document says and what it is made of, as opposed to drawings of old and to data that it carries along. */
  private readonly isOwn: boolean;
  private readonly isWorkbook: boolean;

  constructor(name: string, kind: OfficeKind, looks: LookBudget) {
    this.isOwn = /^(?:word|xl)\/.*\.xml$|\.rels$|^\[Content_Types\]\.xml$/i.test(name);
    // a relation may call any part of it a sheet
    const isSheet = /^xl\/.*\.xml$/i.test(name);
    this.isWorkbook = kind === 'xl';
    this.inner = kind === 'word' ? new FieldScanner(looks) : isSheet ? new FormulaScanner(looks) : null;
  }

  take(piece: Buffer): void {
    if (this.head.length < headBytes) {
      this.head = (this.head + piece.toString('latin1', 0, headBytes)).slice(0, headBytes);
      if (this.head.length >= headBytes) requireUtf8(this.head);
    }
    if (piece.includes(0)) throw new NotHarmless('XML that is not UTF-8');
    // a mark may be cut in two
    if (this.isBegun) this.look(Buffer.concat([this.rest, piece.subarray(0, longestMark)]), 0);
    this.look(piece, this.isBegun ? 0 : beginningBytes);
    this.isBegun = true;
    this.rest = Buffer.from(piece.subarray(-longestMark));
    this.inner?.take(piece);
  }

  /** `from`: where an instruction to programs is no declaration any more. */
  private look(text: Buffer, from: number): void {
    const special = specialTagIn(text, from);
    if (special && (text.includes('<!DOCTYPE') || text.includes('<!ENTITY')))
      throw new NotHarmless('XML with a grammar of its own');
    // comments and the like would part a word in two where programs read it as one
    if (special && this.isOwn) throw new NotHarmless('XML that hides words');
    if (this.isWorkbook && text.includes('ddeLink')) throw new NotHarmless('DDE');
  }

  end(): void {
    requireUtf8(this.head);
    this.inner?.end();
  }
}

const headBytes = 200;
const longestMark = 16;
/** A mark of the byte order, and the first character of the declaration. */
const beginningBytes = 4;

/** Whether something begins with `<!`, or with `<?` behind an offset. A loop of our own: in a text of tags a search stops at each of them. */
function specialTagIn(text: Buffer, from: number): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== 0x3c) continue;
    const next = text[at + 1];
    if (next === 0x21 || (next === 0x3f && at >= from)) return true;
  }
  return false;
}

function requireUtf8(head: string): void {
  const encoding = /^[^>]{0,150}encoding\s*=\s*["']([^"']*)/.exec(head)?.[1];
  const isOther = encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding);
  if (isOther || head.startsWith('\u00ff\u00fe') || head.startsWith('\u00fe\u00ff'))
    throw new NotHarmless('XML that is not UTF-8');
}
