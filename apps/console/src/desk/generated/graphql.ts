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

export type AppellantKind =
  | 'ENTERPRISE'
  | 'GROUP'
  | 'PERSON';

export type BudgetUnit =
  | 'MINUTE'
  | 'NATURAL_DAY'
  | 'NATURAL_HOUR'
  | 'WORKING_DAY'
  | 'WORKING_HOUR';

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

/** When a resident may be called: 现在, 白天 (8:00 to 20:00), or 发消息不必来电. An URGENT matter is called about at any hour; BY_DAY holds for ROUTINE matters. */
export type ContactWhen =
  | 'BY_DAY'
  | 'BY_MESSAGE'
  | 'NOW';

export type Datum =
  | 'CGCS2000'
  | 'GCJ02'
  | 'WGS84';

/** 难易. */
export type Difficulty =
  | 'EASY'
  | 'HARD';

export type ExternalOrderInput = {
  readonly categoryCode?: string | null | undefined;
  readonly dispatchedAt: string;
  readonly dueBy: string;
  readonly followUpBySender?: boolean;
  readonly handlerUnitIds?: ReadonlyArray<string | number> | null | undefined;
  readonly number: string;
  readonly replyRequired?: boolean;
  readonly returnBy?: string | null | undefined;
  readonly system: string;
  readonly urgency?: Urgency | null | undefined;
};

export type FollowUpInput = {
  readonly contacted: boolean;
  readonly note?: string | null | undefined;
  readonly outcome?: Outcome | null | undefined;
  readonly satisfaction?: Satisfaction | null | undefined;
};

/** HANDLER (承办部门回访) and LOOK_BACK (回头看) never enter the three rates; SUPERVISORY comes from outside the handling unit; a HOTLINE answer overrides ours. */
export type FollowUpKind =
  | 'HANDLER'
  | 'HOTLINE'
  | 'LOOK_BACK'
  | 'SUPERVISORY';

export type GeoPointInput = {
  readonly datum?: Datum;
  readonly latitude: number;
  readonly longitude: number;
};

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

export type OnTheSpotInput = {
  readonly action: string;
  readonly areaCode?: string | null | undefined;
  readonly attachments?: ReadonlyArray<string | number> | null | undefined;
  readonly category?: string | null | undefined;
  readonly clientId: string | number;
  readonly name?: string | null | undefined;
  readonly occurredAt: string;
  readonly outcome: OnTheSpotOutcome;
  readonly phone?: string | null | undefined;
  readonly point?: GeoPointInput | null | undefined;
  readonly text: string;
};

export type OnTheSpotOutcome =
  | 'ANSWERED'
  | 'DISSUADED'
  | 'SETTLED';

/** REPORTED by someone, or FOUND by ourselves (主动发现, what 未诉先办 counts). */
export type Origin =
  | 'FOUND'
  | 'REPORTED';

export type Outcome =
  | 'NO_ANSWER'
  | 'PARTLY'
  | 'SOLVED'
  | 'UNSOLVED';

export type RegisterAppealInput = {
  readonly address?: string | null | undefined;
  readonly areaCode?: string | null | undefined;
  readonly attachments?: ReadonlyArray<string | number> | null | undefined;
  readonly channel: Channel;
  /** Of the caller's own making. `row:` and a version 5 UUID where it is made of what a row of a file says: that is kept as a keyed mark, and the answer says what the row resembles. */
  readonly clientId?: string | number | null | undefined;
  readonly confidential?: boolean | null | undefined;
  /** When the appellant may be called; NOW where a number is given and nothing else is said. */
  readonly contactWhen?: ContactWhen | null | undefined;
  readonly external?: ExternalOrderInput | null | undefined;
  readonly kind?: AppellantKind | null | undefined;
  readonly name?: string | null | undefined;
  readonly occurredAt?: string | null | undefined;
  readonly origin?: Origin;
  readonly persons?: number | null | undefined;
  readonly phone?: string | null | undefined;
  readonly point?: GeoPointInput | null | undefined;
  readonly text: string;
  readonly title?: string | null | undefined;
};

export type RequestFilter = {
  readonly kind?: ReadonlyArray<RequestKind> | null | undefined;
  /** Undecided, or decided and lapsed. */
  readonly open?: boolean | null | undefined;
};

export type RequestKind =
  /** 边界事项: nobody holds it to be theirs; the arbiter names the unit that leads, which cannot return it. */
  | 'ARBITRATE'
  | 'DEFER'
  | 'ESCALATE'
  | 'EXTEND'
  /** 清单外交办: work that is not on a unit's duty list, as an exception. */
  | 'OFF_LIST'
  | 'RETURN'
  | 'SUSPEND';

/** Which side of a request my unit is on. */
export type RequestSide =
  | 'FILED'
  | 'TO_DECIDE';

export type Satisfaction =
  | 'BASICALLY'
  | 'DISSATISFIED'
  | 'NO_ANSWER'
  | 'SATISFIED'
  | 'VERY_DISSATISFIED'
  | 'VERY_SATISFIED';

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

export type RegisterMutationVariables = Exact<{
  input: RegisterAppealInput;
}>;


export type RegisterMutation = { readonly registerAppeal: { readonly id: string, readonly number: string } };

export type RecordOnTheSpotMutationVariables = Exact<{
  input: OnTheSpotInput;
}>;


export type RecordOnTheSpotMutation = { readonly recordOnTheSpot: { readonly id: string, readonly number: string } };

export type FollowUpsQueryVariables = Exact<{
  first: number;
}>;


export type FollowUpsQuery = { readonly now: string, readonly followUpTasks: ReadonlyArray<{ readonly id: string, readonly kind: FollowUpKind, readonly dueBy: string, readonly attempts: number, readonly appeal: { readonly id: string, readonly number: string, readonly title: string, readonly appellant: { readonly anonymous: boolean, readonly name: string | null, readonly phone: string | null } | null } }> };

export type RecordFollowUpMutationVariables = Exact<{
  id: string | number;
  input: FollowUpInput;
}>;


export type RecordFollowUpMutation = { readonly recordFollowUp: { readonly id: string } };

export type RequestsQueryVariables = Exact<{
  side: RequestSide;
  filter?: RequestFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type RequestsQuery = { readonly now: string, readonly requests: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly kind: RequestKind, readonly appealId: string, readonly reason: string, readonly decideBy: string, readonly approved: boolean | null, readonly by: { readonly amount: number, readonly unit: BudgetUnit } | null, readonly requestedBy: { readonly name: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export const MattersDocument = "query Matters($filter:AppealFilter!$first:Int!$after:String){now appeals(filter:$filter first:$first after:$after){edges{node{id number title channel address status urgency category area{name}suggestion{category}clocks{id kind state dueBy}}}pageInfo{hasNextPage endCursor}}}" as unknown as Document<MattersQuery, MattersQueryVariables>;

export const DeskOfDocument = "query DeskOf($id:ID!){appeal(id:$id){id status version category nature urgency sphere suggestion{category nature urgency sphere words rule leadUnits{id name}assistUnits{id name}}area{code}}}" as unknown as Document<DeskOfQuery, DeskOfQueryVariables>;

export const UnitsToCallDocument = "query UnitsToCall{units{id name kind}}" as unknown as Document<UnitsToCallQuery, UnitsToCallQueryVariables>;

export const ClassifyDocument = "mutation Classify($id:ID!$input:ClassifyInput!$expectedVersion:Int){classifyAppeal(id:$id input:$input expectedVersion:$expectedVersion){id}}" as unknown as Document<ClassifyMutation, ClassifyMutationVariables>;

export const AllocateDocument = "mutation Allocate($id:ID!$handlers:[HandlerInput!]!$expectedVersion:Int){allocateAppeal(id:$id handlers:$handlers expectedVersion:$expectedVersion){id}}" as unknown as Document<AllocateMutation, AllocateMutationVariables>;

export const RegisterDocument = "mutation Register($input:RegisterAppealInput!){registerAppeal(input:$input){id number}}" as unknown as Document<RegisterMutation, RegisterMutationVariables>;

export const RecordOnTheSpotDocument = "mutation RecordOnTheSpot($input:OnTheSpotInput!){recordOnTheSpot(input:$input){id number}}" as unknown as Document<RecordOnTheSpotMutation, RecordOnTheSpotMutationVariables>;

export const FollowUpsDocument = "query FollowUps($first:Int!){now followUpTasks(first:$first){id kind dueBy attempts appeal{id number title appellant{anonymous name phone}}}}" as unknown as Document<FollowUpsQuery, FollowUpsQueryVariables>;

export const RecordFollowUpDocument = "mutation RecordFollowUp($id:ID!$input:FollowUpInput!){recordFollowUp(id:$id input:$input){id}}" as unknown as Document<RecordFollowUpMutation, RecordFollowUpMutationVariables>;

export const RequestsDocument = "query Requests($side:RequestSide!$filter:RequestFilter$first:Int!$after:String){now requests(side:$side filter:$filter first:$first after:$after){edges{node{id kind appealId reason decideBy approved by{amount unit}requestedBy{name}}}pageInfo{hasNextPage endCursor}}}" as unknown as Document<RequestsQuery, RequestsQueryVariables>;

