import { LookBudget } from './look-budget.js';
import type { OfficeKind } from './office-kind.js';
import { requireContentTypes, requireRelations } from './office-relations.js';
import { partScanner } from './office-parts.js';
import { NotHarmless } from './not-harmless.js';
import { inflated } from './inflated.js';
import { partsOfZip, type Part } from './zip.js';

/** Unpacked, all parts together. */
const mostBytes = 100_000_000;
/** Unpacked to packed, of a part and of the whole. Sheets of figures reach forty. */
const mostRatio = 100;
/** Small parts compress as they like. */
const ratioFrom = 1_000_000;
/** Relations and types of content, which are held as text, all together. */
const mostHeld = 4_000_000;

/** Folders of a document beside its own; what lies elsewhere belongs to another kind of archive (META-INF of a jar, classes.dex of an app). */
const folders = ['_rels/', 'docProps/', 'docMetadata/', 'customXml/'] as const;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const misleading = /\\|(?:^|\/)\.{1,2}(?:\/|$)|[\u0000-\u001f]/;

const isRelations = (name: string): boolean => name.endsWith('.rels');

/**
 * Throws `NotHarmless` when a document holds what may act by itself or hides another file, and an error of another kind when it is broken or larger than it may
 * be. Each part is unpacked once, piece by piece, looked at and thrown away.
 */
export async function requireHarmlessOffice(bytes: Uint8Array, kind: OfficeKind): Promise<void> {
  const parts = partsOfZip(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  requireBounded(parts);
  for (const { name } of parts) requireOwnFolder(name, kind);
  const looks = new LookBudget();
  let held = 0;
  for (const part of parts) {
    const { name, unpacked } = part;
    const isHeld = name === '[Content_Types].xml' || isRelations(name);
    held += isHeld ? unpacked : 0;
    if (held > mostHeld) throw new Error('more relations than a document needs');
    const scan = partScanner(name, kind, looks);
    const text: Buffer[] = [];
    for await (const piece of inflated(part)) {
      scan.take(piece);
      if (isHeld) text.push(piece);
    }
    scan.end();
    if (!isHeld) continue;
    const xml = Buffer.concat(text).toString('utf8');
    if (isRelations(name)) requireRelations(xml);
    else requireContentTypes(xml, kind);
  }
}

function requireBounded(parts: readonly Part[]): void {
  const isDense = (unpacked: number, packed: number): boolean =>
    unpacked > ratioFrom && unpacked > packed * mostRatio;
  let unpacked = 0;
  let packed = 0;
  for (const part of parts) {
    unpacked += part.unpacked;
    packed += part.bytes.length;
    if (isDense(part.unpacked, part.bytes.length)) throw new Error('a part that unpacks to far more');
  }
  if (unpacked > mostBytes || isDense(unpacked, packed))
    throw new Error('a document that unpacks to far more');
}

function requireOwnFolder(name: string, kind: OfficeKind): void {
  const isOwn =
    name === '[Content_Types].xml' || [...folders, `${kind}/`].some((folder) => name.startsWith(folder));
  if (!isOwn || misleading.test(name)) throw new NotHarmless('a part of no document');
}
