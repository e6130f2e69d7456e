export { paperFields, paperFiles } from './kinds.js';
export { ourTemplate } from './templates.reader.js';
export { boundedPage } from './bounded-page.js';
export type { Page, PageCell } from './page.js';
export { filledIn, readTemplate, TemplateInvalid, type Template } from './template.js';
