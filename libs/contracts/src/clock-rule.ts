import { z } from 'zod';
import {
  budgetUnits,
  clockKinds,
  levels,
  natures,
  spheres,
  unitKinds,
  urgencies,
  type ClockKind,
  type Level,
} from './vocabulary.js';
import { statutoryLimits, type StatutoryLimit } from './statutory-limits.js';

const budgetParts = z.strictObject({ amount: z.int().positive(), unit: z.enum(budgetUnits) });
export type Budget = z.infer<typeof budgetParts>;

/** `{ amount, unit }`, or as a person writes it: `3 WORKING_DAY`. */
export const budgetSchema = z.union([
  budgetParts,
  z
    .string()
    .regex(new RegExp(`^[1-9]\\d{0,4} (${budgetUnits.join('|')})$`))
    .transform((text): Budget => {
      const [amount, unit] = text.split(' ');
      return { amount: Number(amount), unit: unit as Budget['unit'] };
    }),
]);

/** Chooses units relative to a matter's area: the unit of that desk or kind in the matter's own street, community, … */
const selectorParts = z
  .strictObject({
    level: z.enum(levels),
    kind: z.enum(unitKinds).optional(),
    /** The unit's `desk` in the district pack, such as `dispatch-desk` for 街道信联办. */
    desk: z.string().optional(),
  })
  .refine((selector) => selector.kind ?? selector.desk, 'a selector names a kind or a desk');
export type UnitSelector = z.infer<typeof selectorParts>;

/** `{ level, desk }` or `{ level, kind }`, or as a person writes it: `STREET.dispatch-desk`, `DISTRICT.DEPARTMENT` (a kind is in capitals). */
export const unitSelectorSchema = z.union([
  selectorParts,
  z
    .string()
    .regex(new RegExp(`^(${levels.join('|')})\\.(${unitKinds.join('|')}|[a-z][a-z0-9-]*)$`))
    .transform((text): UnitSelector => {
      const [level = '', name = ''] = text.split('.');
      const named = unitKinds.some((kind) => kind === name) ? { kind: name } : { desk: name };
      return { level, ...named } as UnitSelector;
    }),
]);

/** A limit for some matters of a kind of clock; the first that fits is taken. */
const clockLimitSchema = z.strictObject({
  urgency: z.array(z.enum(urgencies)).optional(),
  complex: z.boolean().optional(),
  responseLevel: z.array(z.int().min(1).max(4)).optional(),
  nature: z.array(z.enum(natures)).optional(),
  sphere: z.array(z.enum(spheres)).optional(),
  budget: budgetSchema,
});

/** Said so long after a deadline, while it is not met, to a level above: 网格 → 社区 → 街道 → 区. */
export const ladderStepSchema = z.strictObject({ after: budgetSchema, to: z.enum(levels) });

const clockRuleParts = z.strictObject({
  kind: z.enum(clockKinds),
  /**
   * What starts it. Never acceptance: a unit cannot gain time by not opening its work order. CONTACT and VERIFY may have two rules: the matter's, from
   * REGISTRATION, measured for whoever makes the contact, and the unit's own, from ALLOCATION.
   */
  startsOn: z.enum([
    'REGISTRATION',
    'ALLOCATION',
    'RESOLUTION',
    'WHISTLE',
    'REQUEST',
    'MEDIATION',
    'AGREEMENT',
  ]),
  /** CONTACT runs on the lead only, so that a resident is not called twice. */
  leadOnly: z.boolean().default(false),
  /** Absent: as the Civil Code counts, hours from the moment and days from the next one. */
  countsStart: z.boolean().optional(),
  rollOffRestDay: z.boolean().default(false),
  /** Days: until midnight (absent), or until the office closes, which is how 工作日 of city management end. */
  endOfDay: z.enum(['24:00', 'BUSINESS_CLOSE']).optional(),
  source: z.enum(['PROFILE', 'LAW']).default('PROFILE'),
  /** Reminders to the unit, so long before. Absent: those of the profile; empty: none. */
  reminders: z.array(budgetSchema).optional(),
  /** To whom it goes up when nobody meets it. Absent: the ladder of the profile; empty: none. */
  ladder: z.array(ladderStepSchema).optional(),
  /** Whether it may be suspended (absent: as the profile's requests say). A limit of law may not. */
  suspendable: z.boolean().optional(),
  /** How often, how long and by whom this limit is extended, where it differs from the profile's EXTEND; 0 times: never. */
  extension: z
    .strictObject({
      times: z.int().min(0),
      most: budgetSchema.optional(),
      decidedBy: unitSelectorSchema.optional(),
    })
    .optional(),
  /** What a resident is told of this limit, such as “承办单位与您联系”; then it is not made earlier without telling. Absent: nothing. */
  told: z.string().min(1).optional(),
  limits: z.array(clockLimitSchema).min(1),
  /** Where the number comes from: a system of the profile's document, a law, or "ours". */
  cite: z.string(),
});
export const clockRuleSchema = clockRuleParts.superRefine((rule, context) => {
  for (const message of beyondTheLaw(rule)) context.addIssue({ code: 'custom', message });
});
export type ClockRule = z.infer<typeof clockRuleSchema>;

/** The rules of limits that a profile has. */
export type ClockRules = Readonly<{
  clocks: readonly ClockRule[];
  rungs?: { reminders: readonly Budget[]; ladder: readonly { after: Budget; to: Level }[] } | undefined;
}>;

/** The profile's rule of a limit, or the statute's where the profile says nothing of it. `startsOn` where a profile may have two rules of a kind. */
export function clockRule(
  profile: Pick<ClockRules, 'clocks'>,
  kind: ClockRule['kind'],
  startsOn?: ClockRule['startsOn'],
): ClockRule | null {
  const own = profile.clocks.find((rule) => rule.kind === kind && (!startsOn || rule.startsOn === startsOn));
  return own ?? ofLaw(kind);
}

const statuteOf = (kind: ClockKind): StatutoryLimit | null =>
  (statutoryLimits as Readonly<Partial<Record<ClockKind, StatutoryLimit>>>)[kind] ?? null;

function ofLaw(kind: ClockKind): ClockRule | null {
  const statute = statuteOf(kind);
  if (!statute) return null;
  const { amount, unit, startsOn, told, cite } = statute;
  return {
    ...{ kind, startsOn, told, cite, source: 'LAW' },
    ...{ leadOnly: false, rollOffRestDay: true, suspendable: false, extension: { times: 0 } },
    limits: [{ budget: { amount, unit } }],
  };
}

/** What a profile's rule says that its statute does not allow, in words for who wrote it. */
function beyondTheLaw(rule: z.infer<typeof clockRuleParts>): string[] {
  const statute = statuteOf(rule.kind);
  if (!statute) return [];
  const { amount, unit, startsOn, cite } = statute;
  const longer = rule.limits.some(({ budget }) => budget.unit !== unit || budget.amount > amount);
  return [
    ...(longer
      ? [`${rule.kind}: the law gives ${amount} ${unit}, a profile may only shorten it (${cite})`]
      : []),
    ...(rule.startsOn === startsOn ? [] : [`${rule.kind}: the law lets it start on ${startsOn}`]),
    ...(rule.suspendable === true || (rule.extension?.times ?? 0) > 0
      ? [`${rule.kind}: a limit of law is neither suspended nor extended`]
      : []),
  ];
}

/** What a limit says before and after its deadline: its own rungs, or else the profile's. */
export function rungsOf(
  profile: Pick<ClockRules, 'rungs'>,
  rule: Pick<ClockRule, 'reminders' | 'ladder'>,
): ({ before: Budget } | { after: Budget; to: Level })[] {
  const reminders = rule.reminders ?? profile.rungs?.reminders ?? [];
  const ladder = rule.ladder ?? profile.rungs?.ladder ?? [];
  return [...reminders.map((before) => ({ before })), ...ladder.map(({ after, to }) => ({ after, to }))];
}

/** What a clock takes from its rule: how it counts, what it says on its way, whether a resident is told. */
export function clockBy(profile: Pick<ClockRules, 'rungs'>, rule: ClockRule) {
  const { kind, source, countsStart, rollOffRestDay, endOfDay } = rule;
  const told = rule.told !== undefined;
  return { kind, source, countsStart, rollOffRestDay, endOfDay, told, rungs: rungsOf(profile, rule) };
}

/** The limit of a clock for a matter, or null when the profile sets none for it. */
export function limitFor(
  rule: ClockRule,
  matter: {
    urgency: string | null;
    complex: boolean;
    responseLevel: number | null;
    nature?: string | null;
    sphere?: string | null;
  },
): Budget | null {
  const among = (wanted: readonly (string | number)[] | undefined, is: string | number | null | undefined) =>
    !wanted || (is !== null && is !== undefined && wanted.includes(is));
  const fits = rule.limits.find(
    (limit) =>
      among(limit.urgency, matter.urgency) &&
      (limit.complex === undefined || limit.complex === matter.complex) &&
      among(limit.responseLevel, matter.responseLevel) &&
      among(limit.nature, matter.nature) &&
      among(limit.sphere, matter.sphere),
  );
  return fits?.budget ?? null;
}
