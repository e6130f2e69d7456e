import { flawOfYaml } from '@weisu/yaml-limits';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Page } from './page.js';
import { printableText } from './printable-text.js';

/** Longer than any form has it, and short enough to be laid out in a moment: one program prints for everybody. */
const longestText = 500;
const mostRows = 60;
/** Characters of a title that fit on its line. */
const longestTitle = 22;
/** A cell lies four levels deep. */
const limits = { characters: 20_000, depth: 10, members: 1_000, tokens: 5_000 } as const;
/** Times that a field may stand on one paper. */
const mostRepeats = 2;

const text = z
  .string()
  .max(longestText)
  .refine((said) => printableText(said) === said, 'holds characters that no file can hold');

const cell = z.union([
  z.strictObject({ label: text, span: z.int().positive().default(1) }),
  z.strictObject({
    text,
    span: z.int().positive().default(1),
    /** Lines that stay free for writing by hand, where the text needs fewer. */
    lines: z.int().positive().max(40).default(1),
  }),
]);

const templateSchema = z.strictObject({
  title: text
    .min(1)
    .max(longestTitle)
    .refine((said) => !/[{}\n]/.test(said), 'a title is one line and holds no field'),
  above: z.strictObject({ left: text.default(''), right: text.default('') }).default({ left: '', right: '' }),
  /** Widths of the columns in percent. */
  columns: z.array(z.number().positive()).min(1).max(12),
  rows: z.array(z.array(cell).min(1)).min(1).max(mostRows),
  below: text.default(''),
});

/** A paper as a street words it: a table of labels and texts, whose `{fields}` the system fills in. */
export type Template = z.infer<typeof templateSchema>;

/** Every flaw of a template at once, in sentences for whoever edits it. */
export class TemplateInvalid extends Error {
  override readonly name = 'TemplateInvalid';

  constructor(readonly flaws: readonly string[]) {
    super(flaws.join('\n'));
  }
}

const field = /\{([^{}]*)\}/g;

/** Reads a template. `fields` are those that the paper has. Throws TemplateInvalid. */
export function readTemplate(source: string, fields: readonly string[]): Template {
  const read = templateSchema.safeParse(document(source));
  if (!read.success)
    throw new TemplateInvalid(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const flaws = [...widthFlaws(read.data), ...fieldFlaws(read.data, fields)];
  if (flaws.length) throw new TemplateInvalid(flaws);
  return read.data;
}

function document(source: string): unknown {
  const flaw = flawOfYaml(source, limits);
  if (flaw !== null) throw new TemplateInvalid([flaw]);
  try {
    // an alias may stand for a thousand rows
    return parse(source, { maxAliasCount: 0 });
  } catch (error) {
    throw new TemplateInvalid([error instanceof Error ? error.message : 'no YAML']);
  }
}

function widthFlaws({ columns, rows }: Template): string[] {
  const sum = columns.reduce((total, width) => total + width, 0);
  const spans = rows.flatMap((row, index) => {
    const wide = row.reduce((total, { span }) => total + span, 0);
    return wide === columns.length ? [] : [`row ${index + 1} spans ${wide} of ${columns.length} columns`];
  });
  return Math.abs(sum - 100) < 0.01 ? spans : [`the columns are ${sum} percent wide, not 100`, ...spans];
}

function fieldFlaws(template: Template, fields: readonly string[]): string[] {
  const { title, above, below, rows } = template;
  const texts = [title, above.left, above.right, below];
  const cells = rows.flat().map((one) => ('text' in one ? one.text : one.label));
  const named = [...texts, ...cells].flatMap((text) =>
    [...text.matchAll(field)].map(([, name = '']) => name),
  );
  const times = new Map<string, number>();
  for (const name of named) times.set(name, (times.get(name) ?? 0) + 1);
  return [...times].flatMap(([name, count]) => {
    if (!fields.includes(name)) return [`there is no field {${name}}; there are: ${fields.join(', ')}`];
    return count > mostRepeats ? [`{${name}} stands ${count} times, at most ${mostRepeats}`] : [];
  });
}

/** What is not known stays empty, to be written by hand. */
export function filledIn(template: Template, data: Readonly<Record<string, string | null>>): Page {
  const fill = (text: string): string =>
    text.replace(field, (_, name: string) =>
      printableText(Object.hasOwn(data, name) ? (data[name] ?? '') : ''),
    );
  const { title, above, columns, rows, below } = template;
  return {
    title: fill(title),
    left: fill(above.left),
    right: fill(above.right),
    below: fill(below),
    columns,
    rows: rows.map((row) =>
      row.map((one) =>
        'label' in one
          ? { text: one.label, isLabel: true, span: one.span, lines: 1 }
          : { text: fill(one.text), isLabel: false, span: one.span, lines: one.lines },
      ),
    ),
  };
}
