import { DomainError, type PaperKind } from '@weisu/contracts';
import { paperFields, readTemplate, TemplateInvalid, type Template } from '@weisu/papers';

/** Characters of a template; ours have some 1 500. */
const longest = 20_000;

/** Throws PAPER_TEMPLATE_INVALID with every flaw in a sentence. */
export function validTemplate(text: string, kind: PaperKind): Template {
  if (text.length > longest) throw new DomainError('PAPER_TEMPLATE_INVALID', `at most ${longest} characters`);
  try {
    return readTemplate(text, paperFields[kind]);
  } catch (error) {
    if (!(error instanceof TemplateInvalid)) throw error;
    throw new DomainError('PAPER_TEMPLATE_INVALID', error.flaws.join('; '));
  }
}
