export { docxOf } from './docx.js';
export { faceFiles, notoSerif, type Face, type Faces } from './fonts.reader.js';
export { pdfOf } from './pdf.js';
export { kindOfFile, previewOf } from './preview.js';
