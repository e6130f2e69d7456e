/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Document } from '../../parts/document.js';
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

export type BlowWhistleInput = {
  readonly appealIds: ReadonlyArray<string | number>;
  readonly areaCode: string;
  readonly gatherAt?: GeoPointInput | null | undefined;
  readonly reason: string;
  readonly situation: WhistleSituation;
  readonly unitIds: ReadonlyArray<string | number>;
};

export type BudgetInput = {
  readonly amount: number;
  readonly unit: BudgetUnit;
};

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

export type ClosingInput = {
  readonly meansExhausted: boolean;
  readonly note?: string | null | undefined;
  readonly solved: boolean;
};

/** When a resident may be called: 现在, 白天 (8:00 to 20:00), or 发消息不必来电. An URGENT matter is called about at any hour; BY_DAY holds for ROUTINE matters. */
export type ContactWhen =
  | 'BY_DAY'
  | 'BY_MESSAGE'
  | 'NOW';

export type Datum =
  | 'CGCS2000'
  | 'GCJ02'
  | 'WGS84';

/** 北京接诉即办条例 art. 11. */
export type DeclineGround =
  | 'EMERGENCY_LINE'
  | 'ILLEGAL'
  | 'LEGAL_CHANNEL'
  | 'OUT_OF_SCOPE'
  | 'PETITION'
  | 'REPEAT_NO_NEW_FACTS'
  | 'SECRET';

export type GeoPointInput = {
  readonly datum?: Datum;
  readonly latitude: number;
  readonly longitude: number;
};

export type HandlerRole =
  | 'ASSIST'
  | 'LEAD';

export type HandlingOpinionInput = {
  readonly basis?: string | null | undefined;
  readonly facts: string;
  readonly opinion: string;
};

export type MediationStatus =
  | 'AGREED'
  | 'APPLIED'
  | 'BREACHED'
  | 'CONSENT_PENDING'
  | 'FAILED'
  | 'MEDIATING'
  | 'PERFORMED'
  | 'WITHDRAWN';

export type RequestInput = {
  readonly appealId: string | number;
  readonly attachments?: ReadonlyArray<string | number> | null | undefined;
  readonly by?: BudgetInput | null | undefined;
  readonly clockId?: string | number | null | undefined;
  readonly kind: RequestKind;
  readonly reason: string;
  /** ESCALATE: what was tried before; the profile may want it. */
  readonly tried?: ReadonlyArray<string> | null | undefined;
  /** OFF_LIST: the unit that is to get it. */
  readonly unitId?: string | number | null | undefined;
  readonly workOrderId?: string | number | null | undefined;
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

export type Service =
  | 'DIRECTORY'
  | 'DISPATCH'
  | 'EVALUATION'
  | 'INTAKE'
  | 'MEDIATION'
  | 'NOTIFICATION';

export type Urgency =
  | 'FAST'
  | 'ROUTINE'
  | 'URGENT';

export type WaiverInput = {
  readonly blockerId: string | number;
  readonly reason: string;
};

/** 北京市街道办事处条例 art. 5; a profile may narrow the list. */
export type WhistleSituation =
  | 'EMERGENCY'
  | 'HARD_MATTER'
  | 'JOINT_ENFORCEMENT'
  | 'KEY_WORK';

export type WorkOrderStatus =
  | 'ACCEPTED'
  | 'CANCELLED'
  | 'DISPATCHED'
  | 'HANDLING'
  | 'RESOLVED'
  | 'RETURNED';

/** TREATMENT: as the profile puts matters in order (先易后难、先小后大、先急后缓), then by deadline. */
export type WorkbenchOrder =
  | 'DEADLINE'
  | 'TREATMENT';

export type LimitFragment = { readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string };

export type MyOrdersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  order: WorkbenchOrder;
}>;


export type MyOrdersQuery = { readonly now: string, readonly workbench: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node: { readonly id: string, readonly role: HandlerRole, readonly status: WorkOrderStatus, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }>, readonly appeal: { readonly id: string, readonly number: string, readonly title: string, readonly channel: Channel, readonly address: string | null, readonly urgency: Urgency | null, readonly area: { readonly name: string } | null } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type OneMatterQueryVariables = Exact<{
  id: string | number;
}>;


export type OneMatterQuery = { readonly now: string, readonly appeal: { readonly id: string, readonly number: string, readonly title: string, readonly text: string, readonly channel: Channel, readonly submittedAt: string, readonly address: string | null, readonly status: AppealStatus, readonly category: string | null, readonly urgency: Urgency | null, readonly confidential: boolean, readonly former: boolean, readonly version: number | null, readonly repeatOf: { readonly id: string, readonly number: string, readonly title: string } | null, readonly mergedInto: { readonly id: string, readonly number: string } | null, readonly account: { readonly measures: string, readonly dueBy: string, readonly acceptance: string | null } | null, readonly requests: ReadonlyArray<{ readonly id: string, readonly kind: RequestKind, readonly reason: string, readonly tried: ReadonlyArray<string>, readonly decideBy: string, readonly approved: boolean | null, readonly decision: string | null, readonly decidedAt: string | null, readonly by: { readonly amount: number, readonly unit: BudgetUnit } | null, readonly unit: { readonly id: string, readonly name: string } | null, readonly requestedBy: { readonly name: string }, readonly decidedBy: { readonly name: string } | null, readonly evidence: ReadonlyArray<{ readonly id: string, readonly name: string, readonly url: string, readonly thumbnail: string | null, readonly preview: string | null }> }>, readonly whistles: ReadonlyArray<{ readonly id: string, readonly number: string, readonly situation: WhistleSituation, readonly completedAt: string | null }>, readonly mediations: ReadonlyArray<{ readonly id: string, readonly number: string, readonly status: MediationStatus }>, readonly area: { readonly code: string, readonly name: string } | null, readonly appellant: { readonly anonymous: boolean, readonly name: string | null, readonly phone: string | null, readonly contactWhen: ContactWhen | null } | null, readonly external: { readonly system: string, readonly number: string, readonly dueBy: string } | null, readonly evidence: ReadonlyArray<{ readonly id: string, readonly name: string, readonly url: string, readonly thumbnail: string | null, readonly preview: string | null }>, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }>, readonly workOrders: ReadonlyArray<{ readonly id: string, readonly role: HandlerRole, readonly status: WorkOrderStatus, readonly version: number, readonly contactedAt: string | null, readonly verifiedAt: string | null, readonly unit: { readonly id: string, readonly name: string }, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }> }>, readonly ledger: ReadonlyArray<{ readonly service: Service, readonly sequence: number, readonly at: string, readonly summary: string, readonly unit: { readonly name: string } | null, readonly delegate: { readonly name: string } | null }> } | null };

export type AcceptOrderMutationVariables = Exact<{
  id: string | number;
  expectedVersion?: number | null | undefined;
}>;


export type AcceptOrderMutation = { readonly acceptWorkOrder: { readonly id: string } };

export type RecordContactMutationVariables = Exact<{
  id: string | number;
  note: string;
}>;


export type RecordContactMutation = { readonly recordContact: { readonly id: string } };

export type RecordVerificationMutationVariables = Exact<{
  id: string | number;
  facts: string;
}>;


export type RecordVerificationMutation = { readonly recordVerification: { readonly id: string } };

export type RecordProgressMutationVariables = Exact<{
  id: string | number;
  note: string;
  attachments?: ReadonlyArray<string | number> | string | number | null | undefined;
}>;


export type RecordProgressMutation = { readonly recordProgress: { readonly id: string } };

export type ResolveOrderMutationVariables = Exact<{
  id: string | number;
  note: string;
  attachments?: ReadonlyArray<string | number> | string | number | null | undefined;
}>;


export type ResolveOrderMutation = { readonly resolveWorkOrder: { readonly id: string } };

export type DoneFragment = { readonly id: string };

export type FileOpinionMutationVariables = Exact<{
  id: string | number;
  input: HandlingOpinionInput;
}>;


export type FileOpinionMutation = { readonly fileHandlingOpinion: { readonly id: string } };

export type UrgeMutationVariables = Exact<{
  id: string | number;
  note: string;
}>;


export type UrgeMutation = { readonly urgeWorkOrder: { readonly id: string } };

export type FileRequestMutationVariables = Exact<{
  input: RequestInput;
}>;


export type FileRequestMutation = { readonly fileRequest: { readonly id: string } };

export type DecideRequestMutationVariables = Exact<{
  id: string | number;
  approve: boolean;
  reason: string;
  unitId?: string | number | null | undefined;
}>;


export type DecideRequestMutation = { readonly decideRequest: { readonly id: string } };

export type ClaimMutationVariables = Exact<{
  id: string | number;
  expectedVersion?: number | null | undefined;
}>;


export type ClaimMutation = { readonly claimAppeal: { readonly id: string } };

export type FirstContactMutationVariables = Exact<{
  id: string | number;
  note: string;
}>;


export type FirstContactMutation = { readonly recordFirstContact: { readonly id: string } };

export type FirstVerificationMutationVariables = Exact<{
  id: string | number;
  facts: string;
}>;


export type FirstVerificationMutation = { readonly recordFirstVerification: { readonly id: string } };

export type DeclineMutationVariables = Exact<{
  id: string | number;
  ground: DeclineGround;
  explanation: string;
  referTo?: string | null | undefined;
  version?: number | null | undefined;
}>;


export type DeclineMutation = { readonly declineAppeal: { readonly id: string } };

export type MatterByNumberQueryVariables = Exact<{
  number: string;
}>;


export type MatterByNumberQuery = { readonly appeal: { readonly id: string, readonly number: string } | null };

export type MergeMutationVariables = Exact<{
  id: string | number;
  into: string | number;
  version?: number | null | undefined;
}>;


export type MergeMutation = { readonly mergeAppeal: { readonly id: string } };

export type UnmergeMutationVariables = Exact<{
  id: string | number;
  reason: string;
  version?: number | null | undefined;
}>;


export type UnmergeMutation = { readonly unmergeAppeal: { readonly id: string } };

export type PassMutationVariables = Exact<{
  id: string | number;
  system: string;
  text: string;
}>;


export type PassMutation = { readonly passAppeal: { readonly id: string } };

export type BlowWhistleMutationVariables = Exact<{
  input: BlowWhistleInput;
}>;


export type BlowWhistleMutation = { readonly blowWhistle: { readonly id: string } };

export type SuperviseMutationVariables = Exact<{
  id: string | number;
  unitId: string | number;
  text: string;
}>;


export type SuperviseMutation = { readonly supervise: { readonly id: string } };

export type PutOnAccountMutationVariables = Exact<{
  id: string | number;
  measures: string;
  dueBy: string;
}>;


export type PutOnAccountMutation = { readonly putOnAccount: { readonly id: string } };

export type ClaimAccountMutationVariables = Exact<{
  id: string | number;
}>;


export type ClaimAccountMutation = { readonly claimAccount: { readonly id: string } };

export type ReviewAccountMutationVariables = Exact<{
  id: string | number;
  text: string;
}>;


export type ReviewAccountMutation = { readonly reviewAccount: { readonly id: string } };

export type StrikeOffAccountMutationVariables = Exact<{
  id: string | number;
  acceptance: string;
}>;


export type StrikeOffAccountMutation = { readonly strikeOffAccount: { readonly id: string } };

export type ReportBackMutationVariables = Exact<{
  id: string | number;
  reply: string;
  attachments?: ReadonlyArray<string | number> | string | number | null | undefined;
}>;


export type ReportBackMutation = { readonly reportBack: { readonly id: string } };

export type CloseMutationVariables = Exact<{
  id: string | number;
  closing: ClosingInput;
  waivers?: ReadonlyArray<WaiverInput> | WaiverInput | null | undefined;
  version?: number | null | undefined;
}>;


export type CloseMutation = { readonly closeAppeal: { readonly id: string } };

export type ReopenMutationVariables = Exact<{
  id: string | number;
  reason: string;
  version?: number | null | undefined;
}>;


export type ReopenMutation = { readonly reopenAppeal: { readonly id: string } };

export type RelocateMutationVariables = Exact<{
  id: string | number;
  areaCode: string;
  reason: string;
}>;


export type RelocateMutation = { readonly relocateAppeal: { readonly id: string } };

export type RevealMutationVariables = Exact<{
  id: string | number;
  purpose: string;
}>;


export type RevealMutation = { readonly revealAppellant: { readonly name: string | null, readonly phone: string | null, readonly phoneWritten: string | null } };

export type ErasePersonalDataMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type ErasePersonalDataMutation = { readonly erasePersonalData: { readonly id: string } };

export const MyOrdersDocument = "query MyOrders($first:Int!$after:String$order:WorkbenchOrder!){now workbench(first:$first after:$after order:$order){edges{cursor node{id role status clocks{...Limit}appeal{id number title channel address urgency area{name}}}}pageInfo{hasNextPage endCursor}}}fragment Limit on Clock{id kind state dueBy}" as unknown as Document<MyOrdersQuery, MyOrdersQueryVariables>;

export const OneMatterDocument = "query OneMatter($id:ID!){now appeal(id:$id){id number title text channel submittedAt address status category urgency confidential former version repeatOf{id number title}mergedInto{id number}account{measures dueBy acceptance}requests{id kind reason tried decideBy approved decision decidedAt by{amount unit}unit{id name}requestedBy{name}decidedBy{name}evidence{id name url thumbnail preview}}whistles{id number situation completedAt}mediations{id number status}area{code name}appellant{anonymous name phone contactWhen}external{system number dueBy}evidence{id name url thumbnail preview}clocks{...Limit}workOrders{id role status version contactedAt verifiedAt unit{id name}clocks{...Limit}}ledger{service sequence at summary unit{name}delegate{name}}}}fragment Limit on Clock{id kind state dueBy}" as unknown as Document<OneMatterQuery, OneMatterQueryVariables>;

export const AcceptOrderDocument = "mutation AcceptOrder($id:ID!$expectedVersion:Int){acceptWorkOrder(id:$id expectedVersion:$expectedVersion){id}}" as unknown as Document<AcceptOrderMutation, AcceptOrderMutationVariables>;

export const RecordContactDocument = "mutation RecordContact($id:ID!$note:String!){recordContact(id:$id note:$note){id}}" as unknown as Document<RecordContactMutation, RecordContactMutationVariables>;

export const RecordVerificationDocument = "mutation RecordVerification($id:ID!$facts:String!){recordVerification(id:$id facts:$facts){id}}" as unknown as Document<RecordVerificationMutation, RecordVerificationMutationVariables>;

export const RecordProgressDocument = "mutation RecordProgress($id:ID!$note:String!$attachments:[ID!]){recordProgress(id:$id note:$note attachments:$attachments){id}}" as unknown as Document<RecordProgressMutation, RecordProgressMutationVariables>;

export const ResolveOrderDocument = "mutation ResolveOrder($id:ID!$note:String!$attachments:[ID!]){resolveWorkOrder(id:$id note:$note attachments:$attachments){id}}" as unknown as Document<ResolveOrderMutation, ResolveOrderMutationVariables>;

export const FileOpinionDocument = "mutation FileOpinion($id:ID!$input:HandlingOpinionInput!){fileHandlingOpinion(id:$id input:$input){id}}" as unknown as Document<FileOpinionMutation, FileOpinionMutationVariables>;

export const UrgeDocument = "mutation Urge($id:ID!$note:String!){urgeWorkOrder(id:$id note:$note){id}}" as unknown as Document<UrgeMutation, UrgeMutationVariables>;

export const FileRequestDocument = "mutation FileRequest($input:RequestInput!){fileRequest(input:$input){id}}" as unknown as Document<FileRequestMutation, FileRequestMutationVariables>;

export const DecideRequestDocument = "mutation DecideRequest($id:ID!$approve:Boolean!$reason:String!$unitId:ID){decideRequest(id:$id approve:$approve reason:$reason unitId:$unitId){id}}" as unknown as Document<DecideRequestMutation, DecideRequestMutationVariables>;

export const ClaimDocument = "mutation Claim($id:ID!$expectedVersion:Int){claimAppeal(id:$id expectedVersion:$expectedVersion){id}}" as unknown as Document<ClaimMutation, ClaimMutationVariables>;

export const FirstContactDocument = "mutation FirstContact($id:ID!$note:String!){recordFirstContact(id:$id note:$note){...Done}}fragment Done on Appeal{id}" as unknown as Document<FirstContactMutation, FirstContactMutationVariables>;

export const FirstVerificationDocument = "mutation FirstVerification($id:ID!$facts:String!){recordFirstVerification(id:$id facts:$facts){...Done}}fragment Done on Appeal{id}" as unknown as Document<FirstVerificationMutation, FirstVerificationMutationVariables>;

export const DeclineDocument = "mutation Decline($id:ID!$ground:DeclineGround!$explanation:String!$referTo:String$version:Int){declineAppeal(id:$id ground:$ground explanation:$explanation referTo:$referTo expectedVersion:$version){...Done}}fragment Done on Appeal{id}" as unknown as Document<DeclineMutation, DeclineMutationVariables>;

export const MatterByNumberDocument = "query MatterByNumber($number:String!){appeal(number:$number){id number}}" as unknown as Document<MatterByNumberQuery, MatterByNumberQueryVariables>;

export const MergeDocument = "mutation Merge($id:ID!$into:ID!$version:Int){mergeAppeal(id:$id into:$into expectedVersion:$version){...Done}}fragment Done on Appeal{id}" as unknown as Document<MergeMutation, MergeMutationVariables>;

export const UnmergeDocument = "mutation Unmerge($id:ID!$reason:String!$version:Int){unmergeAppeal(id:$id reason:$reason expectedVersion:$version){...Done}}fragment Done on Appeal{id}" as unknown as Document<UnmergeMutation, UnmergeMutationVariables>;

export const PassDocument = "mutation Pass($id:ID!$system:String!$text:String!){passAppeal(id:$id system:$system text:$text){id}}" as unknown as Document<PassMutation, PassMutationVariables>;

export const BlowWhistleDocument = "mutation BlowWhistle($input:BlowWhistleInput!){blowWhistle(input:$input){id}}" as unknown as Document<BlowWhistleMutation, BlowWhistleMutationVariables>;

export const SuperviseDocument = "mutation Supervise($id:ID!$unitId:ID!$text:String!){supervise(id:$id unitId:$unitId text:$text){id}}" as unknown as Document<SuperviseMutation, SuperviseMutationVariables>;

export const PutOnAccountDocument = "mutation PutOnAccount($id:ID!$measures:String!$dueBy:DateTime!){putOnAccount(id:$id measures:$measures dueBy:$dueBy){...Done}}fragment Done on Appeal{id}" as unknown as Document<PutOnAccountMutation, PutOnAccountMutationVariables>;

export const ClaimAccountDocument = "mutation ClaimAccount($id:ID!){claimAccount(id:$id){...Done}}fragment Done on Appeal{id}" as unknown as Document<ClaimAccountMutation, ClaimAccountMutationVariables>;

export const ReviewAccountDocument = "mutation ReviewAccount($id:ID!$text:String!){reviewAccount(id:$id text:$text){...Done}}fragment Done on Appeal{id}" as unknown as Document<ReviewAccountMutation, ReviewAccountMutationVariables>;

export const StrikeOffAccountDocument = "mutation StrikeOffAccount($id:ID!$acceptance:String!){strikeOffAccount(id:$id acceptance:$acceptance){...Done}}fragment Done on Appeal{id}" as unknown as Document<StrikeOffAccountMutation, StrikeOffAccountMutationVariables>;

export const ReportBackDocument = "mutation ReportBack($id:ID!$reply:String!$attachments:[ID!]){reportBack(id:$id reply:$reply attachments:$attachments){...Done}}fragment Done on Appeal{id}" as unknown as Document<ReportBackMutation, ReportBackMutationVariables>;

export const CloseDocument = "mutation Close($id:ID!$closing:ClosingInput!$waivers:[WaiverInput!]$version:Int){closeAppeal(id:$id closing:$closing waivers:$waivers expectedVersion:$version){...Done}}fragment Done on Appeal{id}" as unknown as Document<CloseMutation, CloseMutationVariables>;

export const ReopenDocument = "mutation Reopen($id:ID!$reason:String!$version:Int){reopenAppeal(id:$id reason:$reason expectedVersion:$version){...Done}}fragment Done on Appeal{id}" as unknown as Document<ReopenMutation, ReopenMutationVariables>;

export const RelocateDocument = "mutation Relocate($id:ID!$areaCode:AreaCode!$reason:String!){relocateAppeal(id:$id areaCode:$areaCode reason:$reason){...Done}}fragment Done on Appeal{id}" as unknown as Document<RelocateMutation, RelocateMutationVariables>;

export const RevealDocument = "mutation Reveal($id:ID!$purpose:String!){revealAppellant(id:$id purpose:$purpose){name phone phoneWritten}}" as unknown as Document<RevealMutation, RevealMutationVariables>;

export const ErasePersonalDataDocument = "mutation ErasePersonalData($id:ID!$reason:String!){erasePersonalData(appealId:$id reason:$reason){...Done}}fragment Done on Appeal{id}" as unknown as Document<ErasePersonalDataMutation, ErasePersonalDataMutationVariables>;

