/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Document } from '../../parts/document.js';
export type ClosingBlockerKind =
  | 'ACCOUNT'
  | 'FOLLOW_UP'
  | 'MEDIATION'
  | 'OPINION'
  | 'PASSING'
  | 'REQUEST'
  | 'SUMMONS'
  | 'WHISTLE'
  | 'WORK_ORDER';

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

/** The first four are the levels; a person sees the subtree of the area in the token. Departments, companies and mediators see what they were called to. */
export type Role =
  | 'ADMIN'
  | 'AUDITOR'
  | 'COMMUNITY'
  | 'COMPANY'
  | 'DEPARTMENT'
  | 'DISTRICT'
  | 'GRID'
  | 'INTEGRATION'
  | 'MEDIATOR'
  | 'RESIDENT'
  | 'STREET';

export type WhoIAmQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoIAmQuery = { readonly me: { readonly name: string, readonly roles: ReadonlyArray<Role>, readonly unit: { readonly id: string, readonly name: string } | null, readonly area: { readonly code: string, readonly name: string } | null, readonly representedUnits: ReadonlyArray<{ readonly id: string, readonly name: string }> } };

export type WordsQueryVariables = Exact<{
  areaCode?: string | null | undefined;
}>;


export type WordsQuery = { readonly vocabulary: { readonly version: string, readonly lists: ReadonlyArray<{ readonly name: string, readonly terms: ReadonlyArray<{ readonly code: string, readonly name: string, readonly short: string }> }> } };

export type UnitsToNameQueryVariables = Exact<{ [key: string]: never; }>;


export type UnitsToNameQuery = { readonly units: ReadonlyArray<{ readonly id: string, readonly name: string }> };

export type WhatIsPossibleQueryVariables = Exact<{
  ids: ReadonlyArray<string | number> | string | number;
}>;


export type WhatIsPossibleQuery = { readonly possibilities: ReadonlyArray<{ readonly id: string, readonly operations: ReadonlyArray<{ readonly operation: string, readonly kind: RequestKind | null, readonly allowed: boolean, readonly done: boolean, readonly code: string | null, readonly messageZh: string | null }>, readonly closingBlockers: ReadonlyArray<{ readonly id: string, readonly kind: ClosingBlockerKind }> }> };

export type AreasInQueryVariables = Exact<{
  code: string;
}>;


export type AreasInQuery = { readonly area: { readonly code: string, readonly children: ReadonlyArray<{ readonly code: string, readonly name: string }> } | null };

export const WhoIAmDocument = "query WhoIAm{me{name roles unit{id name}area{code name}representedUnits{id name}}}" as unknown as Document<WhoIAmQuery, WhoIAmQueryVariables>;

export const WordsDocument = "query Words($areaCode:AreaCode){vocabulary(areaCode:$areaCode){version lists{name terms{code name short}}}}" as unknown as Document<WordsQuery, WordsQueryVariables>;

export const UnitsToNameDocument = "query UnitsToName{units{id name}}" as unknown as Document<UnitsToNameQuery, UnitsToNameQueryVariables>;

export const WhatIsPossibleDocument = "query WhatIsPossible($ids:[ID!]!){possibilities(ids:$ids){id operations{operation kind allowed done code messageZh}closingBlockers{id kind}}}" as unknown as Document<WhatIsPossibleQuery, WhatIsPossibleQueryVariables>;

export const AreasInDocument = "query AreasIn($code:AreaCode!){area(code:$code){code children{code name}}}" as unknown as Document<AreasInQuery, AreasInQueryVariables>;

