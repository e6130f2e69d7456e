export { paperFields, paperFiles } from './kinds.js';
export { ourTemplate } from './templates.reader.js';
export {
  filledIn,
  readTemplate,
  TemplateInvalid,
  type Page,
  type PageCell,
  type Template,
} from './template.js';
