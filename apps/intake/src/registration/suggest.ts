import {
  factorsIn,
  mostUrgent,
  urgencyByFactors,
  type Category,
  type GovernanceProfile,
  type Suggestion,
  type Urgency,
} from '@weisu/contracts';

export type SuggestionQuestion = Readonly<{
  profile: GovernanceProfile;
  /** Empty when the person gave none. */
  title: string;
  text: string;
  /** What the system that sent the matter says of it. */
  sender: Readonly<{
    categoryCode: string | null;
    urgency: Urgency | null;
    handlerUnitIds: readonly string[];
  }> | null;
  /** The unit that usually leads a category in the matter's area. */
  leadOf: (category: Category) => string | null;
  /** The units that assist in a category, beside its lead. */
  assistsOf: (category: Category) => readonly string[];
}>;

/**
 * What the words of a matter suggest, and why; a person decides (PIPL art. 24). Each keyword found counts its length, twice when it
 * stands in the title; of equal scores the category that the profile names first. The sender's own category wins over words, and the
 * rule then reads `external`. Factors whose words are found make it as urgent as the profile says, never less; the rule then ends in `+factors`.
 * Null when nothing tells.
 */
export function suggest({
  profile,
  title,
  text,
  sender,
  leadOf,
  assistsOf,
}: SuggestionQuestion): Suggestion | null {
  const told = profile.categories.find((category) => category.code === sender?.categoryCode);
  const found = told ? null : best(profile.categories, fold(title), fold(text));
  const category = told ?? found?.category;
  if (!category) return null;

  const lead = leadOf(category);
  const factors = factorsIn(profile, fold(`${title}\n${text}`), fold);
  const byFactors = urgencyByFactors(
    profile,
    factors.map(({ key }) => key),
  );
  const own = mostUrgent([category.urgency, ...(byFactors ? [byFactors] : [])]) ?? category.urgency;
  const words = found?.words ?? [];
  const byWords = `${profile.key}@${profile.version}#${category.code}`;
  return {
    category: category.code,
    nature: category.nature,
    urgency: sender?.urgency ?? own,
    sphere: category.sphere ?? null,
    leadUnitIds: sender?.handlerUnitIds.length ? [...sender.handlerUnitIds] : lead === null ? [] : [lead],
    assistUnitIds: sender?.handlerUnitIds.length ? [] : assistsOf(category).filter((id) => id !== lead),
    words: [...words],
    factors: factors.map((factor) => ({ key: factor.key, words: [...factor.words] })),
    rule: told
      ? 'external'
      : sender?.urgency
        ? `${byWords}+external`
        : own === category.urgency
          ? byWords
          : `${byWords}+factors`,
  };
}

type Match = Readonly<{ category: Category; words: readonly string[]; score: number }>;

function best(categories: readonly Category[], title: string, text: string): Match | null {
  let first: Match | null = null;
  for (const category of categories) {
    const found = category.keywords.filter((word) => title.includes(fold(word)) || text.includes(fold(word)));
    const score = found.reduce(
      (sum, word) => sum + [...word].length * (title.includes(fold(word)) ? 2 : 1),
      0,
    );
    if (score > (first?.score ?? 0)) first = { category, words: found, score };
  }
  return first;
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}
