import { z } from 'zod';
import { categorySchema, profileSchema, type Category, type GovernanceProfile } from './profile.js';
import { unitSelectorSchema } from './clock-rule.js';
import { natures, spheres, urgencies } from './vocabulary.js';

/** Who leads, who assists and who must not (权责清单): the first line that fits a category says it. A line without conditions fits all. */
const leadLine = z.strictObject({
  codes: z.array(z.string()).min(1).optional(),
  natures: z.array(z.enum(natures)).min(1).optional(),
  urgencies: z.array(z.enum(urgencies)).min(1).optional(),
  spheres: z.array(z.enum(spheres)).min(1).optional(),
  lead: unitSelectorSchema,
  assist: categorySchema.shape.assist,
  never: categorySchema.shape.never,
});
type LeadLine = z.infer<typeof leadLine>;

/** What the duty list of a level says of categories (履职事项清单): the first line that fits. */
const listLine = z.strictObject({
  codes: z.array(z.string()).min(1).optional(),
  natures: z.array(z.enum(natures)).min(1).optional(),
  urgencies: z.array(z.enum(urgencies)).min(1).optional(),
  spheres: z.array(z.enum(spheres)).min(1).optional(),
  STREET: z.enum(['LEAD', 'ASSIST', 'NONE']).optional(),
  COMMUNITY: z.enum(['LEAD', 'ASSIST', 'NONE']).optional(),
});

/** A profile as a person writes it: its categories are listed, or those of the pack's `categories.csv` with who leads. */
export const profileFileSchema = profileSchema.extend({
  categories: z.union([
    z.array(categorySchema).min(1),
    z.strictObject({
      /** Codes of `categories.csv` that this street does not use. */
      without: z.array(z.string()).default([]),
      leads: z.array(leadLine),
      lists: z.array(listLine).default([]),
    }),
  ]),
});
export type ProfileFile = z.infer<typeof profileFileSchema>;

/** The profile that a file means, with its categories; a category that it names and the district has not is a slip of the pen, and said. */
export function profileOfFile(
  file: ProfileFile,
  known: readonly Category[],
): Readonly<{ profile: GovernanceProfile; flaws: readonly string[] }> {
  if (Array.isArray(file.categories)) return { profile: { ...file, categories: file.categories }, flaws: [] };
  const { without, leads, lists } = file.categories;
  const codes = new Set(known.map(({ code }) => code));
  const named = [...without, ...[...leads, ...lists].flatMap((line) => line.codes ?? [])];
  const flaws = [
    ...named
      .filter((code) => !codes.has(code))
      .map((code) => `the category ${code} is not in categories.csv`),
    ...(known.length ? [] : ['the pack has no categories.csv']),
  ];
  const categories = known
    .filter(({ code }) => !without.includes(code))
    .map((category): Category => {
      const line = leads.find((one) => fits(one, category));
      const list = lists.find((one) => fits(one, category));
      const { lead, assist, never } = line ?? {};
      const { STREET, COMMUNITY } = list ?? {};
      return {
        ...category,
        ...(lead && { lead }),
        ...(assist && { assist }),
        ...(never && { never }),
        ...((STREET ?? COMMUNITY) && {
          lists: { ...(STREET && { STREET }), ...(COMMUNITY && { COMMUNITY }) },
        }),
      };
    });
  return { profile: { ...file, categories }, flaws };
}

function fits(
  line: Pick<LeadLine, 'codes' | 'natures' | 'urgencies' | 'spheres'>,
  category: Category,
): boolean {
  const among = (wanted: readonly string[] | undefined, is: string | undefined) =>
    !wanted || (is !== undefined && wanted.includes(is));
  return (
    among(line.codes, category.code) &&
    among(line.natures, category.nature) &&
    among(line.urgencies, category.urgency) &&
    among(line.spheres, category.sphere)
  );
}
