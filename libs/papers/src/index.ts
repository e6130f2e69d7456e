export { paperFields, paperFiles, type PaperKind } from './kinds.js';
export { docxOf } from './docx.js';
export { notoSerif, type Face, type Faces } from './fonts.reader.js';
export { pdfOf } from './pdf.js';
export { kindOfFile, previewOf } from './preview.js';
export { filledIn, readTemplate, TemplateInvalid, type Page, type Template } from './template.js';
