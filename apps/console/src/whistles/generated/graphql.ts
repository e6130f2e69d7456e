/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { Document } from '../../parts/document.js';
export type AttendanceInput = {
  readonly person: string;
  readonly unitId: string | number;
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

export type ConsultationInput = {
  readonly agenda: string;
  readonly at: string;
  readonly place: string;
  readonly unitIds: ReadonlyArray<string | number>;
};

export type ConsultationRecordInput = {
  /** Who came; the invited units that are not named were absent. */
  readonly attendance: ReadonlyArray<AttendanceInput>;
  readonly record: string;
  readonly tasks: ReadonlyArray<ConsultationTaskInput>;
};

export type ConsultationTaskInput = {
  readonly dueBy: string;
  readonly person: string;
  readonly text: string;
  readonly unitId: string | number;
};

export type Datum =
  | 'CGCS2000'
  | 'GCJ02'
  | 'WGS84';

export type FindingInput = {
  /** 告知、劝导: whoever was there was told what to do. For whoever has no power to order it. */
  readonly advised?: boolean | null | undefined;
  readonly attachments?: ReadonlyArray<string | number> | null | undefined;
  /** With a date a 整改通知 is served, by a unit with enforcement power (ENFORCEMENT_POWER). */
  readonly correctBy?: string | null | undefined;
  readonly place: string;
  readonly text: string;
};

export type GeoPointInput = {
  readonly datum?: Datum;
  readonly latitude: number;
  readonly longitude: number;
};

export type ReportInInput = {
  readonly attachments?: ReadonlyArray<string | number> | null | undefined;
  readonly officer: string;
  readonly phone?: string | null | undefined;
  readonly point?: GeoPointInput | null | undefined;
};

export type SummonsRatingInput = {
  readonly stars: number;
  readonly summonsId: string | number;
};

export type SummonsStatus =
  | 'ACKNOWLEDGED'
  | 'ACTING'
  | 'CALLED'
  | 'FINISHED'
  | 'OVERRULED'
  | 'PRESENT'
  | 'REFUSED'
  | 'UPHELD'
  | 'WAIVED';

/** Open: not completed. `unitId`: it was called. `from` and `until`: when it was blown. */
export type WhistleFilter = {
  readonly areaCode?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly open?: boolean | null | undefined;
  readonly situation?: ReadonlyArray<WhistleSituation> | null | undefined;
  readonly unitId?: string | number | null | undefined;
  readonly until?: string | null | undefined;
};

/** 北京市街道办事处条例 art. 5; a profile may narrow the list. */
export type WhistleSituation =
  | 'EMERGENCY'
  | 'HARD_MATTER'
  | 'JOINT_ENFORCEMENT'
  | 'KEY_WORK';

export type ClockOfFragment = { readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string };

export type PhotoFragment = { readonly id: string, readonly name: string, readonly url: string, readonly thumbnail: string | null, readonly preview: string | null };

export type WhistlesQueryVariables = Exact<{
  filter: WhistleFilter;
  first: number;
  after?: string | null | undefined;
}>;


export type WhistlesQuery = { readonly now: string, readonly whistles: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly number: string, readonly situation: WhistleSituation, readonly reason: string, readonly blownAt: string, readonly completedAt: string | null, readonly area: { readonly name: string }, readonly by: { readonly name: string }, readonly summonses: ReadonlyArray<{ readonly id: string, readonly status: SummonsStatus, readonly unit: { readonly id: string, readonly name: string }, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }> }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type OneWhistleQueryVariables = Exact<{
  id: string | number;
}>;


export type OneWhistleQuery = { readonly now: string, readonly whistle: { readonly id: string, readonly number: string, readonly situation: WhistleSituation, readonly reason: string, readonly blownAt: string, readonly completedAt: string | null, readonly outcome: string | null, readonly version: number, readonly area: { readonly name: string }, readonly by: { readonly id: string, readonly name: string }, readonly endorsedBy: { readonly name: string } | null, readonly appeals: ReadonlyArray<{ readonly id: string, readonly number: string, readonly title: string }>, readonly summonses: ReadonlyArray<{ readonly id: string, readonly status: SummonsStatus, readonly refusal: string | null, readonly result: string | null, readonly stars: number | null, readonly ratingAnswer: string | null, readonly unit: { readonly id: string, readonly name: string }, readonly clocks: ReadonlyArray<{ readonly id: string, readonly kind: ClockKind, readonly state: ClockState, readonly dueBy: string }>, readonly reportIn: { readonly officer: string, readonly phone: string | null, readonly at: string, readonly insideArea: boolean | null, readonly late: boolean, readonly evidence: ReadonlyArray<{ readonly id: string, readonly name: string, readonly url: string, readonly thumbnail: string | null, readonly preview: string | null }> } | null, readonly actions: ReadonlyArray<{ readonly at: string, readonly note: string, readonly evidence: ReadonlyArray<{ readonly id: string, readonly name: string, readonly url: string, readonly thumbnail: string | null, readonly preview: string | null }> }>, readonly substitute: { readonly reason: string, readonly approved: boolean | null, readonly unit: { readonly name: string } } | null }>, readonly consultations: ReadonlyArray<{ readonly id: string, readonly agenda: string, readonly place: string, readonly at: string, readonly heldAt: string | null, readonly record: string | null, readonly attendance: ReadonlyArray<{ readonly person: string | null, readonly unit: { readonly id: string, readonly name: string } }>, readonly tasks: ReadonlyArray<{ readonly id: string, readonly text: string, readonly person: string, readonly dueBy: string, readonly doneAt: string | null, readonly result: string | null, readonly unit: { readonly id: string, readonly name: string } }> }>, readonly findings: ReadonlyArray<{ readonly id: string, readonly place: string, readonly text: string, readonly advised: boolean, readonly foundAt: string, readonly number: string | null, readonly correctBy: string | null, readonly correctedAt: string | null, readonly correction: string | null, readonly unit: { readonly id: string, readonly name: string }, readonly evidence: ReadonlyArray<{ readonly id: string, readonly name: string, readonly url: string, readonly thumbnail: string | null, readonly preview: string | null }> }> } | null };

export type SummonsDoneFragment = { readonly id: string };

export type EndorseMutationVariables = Exact<{
  id: string | number;
}>;


export type EndorseMutation = { readonly endorseWhistle: { readonly id: string } };

export type CallConsultationMutationVariables = Exact<{
  whistleId: string | number;
  input: ConsultationInput;
}>;


export type CallConsultationMutation = { readonly callConsultation: { readonly id: string } };

export type RecordConsultationMutationVariables = Exact<{
  id: string | number;
  input: ConsultationRecordInput;
}>;


export type RecordConsultationMutation = { readonly recordConsultation: { readonly id: string } };

export type FinishTaskMutationVariables = Exact<{
  id: string | number;
  result: string;
}>;


export type FinishTaskMutation = { readonly finishConsultationTask: { readonly id: string } };

export type RecordFindingMutationVariables = Exact<{
  whistleId: string | number;
  input: FindingInput;
}>;


export type RecordFindingMutation = { readonly recordFinding: { readonly id: string } };

export type ConfirmCorrectionMutationVariables = Exact<{
  id: string | number;
  note: string;
}>;


export type ConfirmCorrectionMutation = { readonly confirmCorrection: { readonly id: string } };

export type CompleteWhistleMutationVariables = Exact<{
  id: string | number;
  outcome: string;
  ratings: ReadonlyArray<SummonsRatingInput> | SummonsRatingInput;
  version?: number | null | undefined;
}>;


export type CompleteWhistleMutation = { readonly completeWhistle: { readonly id: string } };

export type PublishWhistleMutationVariables = Exact<{
  id: string | number;
  text: string;
  before?: ReadonlyArray<string | number> | string | number | null | undefined;
  after?: ReadonlyArray<string | number> | string | number | null | undefined;
}>;


export type PublishWhistleMutation = { readonly publishWhistle: { readonly id: string } };

export type WithdrawPublicationMutationVariables = Exact<{
  id: string | number;
}>;


export type WithdrawPublicationMutation = { readonly withdrawPublication: { readonly id: string } };

export type AcknowledgeMutationVariables = Exact<{
  id: string | number;
}>;


export type AcknowledgeMutation = { readonly acknowledgeSummons: { readonly id: string } };

export type ReportInMutationVariables = Exact<{
  id: string | number;
  input: ReportInInput;
}>;


export type ReportInMutation = { readonly reportIn: { readonly id: string } };

export type RecordActionMutationVariables = Exact<{
  id: string | number;
  note: string;
  attachments?: ReadonlyArray<string | number> | string | number | null | undefined;
}>;


export type RecordActionMutation = { readonly recordAction: { readonly id: string } };

export type FinishSummonsMutationVariables = Exact<{
  id: string | number;
  result: string;
}>;


export type FinishSummonsMutation = { readonly finishSummons: { readonly id: string } };

export type RefuseSummonsMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type RefuseSummonsMutation = { readonly refuseSummons: { readonly id: string } };

export type ProposeSubstituteMutationVariables = Exact<{
  id: string | number;
  unitId: string | number;
  reason: string;
}>;


export type ProposeSubstituteMutation = { readonly proposeSubstitute: { readonly id: string } };

export type AnswerRatingMutationVariables = Exact<{
  id: string | number;
  answer: string;
}>;


export type AnswerRatingMutation = { readonly answerRating: { readonly id: string } };

export type UpholdRefusalMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type UpholdRefusalMutation = { readonly upholdRefusal: { readonly id: string } };

export type OverruleRefusalMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type OverruleRefusalMutation = { readonly overruleRefusal: { readonly id: string } };

export type DecideSubstituteMutationVariables = Exact<{
  id: string | number;
  approve: boolean;
  reason: string;
}>;


export type DecideSubstituteMutation = { readonly decideSubstitute: { readonly id: string } };

export type WaiveSummonsMutationVariables = Exact<{
  id: string | number;
  reason: string;
}>;


export type WaiveSummonsMutation = { readonly waiveSummons: { readonly id: string } };

export const WhistlesDocument = "query Whistles($filter:WhistleFilter!$first:Int!$after:String){now whistles(filter:$filter first:$first after:$after){edges{node{id number situation reason blownAt completedAt area{name}by{name}summonses{id status unit{id name}clocks{...ClockOf}}}}pageInfo{hasNextPage endCursor}}}fragment ClockOf on Clock{id kind state dueBy}" as unknown as Document<WhistlesQuery, WhistlesQueryVariables>;

export const OneWhistleDocument = "query OneWhistle($id:ID!){now whistle(id:$id){id number situation reason blownAt completedAt outcome version area{name}by{id name}endorsedBy{name}appeals{id number title}summonses{id status refusal result stars ratingAnswer unit{id name}clocks{...ClockOf}reportIn{officer phone at insideArea late evidence{...Photo}}actions{at note evidence{...Photo}}substitute{unit{name}reason approved}}consultations{id agenda place at heldAt record attendance{unit{id name}person}tasks{id text person dueBy doneAt result unit{id name}}}findings{id place text advised foundAt number correctBy correctedAt correction unit{id name}evidence{...Photo}}}}fragment ClockOf on Clock{id kind state dueBy}fragment Photo on Attachment{id name url thumbnail preview}" as unknown as Document<OneWhistleQuery, OneWhistleQueryVariables>;

export const EndorseDocument = "mutation Endorse($id:ID!){endorseWhistle(id:$id){id}}" as unknown as Document<EndorseMutation, EndorseMutationVariables>;

export const CallConsultationDocument = "mutation CallConsultation($whistleId:ID!$input:ConsultationInput!){callConsultation(whistleId:$whistleId input:$input){id}}" as unknown as Document<CallConsultationMutation, CallConsultationMutationVariables>;

export const RecordConsultationDocument = "mutation RecordConsultation($id:ID!$input:ConsultationRecordInput!){recordConsultation(id:$id input:$input){id}}" as unknown as Document<RecordConsultationMutation, RecordConsultationMutationVariables>;

export const FinishTaskDocument = "mutation FinishTask($id:ID!$result:String!){finishConsultationTask(id:$id result:$result){id}}" as unknown as Document<FinishTaskMutation, FinishTaskMutationVariables>;

export const RecordFindingDocument = "mutation RecordFinding($whistleId:ID!$input:FindingInput!){recordFinding(whistleId:$whistleId input:$input){id}}" as unknown as Document<RecordFindingMutation, RecordFindingMutationVariables>;

export const ConfirmCorrectionDocument = "mutation ConfirmCorrection($id:ID!$note:String!){confirmCorrection(id:$id note:$note){id}}" as unknown as Document<ConfirmCorrectionMutation, ConfirmCorrectionMutationVariables>;

export const CompleteWhistleDocument = "mutation CompleteWhistle($id:ID!$outcome:String!$ratings:[SummonsRatingInput!]!$version:Int){completeWhistle(id:$id outcome:$outcome ratings:$ratings expectedVersion:$version){id}}" as unknown as Document<CompleteWhistleMutation, CompleteWhistleMutationVariables>;

export const PublishWhistleDocument = "mutation PublishWhistle($id:ID!$text:String!$before:[ID!]$after:[ID!]){publishWhistle(id:$id text:$text before:$before after:$after){id}}" as unknown as Document<PublishWhistleMutation, PublishWhistleMutationVariables>;

export const WithdrawPublicationDocument = "mutation WithdrawPublication($id:ID!){withdrawPublication(id:$id){id}}" as unknown as Document<WithdrawPublicationMutation, WithdrawPublicationMutationVariables>;

export const AcknowledgeDocument = "mutation Acknowledge($id:ID!){acknowledgeSummons(id:$id){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<AcknowledgeMutation, AcknowledgeMutationVariables>;

export const ReportInDocument = "mutation ReportIn($id:ID!$input:ReportInInput!){reportIn(id:$id input:$input){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<ReportInMutation, ReportInMutationVariables>;

export const RecordActionDocument = "mutation RecordAction($id:ID!$note:String!$attachments:[ID!]){recordAction(id:$id note:$note attachments:$attachments){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<RecordActionMutation, RecordActionMutationVariables>;

export const FinishSummonsDocument = "mutation FinishSummons($id:ID!$result:String!){finishSummons(id:$id result:$result){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<FinishSummonsMutation, FinishSummonsMutationVariables>;

export const RefuseSummonsDocument = "mutation RefuseSummons($id:ID!$reason:String!){refuseSummons(id:$id reason:$reason){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<RefuseSummonsMutation, RefuseSummonsMutationVariables>;

export const ProposeSubstituteDocument = "mutation ProposeSubstitute($id:ID!$unitId:ID!$reason:String!){proposeSubstitute(id:$id unitId:$unitId reason:$reason){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<ProposeSubstituteMutation, ProposeSubstituteMutationVariables>;

export const AnswerRatingDocument = "mutation AnswerRating($id:ID!$answer:String!){answerRating(id:$id answer:$answer){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<AnswerRatingMutation, AnswerRatingMutationVariables>;

export const UpholdRefusalDocument = "mutation UpholdRefusal($id:ID!$reason:String!){upholdRefusal(id:$id reason:$reason){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<UpholdRefusalMutation, UpholdRefusalMutationVariables>;

export const OverruleRefusalDocument = "mutation OverruleRefusal($id:ID!$reason:String!){overruleRefusal(id:$id reason:$reason){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<OverruleRefusalMutation, OverruleRefusalMutationVariables>;

export const DecideSubstituteDocument = "mutation DecideSubstitute($id:ID!$approve:Boolean!$reason:String!){decideSubstitute(id:$id approve:$approve reason:$reason){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<DecideSubstituteMutation, DecideSubstituteMutationVariables>;

export const WaiveSummonsDocument = "mutation WaiveSummons($id:ID!$reason:String!){waiveSummons(id:$id reason:$reason){...SummonsDone}}fragment SummonsDone on Summons{id}" as unknown as Document<WaiveSummonsMutation, WaiveSummonsMutationVariables>;

