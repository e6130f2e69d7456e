import { z } from 'zod';
import { classificationSchema } from './classification.js';
import { budgetSchema, clockRuleSchema, ladderStepSchema, unitSelectorSchema } from './clock-rule.js';
import {
  clockKinds,
  duties,
  followUpKinds,
  natures,
  requestKinds,
  spheres,
  urgencies,
  whistleSituations,
} from './vocabulary.js';

const day = z.iso.date();

/** LEAD: may lead or assist. ASSIST: may only assist. NONE: not on the list. */
const listed = z.enum(['LEAD', 'ASSIST', 'NONE']);

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
  /** Who assists, beside the lead. */
  assist: z.array(unitSelectorSchema).optional(),
  /** Who must not have it, approved or not. */
  never: z.array(unitSelectorSchema).optional(),
  /**
   * What the duty list (履职事项清单) of a level says of it; absent: no list. Off-list work is not given to the organs of that level, and who only assists
   * does not lead (北京市接诉即办工作条例 art. 17; for streets 潍坊 2021 art. 24: a department does not push its matters down).
   */
  lists: z.strictObject({ STREET: listed.optional(), COMMUNITY: listed.optional() }).optional(),
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
  /** Whoever applies says what was tried before (提级: what the lower level could do is done). */
  tried: z.literal(true).optional(),
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
  classification: classificationSchema,
  allocation: z.strictObject({
    dual: z.boolean(),
    /** 主动认领: whose units may take matters of these spheres themselves, without anybody who allocates (S10: 家事 by the grids). */
    claim: z
      .strictObject({ spheres: z.array(z.enum(spheres)).min(1), by: z.array(unitSelectorSchema).min(1) })
      .optional(),
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
    /** 吹哨率: whistles per hundred matters of a street; fewer or more than this both show. */
    band: z.strictObject({ least: z.number().min(0), most: z.number().positive() }).optional(),
    cite: z.string(),
  }),
  /** 督办: what has it issued without a person, and how long the unit has to answer; absent: by hand alone, answered within a working day. */
  supervision: z
    .strictObject({
      answerWithin: budgetSchema,
      /** A refusal to report in that the district overruled. */
      refusal: z.boolean(),
      /** Limits whose passing has it issued. */
      overdue: z.array(z.enum(clockKinds)),
      /** From this many approved returns on, to who allocates. */
      returns: z.int().positive(),
      /** From this many reopenings on, to the lead. */
      reopenings: z.int().positive(),
      /** 效果差: so few stars, or fewer, to the lead. */
      stars: z.int().min(1).max(4),
      cite: z.string(),
    })
    .optional(),
  followUps: z.array(followUpRuleSchema),
  closing: z.strictObject({
    /** A verdict of the follow-up closes the matter without a person, when nothing blocks it. */
    automatic: z.boolean(),
    cite: z.string(),
  }),
  /** The inner deadline lies this much before the outside system's own. */
  externalMargin: budgetSchema,
  leaderDuties: z.array(z.string()).default([]),
  /** Who works in the team of a led matter, such as “1+1+2+N”: of each role `least`, and no more than `most` where it says so. */
  team: z
    .strictObject({
      roles: z
        .array(
          z.strictObject({
            name: z.string().min(1),
            least: z.int().nonnegative(),
            most: z.int().positive().optional(),
          }),
        )
        .min(1),
      cite: z.string(),
    })
    .optional(),
  rates: ratesSchema,
});
export type GovernanceProfile = z.infer<typeof profileSchema>;
