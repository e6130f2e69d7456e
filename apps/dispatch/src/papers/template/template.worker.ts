import type { PaperKind } from '@weisu/contracts';
import { paperFields, readTemplate, TemplateInvalid, type Template } from '@weisu/papers';

export type TemplateText = Readonly<{ text: string; kind: PaperKind }>;
export type ReadTemplate =
  Readonly<{ template: Template; flaws: null }> | Readonly<{ flaws: readonly string[] }>;

/** The template that a text says, or every flaw of it. */
export function read({ text, kind }: TemplateText): ReadTemplate {
  try {
    return { template: readTemplate(text, paperFields[kind]), flaws: null };
  } catch (error) {
    if (!(error instanceof TemplateInvalid)) throw error;
    return { flaws: error.flaws };
  }
}
