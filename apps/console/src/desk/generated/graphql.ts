/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Document } from '../../parts/document.js';
export type AppealFilter = {
  readonly areaCode?: string | null | undefined;
  /** Codes of categories. */
  readonly category?: ReadonlyArray<string> | null | undefined;
  readonly channel?: ReadonlyArray<Channel> | null | undefined;
  /** Whether a person has classified it. */
  readonly classified?: boolean | null | undefined;
  /** A limit that still runs, or is over and not met, ends before. */
  readonly dueBefore?: string | null | undefined;
  /** The matters that my unit took part in and was let go from, instead of those that I see; only with `channel`, `origin`, `from` and `until`. */
  readonly former?: boolean | null | undefined;
  readonly from?: string | null | undefined;
  /** 包案: the leader of the case. */
  readonly leaderId?: string | number | null | undefined;
  readonly level?: number | null | undefined;
  /** Whether it has a place; one without waits at the district's desk. */
  readonly located?: boolean | null | undefined;
  readonly nature?: ReadonlyArray<Nature> | null | undefined;
  readonly onAccount?: boolean | null | undefined;
  readonly origin?: Origin | null | undefined;
  readonly overdue?: boolean | null | undefined;
  readonly sphere?: Sphere | null | undefined;
  readonly status?: ReadonlyArray<AppealStatus> | null | undefined;
  /** Found in the appeal's own text. */
  readonly text?: string | null | undefined;
  /** It has, or had until it was done, an order of this unit. */
  readonly unitId?: string | number | null | undefined;
  readonly until?: string | null | undefined;
  readonly urgency?: ReadonlyArray<Urgency> | null | undefined;
};

/** REPORTED_BACK: answered to the outside system that sent it, whose verdict is awaited. MERGED: 并案. DEFERRED: 暂缓办理, still counts as unsolved. */
export type AppealStatus =
  | 'ALLOCATED'
  | 'CLOSED'
  | 'DECLINED'
  | 'DEFERRED'
  | 'HANDLING'
  | 'MERGED'
  | 'REGISTERED'
  | 'REPORTED_BACK'
  | 'RESOLVED'
  | 'WITHDRAWN';

export type Channel =
  | 'CHAT_GROUP'
  | 'CITY_MANAGEMENT'
  | 'DELIBERATION'
  | 'DIRECT_LINE'
  | 'DUTY_ROOM'
  | 'HOME_VISIT'
  | 'HOTLINE_12345'
  | 'LEADER_VISIT'
  | 'LETTER_BOX'
  | 'MINI_PROGRAM'
  | 'ONLINE_FORUM'
  | 'PARTNER_SYSTEM'
  | 'PATROL'
  | 'PETITION'
  | 'PUBLIC_OPINION'
  | 'QR_CODE'
  | 'RECEPTION_DAY'
  | 'SENSOR'
  | 'SERVICE_HALL'
  | 'SUPERIOR_ASSIGNED'
  | 'WEB';

export type ClassifyInput = {
  readonly category: string;
  readonly complex?: boolean | null | undefined;
  readonly difficulty?: Difficulty | null | undefined;
  /** Keys of the profile's factors that the matter shows. */
  readonly factors?: ReadonlyArray<string> | null | undefined;
  readonly nature: Nature;
  /** Why, where it differs from the suggestion. */
  readonly reason?: string | null | undefined;
  readonly size?: MatterSize | null | undefined;
  readonly sphere?: Sphere | null | undefined;
  readonly urgency: Urgency;
};

export type ClockKind =
  | 'ACCEPT'
  | 'ACKNOWLEDGE'
  | 'ACT'
  | 'ALLOCATE'
  | 'CONFIRMATION'
  | 'CONSENT'
  | 'CONTACT'
  | 'CUSTOM'
  | 'DECIDE'
  | 'FINISH'
  | 'FOLLOW_UP'
  | 'MEDIATE'
  | 'NOTICE'
  | 'OPINION'
  | 'REPLY'
  | 'REPORT_IN'
  | 'RESOLVE'
  | 'VERIFY';

export type ClockState =
  | 'CANCELLED'
  | 'MET'
  | 'OVERDUE'
  | 'RUNNING'
  | 'SUSPENDED';

/** 难易. */
export type Difficulty =
  | 'EASY'
  | 'HARD';

export type HandlerInput = {
  readonly role: HandlerRole;
  readonly unitId: string | number;
};

export type HandlerRole =
  | 'ASSIST'
  | 'LEAD';

/** 大小. */
export type MatterSize =
  | 'LARGE'
  | 'SMALL';

export type Nature =
  | 'COMPLAINT'
  | 'DISPUTE'
  | 'HAZARD'
  | 'HELP'
  | 'INQUIRY'
  | 'PRAISE'
  | 'SUGGESTION'
  | 'TIP_OFF';

/** REPORTED by someone, or FOUND by ourselves (主动发现, what 未诉先办 counts). */
export type Origin =
  | 'FOUND'
  | 'REPORTED';

/** 三事: 公事, 共事, 家事. */
export type Sphere =
  | 'PRIVATE'
  | 'PUBLIC'
  | 'SHARED';

export type UnitKind =
  | 'AREA_OFFICE'
  | 'CO_BUILDING_UNIT'
  | 'DEPARTMENT'
  | 'MEDIATION_COMMITTEE'
  | 'PLATFORM_COMPANY'
  | 'PROPERTY_COMPANY'
  | 'PUBLIC_INSTITUTION'
  | 'PUBLIC_SERVICE_COMPANY'
  | 'STATION'
  | 'STREET_OFFICE';

export type Urgency =
  | 'FAST'
  | 'ROUTINE'
  | 'URGENT';

export type MattersQueryVariables = Exact<{
  filter: AppealFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type MattersQuery = { readonly now: string, readonly appeals: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: string, readonly title: string, readonly channel: Channel, readonly address: string | null, readonly status: AppealStatus, readonly urgency: Urgency | null, readonly category: string | null, readonly area: { readonly name: string } | null, readonly suggestion: { readonly category: string } | null, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type DeskOfQueryVariables = Exact<{
  id: string | number;
}>;


export type DeskOfQuery = { readonly appeal: { readonly id: string, readonly status: AppealStatus, readonly version: number | null, readonly category: string | null, readonly nature: Nature | null, readonly urgency: Urgency | null, readonly sphere: Sphere | null, readonly suggestion: { readonly category: string, readonly nature: Nature | null, readonly urgency: Urgency | null, readonly sphere: Sphere | null, readonly words: ReadonlyArray<string>, readonly rule: string, readonly leadUnits: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly assistUnits: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly area: { readonly code: string } | null } | null };

export type UnitsToCallQueryVariables = Exact<{ [key: string]: never; }>;


export type UnitsToCallQuery = { readonly units: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: UnitKind }> };

export type ClassifyMutationVariables = Exact<{
  id: string | number;
  input: ClassifyInput;
  expectedVersion?: number | null | undefined;
}>;


export type ClassifyMutation = { readonly classifyAppeal: { readonly id: string } };

export type AllocateMutationVariables = Exact<{
  id: string | number;
  handlers: ReadonlyArray<HandlerInput> | HandlerInput;
  expectedVersion?: number | null | undefined;
}>;


export type AllocateMutation = { readonly allocateAppeal: ReadonlyArray<{ readonly id: string }> };

export const MattersDocument = "query Matters($filter:AppealFilter!$first:Int!$after:String){now appeals(filter:$filter first:$first after:$after){edges{node{id number title channel address status urgency category area{name}suggestion{category}clocks{id kind state dueBy}}}pageInfo{hasNextPage endCursor}}}" as unknown as Document<MattersQuery, MattersQueryVariables>;

export const DeskOfDocument = "query DeskOf($id:ID!){appeal(id:$id){id status version category nature urgency sphere suggestion{category nature urgency sphere words rule leadUnits{id name}assistUnits{id name}}area{code}}}" as unknown as Document<DeskOfQuery, DeskOfQueryVariables>;

export const UnitsToCallDocument = "query UnitsToCall{units{id name kind}}" as unknown as Document<UnitsToCallQuery, UnitsToCallQueryVariables>;

export const ClassifyDocument = "mutation Classify($id:ID!$input:ClassifyInput!$expectedVersion:Int){classifyAppeal(id:$id input:$input expectedVersion:$expectedVersion){id}}" as unknown as Document<ClassifyMutation, ClassifyMutationVariables>;

export const AllocateDocument = "mutation Allocate($id:ID!$handlers:[HandlerInput!]!$expectedVersion:Int){allocateAppeal(id:$id handlers:$handlers expectedVersion:$expectedVersion){id}}" as unknown as Document<AllocateMutation, AllocateMutationVariables>;

