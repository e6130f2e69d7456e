import type { PaperKind } from '@weisu/contracts';
import { filledIn, paperFields, paperFiles, readTemplate } from '@weisu/papers';
import { docxOf } from './docx.js';
import type { Faces } from './fonts.reader.js';
import { pdfOf } from './pdf.js';

/** The kind whose template a file is, by its name; null: none of the eight. */
export function kindOfFile(path: string): PaperKind | null {
  const name = path
    .replaceAll('\\', '/')
    .split('/')
    .at(-1)
    ?.replace(/\.ya?ml$/, '');
  return (Object.keys(paperFiles) as PaperKind[]).find((kind) => paperFiles[kind] === name) ?? null;
}

/** A template as it will look, each field with its own name in it. Throws TemplateInvalid. */
export async function previewOf(
  text: string,
  kind: PaperKind,
  faces: Faces,
): Promise<Readonly<{ docx: Uint8Array; pdf: Uint8Array }>> {
  const fields = paperFields[kind];
  const data = Object.fromEntries(fields.map((field) => [field, `〔${field}〕`]));
  const page = filledIn(readTemplate(text, fields), data);
  const never = new Date(0);
  return { docx: docxOf(page, never), pdf: await pdfOf(page, never, faces) };
}
