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

export type AppellantKind =
  | 'ENTERPRISE'
  | 'GROUP'
  | 'PERSON';

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

export type GeoPointInput = {
  readonly datum?: Datum;
  readonly latitude: number;
  readonly longitude: number;
};

export type SubmitAppealInput = {
  readonly address?: string | null | undefined;
  readonly areaCode?: string | null | undefined;
  readonly attachments?: ReadonlyArray<string | number> | null | undefined;
  /** WEB, QR_CODE or MINI_PROGRAM: the others are for those who register what somebody says. */
  readonly channel?: Channel | null | undefined;
  readonly clientId?: string | number | null | undefined;
  readonly confidential?: boolean | null | undefined;
  /** When she may be called; NOW where a number is given and nothing else is said. */
  readonly contactWhen?: ContactWhen | null | undefined;
  readonly kind?: AppellantKind | null | undefined;
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly point?: GeoPointInput | null | undefined;
  readonly text: string;
  readonly title?: string | null | undefined;
};

export type ReportPlaceQueryVariables = Exact<{
  code: string;
}>;


export type ReportPlaceQuery = { readonly area: { readonly code: string, readonly name: string, readonly children: ReadonlyArray<{ readonly code: string, readonly name: string, readonly boundary: unknown }> } | null };

export type SubmitAppealMutationVariables = Exact<{
  input: SubmitAppealInput;
}>;


export type SubmitAppealMutation = { readonly submitAppeal: { readonly number: string, readonly trackingSecret: string } };

export type ProgressFragment = { readonly number: string, readonly status: AppealStatus, readonly handlers: ReadonlyArray<string>, readonly dueBy: string | null, readonly extendedBecause: string | null, readonly merged: boolean, readonly mayRate: boolean, readonly limits: ReadonlyArray<{ readonly label: string, readonly dueBy: string, readonly provisional: boolean, readonly state: ClockState }>, readonly steps: ReadonlyArray<{ readonly at: string, readonly label: string, readonly unit: string | null, readonly text: string | null }> };

export type TrackAppealQueryVariables = Exact<{
  number: string;
  secret: string;
}>;


export type TrackAppealQuery = { readonly now: string, readonly trackAppeal: { readonly number: string, readonly status: AppealStatus, readonly handlers: ReadonlyArray<string>, readonly dueBy: string | null, readonly extendedBecause: string | null, readonly merged: boolean, readonly mayRate: boolean, readonly limits: ReadonlyArray<{ readonly label: string, readonly dueBy: string, readonly provisional: boolean, readonly state: ClockState }>, readonly steps: ReadonlyArray<{ readonly at: string, readonly label: string, readonly unit: string | null, readonly text: string | null }> } | null };

export type RateAppealMutationVariables = Exact<{
  number: string;
  secret: string;
  stars: number;
  comment?: string | null | undefined;
}>;


export type RateAppealMutation = { readonly rateAppeal: { readonly stars: number } };

export type WithdrawAppealMutationVariables = Exact<{
  number: string;
  secret: string;
  reason?: string | null | undefined;
}>;


export type WithdrawAppealMutation = { readonly withdrawAppeal: { readonly number: string, readonly status: AppealStatus, readonly handlers: ReadonlyArray<string>, readonly dueBy: string | null, readonly extendedBecause: string | null, readonly merged: boolean, readonly mayRate: boolean, readonly limits: ReadonlyArray<{ readonly label: string, readonly dueBy: string, readonly provisional: boolean, readonly state: ClockState }>, readonly steps: ReadonlyArray<{ readonly at: string, readonly label: string, readonly unit: string | null, readonly text: string | null }> } };

export type SeparateAppealMutationVariables = Exact<{
  number: string;
  secret: string;
  reason: string;
}>;


export type SeparateAppealMutation = { readonly separateAppeal: { readonly number: string, readonly status: AppealStatus, readonly handlers: ReadonlyArray<string>, readonly dueBy: string | null, readonly extendedBecause: string | null, readonly merged: boolean, readonly mayRate: boolean, readonly limits: ReadonlyArray<{ readonly label: string, readonly dueBy: string, readonly provisional: boolean, readonly state: ClockState }>, readonly steps: ReadonlyArray<{ readonly at: string, readonly label: string, readonly unit: string | null, readonly text: string | null }> } };

export const ReportPlaceDocument = "query ReportPlace($code:AreaCode!){area(code:$code){code name children{code name boundary}}}" as unknown as Document<ReportPlaceQuery, ReportPlaceQueryVariables>;

export const SubmitAppealDocument = "mutation SubmitAppeal($input:SubmitAppealInput!){submitAppeal(input:$input){number trackingSecret}}" as unknown as Document<SubmitAppealMutation, SubmitAppealMutationVariables>;

export const TrackAppealDocument = "query TrackAppeal($number:String!$secret:String!){now trackAppeal(number:$number secret:$secret){...Progress}}fragment Progress on PublicProgress{number status handlers dueBy extendedBecause merged mayRate limits{label dueBy provisional state}steps{at label unit text}}" as unknown as Document<TrackAppealQuery, TrackAppealQueryVariables>;

export const RateAppealDocument = "mutation RateAppeal($number:String!$secret:String!$stars:Int!$comment:String){rateAppeal(number:$number secret:$secret stars:$stars comment:$comment){stars}}" as unknown as Document<RateAppealMutation, RateAppealMutationVariables>;

export const WithdrawAppealDocument = "mutation WithdrawAppeal($number:String!$secret:String!$reason:String){withdrawAppeal(number:$number secret:$secret reason:$reason){...Progress}}fragment Progress on PublicProgress{number status handlers dueBy extendedBecause merged mayRate limits{label dueBy provisional state}steps{at label unit text}}" as unknown as Document<WithdrawAppealMutation, WithdrawAppealMutationVariables>;

export const SeparateAppealDocument = "mutation SeparateAppeal($number:String!$secret:String!$reason:String!){separateAppeal(number:$number secret:$secret reason:$reason){...Progress}}fragment Progress on PublicProgress{number status handlers dueBy extendedBecause merged mayRate limits{label dueBy provisional state}steps{at label unit text}}" as unknown as Document<SeparateAppealMutation, SeparateAppealMutationVariables>;

