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

/** When a resident may be called: 现在, 白天 (8:00 to 20:00), or 发消息不必来电. An URGENT matter is called about at any hour; BY_DAY holds for ROUTINE matters. */
export type ContactWhen =
  | 'BY_DAY'
  | 'BY_MESSAGE'
  | 'NOW';

export type HandlerRole =
  | 'ASSIST'
  | 'LEAD';

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


export type OneMatterQuery = { readonly now: string, readonly appeal: { readonly id: string, readonly number: string, readonly title: string, readonly text: string, readonly channel: Channel, readonly submittedAt: string, readonly address: string | null, readonly status: AppealStatus, readonly category: string | null, readonly urgency: Urgency | null, readonly confidential: boolean, readonly former: boolean, readonly area: { readonly code: string, readonly name: string } | null, readonly appellant: { readonly anonymous: boolean, readonly name: string | null, readonly phone: string | null, readonly contactWhen: ContactWhen | null } | null, readonly external: { readonly system: string, readonly number: string, readonly dueBy: string } | null, readonly evidence: ReadonlyArray<{ readonly id: string, readonly name: string, readonly url: string, readonly thumbnail: string | null, readonly preview: string | null }>, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }>, readonly workOrders: ReadonlyArray<{ readonly id: string, readonly role: HandlerRole, readonly status: WorkOrderStatus, readonly version: number, readonly contactedAt: string | null, readonly verifiedAt: string | null, readonly unit: { readonly id: string, readonly name: string }, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }> }>, readonly ledger: ReadonlyArray<{ readonly service: Service, readonly sequence: number, readonly at: string, readonly summary: string, readonly unit: { readonly name: string } | null, readonly delegate: { readonly name: string } | null }> } | null };

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

export const MyOrdersDocument = "query MyOrders($first:Int!$after:String$order:WorkbenchOrder!){now workbench(first:$first after:$after order:$order){edges{cursor node{id role status clocks{...Limit}appeal{id number title channel address urgency area{name}}}}pageInfo{hasNextPage endCursor}}}fragment Limit on Clock{id kind state dueBy}" as unknown as Document<MyOrdersQuery, MyOrdersQueryVariables>;

export const OneMatterDocument = "query OneMatter($id:ID!){now appeal(id:$id){id number title text channel submittedAt address status category urgency confidential former area{code name}appellant{anonymous name phone contactWhen}external{system number dueBy}evidence{id name url thumbnail preview}clocks{...Limit}workOrders{id role status version contactedAt verifiedAt unit{id name}clocks{...Limit}}ledger{service sequence at summary unit{name}delegate{name}}}}fragment Limit on Clock{id kind state dueBy}" as unknown as Document<OneMatterQuery, OneMatterQueryVariables>;

export const AcceptOrderDocument = "mutation AcceptOrder($id:ID!$expectedVersion:Int){acceptWorkOrder(id:$id expectedVersion:$expectedVersion){id}}" as unknown as Document<AcceptOrderMutation, AcceptOrderMutationVariables>;

export const RecordContactDocument = "mutation RecordContact($id:ID!$note:String!){recordContact(id:$id note:$note){id}}" as unknown as Document<RecordContactMutation, RecordContactMutationVariables>;

export const RecordVerificationDocument = "mutation RecordVerification($id:ID!$facts:String!){recordVerification(id:$id facts:$facts){id}}" as unknown as Document<RecordVerificationMutation, RecordVerificationMutationVariables>;

export const RecordProgressDocument = "mutation RecordProgress($id:ID!$note:String!$attachments:[ID!]){recordProgress(id:$id note:$note attachments:$attachments){id}}" as unknown as Document<RecordProgressMutation, RecordProgressMutationVariables>;

export const ResolveOrderDocument = "mutation ResolveOrder($id:ID!$note:String!$attachments:[ID!]){resolveWorkOrder(id:$id note:$note attachments:$attachments){id}}" as unknown as Document<ResolveOrderMutation, ResolveOrderMutationVariables>;

