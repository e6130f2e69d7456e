import { z } from 'zod';
import { defineEvent, instantSchema } from './event.js';
import { channels, contactWhens, natures, onTheSpotOutcomes, spheres, urgencies } from './vocabulary.js';

const area = z.string().nullable();

/** What the profile's keywords suggest, and why (PIPL art. 24: explainable, and a person decides). */
export const suggestionSchema = z.object({
  category: z.string(),
  nature: z.enum(natures),
  urgency: z.enum(urgencies),
  sphere: z.enum(spheres).nullable(),
  leadUnitIds: z.array(z.string()),
  /** Who assists by the duty matrix; absent in what versions before them said. */
  assistUnitIds: z.array(z.string()).optional(),
  words: z.array(z.string()),
  /** The profile's factors that its words suggest; absent in what versions before them said. */
  factors: z.array(z.object({ key: z.string(), words: z.array(z.string()) })).optional(),
  rule: z.string(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

export const externalOrderSchema = z.object({
  system: z.string(),
  number: z.string(),
  dispatchedAt: instantSchema,
  dueBy: instantSchema,
  returnBy: instantSchema.nullable(),
  categoryCode: z.string().nullable(),
  urgency: z.enum(urgencies).nullable(),
  handlerUnitIds: z.array(z.string()),
  followUpBySender: z.boolean(),
  replyRequired: z.boolean(),
  /** Typed by an office that the system has no interface to; absent: sent by the system itself, which alone holds the number. */
  byHand: z.boolean().optional(),
});
export type ExternalOrder = z.infer<typeof externalOrderSchema>;

/**
 * A matter came in. `secretVerifier` is the SHA-256 of the tracking secret, by which dispatch and evaluation check it alone;
 * `registeredBy` is the client of an integration; `reachable` says that a phone number is known, and `contactWhen` when it may be called (absent: now).
 */
export const AppealRegistered = defineEvent({
  type: 'intake.appeal-registered.v1',
  label: '诉求登记',
  payload: z.object({
    appealId: z.uuid(),
    number: z.string(),
    channel: z.enum(channels),
    origin: z.enum(['REPORTED', 'FOUND']),
    areaCode: area,
    confidential: z.boolean(),
    reachable: z.boolean(),
    contactWhen: z.enum(contactWhens).optional(),
    submittedAt: instantSchema,
    firstReceiverId: z.string().nullable(),
    repeatOfId: z.uuid().nullable(),
    residentSubject: z.string().nullable(),
    registeredBy: z.string().nullable(),
    secretVerifier: z.string().nullable(),
    suggestion: suggestionSchema.nullable(),
    external: externalOrderSchema.nullable(),
  }),
});

/** 重复件: said on the original, so that its own ledger shows it. */
export const AppealRepeated = defineEvent({
  type: 'intake.appeal-repeated.v1',
  label: '重复反映',
  payload: z.object({ appealId: z.uuid(), repeatId: z.uuid(), repeatNumber: z.string() }),
});

export const AppealRelocated = defineEvent({
  type: 'intake.appeal-relocated.v1',
  label: '重新定位',
  payload: z.object({
    appealId: z.uuid(),
    from: area,
    to: z.string(),
    /** Whether the first receiver's part ends, because the matter lies outside its area now, or goes on. Absent where there is none. */
    reception: z.object({ unitId: z.string(), ends: z.boolean() }).optional(),
  }),
});

/** 即办件: closed at once, no work order, outside the three rates, counted as 主动发现. */
export const OnTheSpotRecorded = defineEvent({
  type: 'intake.on-the-spot-recorded.v1',
  label: '即办件登记',
  payload: z.object({
    appealId: z.uuid(),
    number: z.string(),
    channel: z.enum(channels),
    areaCode: z.string(),
    category: z.string().nullable(),
    outcome: z.enum(onTheSpotOutcomes),
    occurredAt: instantSchema,
    firstReceiverId: z.string().nullable(),
  }),
});

/** Stands where a text stood that was erased: whoever opens the matter sees that it is gone, and why. */
export const erasedText = '〔已按个人信息保护法删除〕';

/** Why personal data was erased: its term was over (PIPL art. 19), or somebody asked for it (art. 47). */
export const erasureGrounds = ['TERM', 'REQUEST'] as const;
export type ErasureGround = (typeof erasureGrounds)[number];

/**
 * Who asked, where exactly and in which words is gone from intake; whoever keeps a copy erases it, too. `erasureId` is the record in
 * intake of who decided it and why; the files are deleted from the storage by the gateway.
 */
export const PersonalDataErased = defineEvent({
  type: 'intake.personal-data-erased.v1',
  label: '删除个人信息',
  payload: z.object({
    appealId: z.uuid(),
    erasureId: z.uuid(),
    ground: z.enum(erasureGrounds),
    attachmentIds: z.array(z.uuid()),
  }),
});

/** 成果公示: the files that a whistle shows to anybody, all of them, after it was published or withdrawn. What it named and is not here was not its publisher's to show. The subject is the whistle. */
export const PicturesPublished = defineEvent({
  type: 'intake.pictures-published.v1',
  label: '公示图片',
  payload: z.object({ whistleId: z.uuid(), attachmentIds: z.array(z.uuid()) }),
});

/** One batch of what had served its purpose: from which network an upload without an account came. The subject is the batch. */
export const UploadAddressesErased = defineEvent({
  type: 'intake.upload-addresses-erased.v1',
  label: '清除上传地址',
  payload: z.object({ attachmentIds: z.array(z.uuid()).min(1) }),
});

/** Who saw a name and why: the purpose is kept in intake under `revealId`. */
export const AppellantRevealed = defineEvent({
  type: 'intake.appellant-revealed.v1',
  label: '查看身份信息',
  payload: z.object({ appealId: z.uuid(), revealId: z.uuid() }),
});
