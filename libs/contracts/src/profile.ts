import { z } from 'zod';
import {
  budgetUnits,
  clockKinds,
  duties,
  followUpKinds,
  levels,
  natures,
  requestKinds,
  spheres,
  unitKinds,
  urgencies,
  whistleSituations,
  type Level,
} from './vocabulary.js';

const day = z.iso.date();
const budgetParts = z.strictObject({ amount: z.int().positive(), unit: z.enum(budgetUnits) });
type Budget = z.infer<typeof budgetParts>;

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
const ladderStepSchema = z.strictObject({ after: budgetSchema, to: z.enum(levels) });

export const clockRuleSchema = z.strictObject({
  kind: z.enum(clockKinds),
  /** What starts it. Never acceptance: a unit cannot gain time by not opening its work order. */
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
export type ClockRule = z.infer<typeof clockRuleSchema>;

export const categorySchema = z.strictObject({
  code: z.string().regex(/^[A-Z0-9-]+$/),
  name: z.string(),
  /** 一级、二级类别 above the name, which is the third. */
  branch: z.array(z.string().min(1)).max(2).optional(),
  /** Words of a text that suggest this category; longer and more matches win. */
  keywords: z.array(z.string().min(2)),
  nature: z.enum(natures),
  urgency: z.enum(urgencies),
  sphere: z.enum(spheres).optional(),
  /** Who usually leads, relative to the matter's area. */
  lead: unitSelectorSchema.optional(),
});
export type Category = z.infer<typeof categorySchema>;

const requestRuleSchema = z.strictObject({
  kind: z.enum(requestKinds),
  /** How often one work order may be returned, extended, … Another one answers REQUEST_LIMIT. */
  limit: z.int().positive(),
  /** The most that an extension or suspension may ask for. */
  most: budgetSchema.optional(),
  /** A return must be applied for within this time of dispatch. */
  within: budgetSchema.optional(),
  decideWithin: budgetSchema,
  decidedBy: unitSelectorSchema,
  cite: z.string(),
});
export type RequestRule = z.infer<typeof requestRuleSchema>;

const followUpRuleSchema = z.strictObject({
  kind: z.enum(followUpKinds),
  /** Units that make it; HANDLER is always made by the lead handler and needs none. */
  madeBy: unitSelectorSchema.optional(),
  within: budgetSchema,
  /** How many attempts without an answer until the matter leaves the population. */
  attempts: z.int().positive().default(3),
  cite: z.string(),
});
export type FollowUpRule = z.infer<typeof followUpRuleSchema>;

/** 三率: no statute gives a formula (rules.md §2), so every choice is a field. */
const ratesSchema = z.strictObject({
  responseSource: z.enum(['CLOCK', 'RESIDENT']),
  partlyWeight: z.number().min(0).max(1),
  satisfiedGrades: z.array(z.enum(['VERY_SATISFIED', 'SATISFIED', 'BASICALLY'])).min(1),
  weights: z
    .strictObject({
      response: z.number().min(0),
      resolution: z.number().min(0),
      satisfaction: z.number().min(0),
    })
    .refine(
      (w) => Math.abs(w.response + w.resolution + w.satisfaction - 1) < 1e-9,
      'the weights of the three rates must add up to 1',
    ),
  cite: z.string(),
});

/**
 * 治理模式: the data that makes a street work like one of the systems S1–S11. Versioned, with validity dates; a matter keeps the
 * version it began with. Every number of law or practice stands here with its source, never in code.
 */
export const profileSchema = z.strictObject({
  key: z.string().regex(/^S\d{1,2}[A-Za-z0-9-]*$/),
  name: z.string(),
  version: z.int().positive(),
  validFrom: day,
  validUntil: day.nullable().default(null),
  description: z.string(),
  duties: z.record(z.enum(duties), z.array(unitSelectorSchema)),
  categories: z.array(categorySchema).min(1),
  /** Which response level a nature starts at (S1: 咨询建议 at 1, 需求问题 at 2); 1 grid, 2 community, 3 street, 4 district. */
  classes: z
    .array(
      z.strictObject({
        key: z.string(),
        name: z.string(),
        natures: z.array(z.enum(natures)).min(1),
        responseLevel: z.int().min(1).max(4),
      }),
    )
    .min(1),
  classification: z.strictObject({ automatic: z.boolean(), cite: z.string() }),
  allocation: z.strictObject({
    dual: z.boolean(),
    /** Allocate without a person to the suggested lead, when the suggestion has one. */
    automatic: z.boolean(),
    cite: z.string(),
  }),
  clocks: z.array(clockRuleSchema),
  /** What every limit says on its way, unless it says otherwise itself. */
  rungs: z
    .strictObject({
      reminders: z.array(budgetSchema),
      ladder: z.array(ladderStepSchema),
      cite: z.string(),
    })
    .optional(),
  /** 值班: outside office hours a rung of a matter this urgent rings the person on duty, and the backup when nobody answers in time. */
  onDuty: z
    .strictObject({
      urgency: z.array(z.enum(urgencies)).min(1),
      answerWithin: budgetSchema,
      cite: z.string(),
    })
    .optional(),
  /** 即办, 咨询: whether the handler must file a 处理意见书 before the matter can close. */
  opinionRequired: z.boolean(),
  requests: z.array(requestRuleSchema),
  whistle: z.strictObject({
    situations: z.array(z.enum(whistleSituations)).min(1),
    blownBy: z.array(z.enum(['STREET', 'COMMUNITY'])).min(1),
    /** A community's whistle waits for the street to stand behind it. */
    endorsement: z.boolean(),
    cite: z.string(),
  }),
  followUps: z.array(followUpRuleSchema),
  closing: z.strictObject({
    /** A verdict of the follow-up closes the matter without a person, when nothing blocks it. */
    automatic: z.boolean(),
    cite: z.string(),
  }),
  /** The inner deadline lies this much before the outside system's own. */
  externalMargin: budgetSchema,
  leaderDuties: z.array(z.string()).default([]),
  rates: ratesSchema,
});
export type GovernanceProfile = z.infer<typeof profileSchema>;

export function clockRule(profile: GovernanceProfile, kind: ClockRule['kind']): ClockRule | null {
  return profile.clocks.find((rule) => rule.kind === kind) ?? null;
}

/** What a limit says before and after its deadline: its own rungs, or else the profile's. */
export function rungsOf(
  profile: Pick<GovernanceProfile, 'rungs'>,
  rule: Pick<ClockRule, 'reminders' | 'ladder'>,
): ({ before: Budget } | { after: Budget; to: Level })[] {
  const reminders = rule.reminders ?? profile.rungs?.reminders ?? [];
  const ladder = rule.ladder ?? profile.rungs?.ladder ?? [];
  return [...reminders.map((before) => ({ before })), ...ladder.map(({ after, to }) => ({ after, to }))];
}

/** What a clock takes from its rule: how it counts, what it says on its way, whether a resident is told. */
export function clockBy(profile: Pick<GovernanceProfile, 'rungs'>, rule: ClockRule) {
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
