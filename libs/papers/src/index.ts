export { paperFields, type PaperKind } from './kinds.js';
export { docxOf } from './docx.js';
export { notoSerif, type Face, type Faces } from './fonts.js';
export { pdfOf } from './pdf.js';
export { filledIn, readTemplate, TemplateInvalid, type Page, type Template } from './template.js';
