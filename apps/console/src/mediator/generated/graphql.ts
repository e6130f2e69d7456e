/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Document } from '../../parts/document.js';
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

export type DisputeKind =
  | 'CONTRACT'
  | 'LABOUR'
  | 'MARRIAGE_FAMILY'
  | 'NEIGHBOURHOOD'
  | 'OTHER'
  | 'PROPERTY_SERVICE';

/** `mine`: I am one of its mediators. `dueBefore`: a limit that still runs, or is over and not met, ends before. */
export type MediationFilter = {
  readonly dueBefore?: string | null | undefined;
  readonly kind?: ReadonlyArray<DisputeKind> | null | undefined;
  readonly mine?: boolean | null | undefined;
  readonly status?: ReadonlyArray<MediationStatus> | null | undefined;
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

export type DocketQueryVariables = Exact<{
  filter?: MediationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type DocketQuery = { readonly now: string, readonly mediations: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: string, readonly kind: DisputeKind, readonly status: MediationStatus, readonly parties: ReadonlyArray<{ readonly side: string, readonly name: string }>, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }>, readonly appeal: { readonly id: string, readonly title: string } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export const DocketDocument = "query Docket($filter:MediationFilter$first:Int!$after:String){now mediations(filter:$filter first:$first after:$after){edges{node{id number kind status parties{side name}clocks{id kind state dueBy}appeal{id title}}}pageInfo{hasNextPage endCursor}}}" as unknown as Document<DocketQuery, DocketQueryVariables>;

