/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Document } from '../../parts/document.js';
export type AgreementInput = {
  readonly effectiveAt: string;
  readonly facts: string;
  readonly oral?: boolean | null | undefined;
  readonly performBy?: string | null | undefined;
  readonly performanceWay: string;
  readonly terms: string;
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

/** The pre-check of the court's grounds; an obstacle is recorded with its article. */
export type ConfirmationInput = {
  /** Against public order and good morals (358, item 3). Not answered: not checked. */
  readonly againstPublicOrder?: boolean | null | undefined;
  readonly breaksMandatoryLaw: boolean;
  readonly clear: boolean;
  readonly court: string;
  /** Whether the dispute is one that courts take at all (355, item 1). Not answered: not checked. */
  readonly courtScope?: boolean | null | undefined;
  readonly harmsThirdParty: boolean;
  readonly identityRelation: boolean;
  readonly otherProcedure: boolean;
  readonly titleConfirmation: boolean;
  readonly voluntary: boolean;
};

export type ConfirmationStatus =
  | 'APPLIED'
  | 'CONFIRMED'
  | 'LAPSED'
  | 'NOT_ADMISSIBLE'
  | 'OPEN'
  | 'REFUSED';

export type DisputeKind =
  | 'CONTRACT'
  | 'LABOUR'
  | 'MARRIAGE_FAMILY'
  | 'NEIGHBOURHOOD'
  | 'OTHER'
  | 'PROPERTY_SERVICE';

export type DisputeSource =
  | 'APPEAL'
  | 'COURT'
  | 'HOME_VISIT'
  | 'HOTLINE'
  | 'ONLINE'
  | 'PARTY'
  | 'POLICE';

export type MediationExtensionInput = {
  readonly agreedAt: string;
  /** Calendar days, 1 to 365. */
  readonly days: number;
  /** Who agreed: all of them. */
  readonly partyIds: ReadonlyArray<string | number>;
  /** What they agreed, and how: signed, said before the mediator, by telephone. */
  readonly record: string;
};

/** `mine`: I am one of its mediators. `dueBefore`: a limit that still runs, or is over and not met, ends before. */
export type MediationFilter = {
  readonly dueBefore?: string | null | undefined;
  readonly kind?: ReadonlyArray<DisputeKind> | null | undefined;
  readonly mine?: boolean | null | undefined;
  readonly status?: ReadonlyArray<MediationStatus> | null | undefined;
};

export type MediationSessionInput = {
  readonly at: string;
  readonly place?: string | null | undefined;
  readonly present: ReadonlyArray<string>;
  readonly record: string;
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

export type OpenMediationInput = {
  readonly appealId?: string | number | null | undefined;
  readonly committeeId: string | number;
  readonly kind: DisputeKind;
  readonly mediatorIds?: ReadonlyArray<string | number> | null | undefined;
  readonly parties: ReadonlyArray<PartyInput>;
  readonly room?: string | null | undefined;
  readonly source: DisputeSource;
};

export type PartyInput = {
  readonly address?: string | null | undefined;
  readonly agent?: string | null | undefined;
  readonly name: string;
  readonly phone?: string | null | undefined;
  readonly side: string;
};

export type DocketQueryVariables = Exact<{
  filter?: MediationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DocketQuery = { readonly now: string, readonly mediations: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: string, readonly kind: DisputeKind, readonly status: MediationStatus, readonly parties: ReadonlyArray<{ readonly side: string, readonly name: string }>, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }>, readonly appeal: { readonly id: string, readonly title: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type OneMediationQueryVariables = Exact<{
  id: string | number;
}>;


export type OneMediationQuery = { readonly now: string, readonly mediation: { readonly id: string, readonly number: string, readonly source: DisputeSource, readonly kind: DisputeKind, readonly status: MediationStatus, readonly failure: string | null, readonly room: string | null, readonly version: number, readonly committee: { readonly name: string }, readonly mediators: ReadonlyArray<{ readonly name: string }>, readonly appeal: { readonly id: string, readonly number: string, readonly title: string } | null, readonly parties: ReadonlyArray<{ readonly id: string, readonly side: string, readonly name: string, readonly phone: string | null, readonly address: string | null, readonly agent: string | null, readonly consents: boolean | null }>, readonly sessions: ReadonlyArray<{ readonly at: string, readonly place: string | null, readonly present: ReadonlyArray<string>, readonly record: string }>, readonly agreement: { readonly number: string, readonly facts: string, readonly terms: string, readonly performanceWay: string, readonly performBy: string | null, readonly oral: boolean, readonly effectiveAt: string, readonly gaps: ReadonlyArray<string> } | null, readonly confirmation: { readonly status: ConfirmationStatus, readonly dueBy: string, readonly court: string | null, readonly obstacles: ReadonlyArray<string>, readonly ruledAt: string | null } | null, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }> } | null };

export type CommitteesQueryVariables = Exact<{ [key: string]: never; }>;


export type CommitteesQuery = { readonly units: ReadonlyArray<{ readonly id: string, readonly name: string }> };

export type OpenMediationMutationVariables = Exact<{
  input: OpenMediationInput;
}>;


export type OpenMediationMutation = { readonly openMediation: { readonly id: string } };

export type RecordConsentMutationVariables = Exact<{
  id: string | number;
  partyId: string | number;
  consents: boolean;
}>;


export type RecordConsentMutation = { readonly recordConsent: { readonly id: string } };

export type RecordSessionMutationVariables = Exact<{
  id: string | number;
  input: MediationSessionInput;
}>;


export type RecordSessionMutation = { readonly recordMediationSession: { readonly id: string } };

export type ExtendMutationVariables = Exact<{
  id: string | number;
  input: MediationExtensionInput;
}>;


export type ExtendMutation = { readonly extendMediation: { readonly id: string } };

export type ConcludeMutationVariables = Exact<{
  id: string | number;
  input: AgreementInput;
  version?: number | null | undefined;
}>;


export type ConcludeMutation = { readonly concludeMediation: { readonly id: string } };

export type FailMutationVariables = Exact<{
  id: string | number;
  reason: string;
  version?: number | null | undefined;
}>;


export type FailMutation = { readonly failMediation: { readonly id: string } };

export type RecordPerformanceMutationVariables = Exact<{
  id: string | number;
  performed: boolean;
  note: string;
}>;


export type RecordPerformanceMutation = { readonly recordPerformance: { readonly id: string } };

export type ApplyConfirmationMutationVariables = Exact<{
  id: string | number;
  input: ConfirmationInput;
}>;


export type ApplyConfirmationMutation = { readonly applyJudicialConfirmation: { readonly status: ConfirmationStatus } };

export type RecordRulingMutationVariables = Exact<{
  id: string | number;
  confirmed: boolean;
  note?: string | null | undefined;
}>;


export type RecordRulingMutation = { readonly recordConfirmationRuling: { readonly status: ConfirmationStatus } };

export const DocketDocument = "query Docket($filter:MediationFilter$first:Int!$after:String){now mediations(filter:$filter first:$first after:$after){edges{node{id number kind status parties{side name}clocks{id kind state dueBy}appeal{id title}}}pageInfo{hasNextPage endCursor}}}" as unknown as Document<DocketQuery, DocketQueryVariables>;

export const OneMediationDocument = "query OneMediation($id:ID!){now mediation(id:$id){id number source kind status failure room version committee{name}mediators{name}appeal{id number title}parties{id side name phone address agent consents}sessions{at place present record}agreement{number facts terms performanceWay performBy oral effectiveAt gaps}confirmation{status dueBy court obstacles ruledAt}clocks{id kind state dueBy}}}" as unknown as Document<OneMediationQuery, OneMediationQueryVariables>;

export const CommitteesDocument = "query Committees{units(kind:MEDIATION_COMMITTEE){id name}}" as unknown as Document<CommitteesQuery, CommitteesQueryVariables>;

export const OpenMediationDocument = "mutation OpenMediation($input:OpenMediationInput!){openMediation(input:$input){id}}" as unknown as Document<OpenMediationMutation, OpenMediationMutationVariables>;

export const RecordConsentDocument = "mutation RecordConsent($id:ID!$partyId:ID!$consents:Boolean!){recordConsent(id:$id partyId:$partyId consents:$consents){id}}" as unknown as Document<RecordConsentMutation, RecordConsentMutationVariables>;

export const RecordSessionDocument = "mutation RecordSession($id:ID!$input:MediationSessionInput!){recordMediationSession(id:$id input:$input){id}}" as unknown as Document<RecordSessionMutation, RecordSessionMutationVariables>;

export const ExtendDocument = "mutation Extend($id:ID!$input:MediationExtensionInput!){extendMediation(id:$id input:$input){id}}" as unknown as Document<ExtendMutation, ExtendMutationVariables>;

export const ConcludeDocument = "mutation Conclude($id:ID!$input:AgreementInput!$version:Int){concludeMediation(id:$id input:$input expectedVersion:$version){id}}" as unknown as Document<ConcludeMutation, ConcludeMutationVariables>;

export const FailDocument = "mutation Fail($id:ID!$reason:String!$version:Int){failMediation(id:$id reason:$reason expectedVersion:$version){id}}" as unknown as Document<FailMutation, FailMutationVariables>;

export const RecordPerformanceDocument = "mutation RecordPerformance($id:ID!$performed:Boolean!$note:String!){recordPerformance(id:$id performed:$performed note:$note){id}}" as unknown as Document<RecordPerformanceMutation, RecordPerformanceMutationVariables>;

export const ApplyConfirmationDocument = "mutation ApplyConfirmation($id:ID!$input:ConfirmationInput!){applyJudicialConfirmation(id:$id input:$input){status}}" as unknown as Document<ApplyConfirmationMutation, ApplyConfirmationMutationVariables>;

export const RecordRulingDocument = "mutation RecordRuling($id:ID!$confirmed:Boolean!$note:String){recordConfirmationRuling(id:$id confirmed:$confirmed note:$note){status}}" as unknown as Document<RecordRulingMutation, RecordRulingMutationVariables>;

