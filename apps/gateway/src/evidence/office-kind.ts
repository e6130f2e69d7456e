import { partsOfZip } from './zip.js';

/** The folder of the parts that make a document a text or a workbook (ISO/IEC 29500). */
export type OfficeKind = 'word' | 'xl';

const mainPart = { word: /^word\/document\d*\.xml$/, xl: /^xl\/workbook\d*\.xml$/ } as const;

/** Null for what is no ZIP, no sound one, or none of a text or a workbook. */
export function officeKindOf(bytes: Uint8Array): OfficeKind | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString('latin1', 0, 4) !== 'PK\u0003\u0004') return null;
  try {
    const names = partsOfZip(file).map(({ name }) => name);
    if (!names.includes('[Content_Types].xml')) return null;
    const kinds = (['word', 'xl'] as const).filter((kind) => names.some((name) => mainPart[kind].test(name)));
    return kinds.length === 1 ? (kinds[0] ?? null) : null;
  } catch {
    // a damaged archive is none of the kinds
    return null;
  }
}
