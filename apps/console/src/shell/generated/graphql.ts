/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Document } from '../../parts/document.js';
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

export const WhoIAmDocument = "query WhoIAm{me{name roles unit{id name}area{code name}representedUnits{id name}}}" as unknown as Document<WhoIAmQuery, WhoIAmQueryVariables>;

export const WordsDocument = "query Words($areaCode:AreaCode){vocabulary(areaCode:$areaCode){version lists{name terms{code name short}}}}" as unknown as Document<WordsQuery, WordsQueryVariables>;

