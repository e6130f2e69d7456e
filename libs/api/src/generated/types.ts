// Generated from libs/api/*.graphql by npm run generate. Do not edit.

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Why an operation catches up before it decides, and not only where it would refuse. */
export const befores = ['DISCLOSES', 'CARRIED_OUT_LATER'] as const;
/** Why an operation catches up before it decides, and not only where it would refuse. */
export type Before = (typeof befores)[number];

export const services = [
  'DIRECTORY',
  'INTAKE',
  'DISPATCH',
  'MEDIATION',
  'EVALUATION',
  'NOTIFICATION',
] as const;
export type Service = (typeof services)[number];

/** The first four are the levels; a person sees the subtree of the area in the token. Departments, companies and mediators see what they were called to. */
export const roles = [
  'DISTRICT',
  'STREET',
  'COMMUNITY',
  'GRID',
  'DEPARTMENT',
  'COMPANY',
  'MEDIATOR',
  'RESIDENT',
  'INTEGRATION',
  'AUDITOR',
  'ADMIN',
] as const;
/** The first four are the levels; a person sees the subtree of the area in the token. Departments, companies and mediators see what they were called to. */
export type Role = (typeof roles)[number];

/** What a unit may do in a street, given by the governance profile. */
export const duties = [
  'RECEIVE',
  'CLASSIFY',
  'ALLOCATE',
  'HANDLE',
  'APPROVE',
  'SUPERVISE',
  'FOLLOW_UP',
  'DISCIPLINE',
] as const;
/** What a unit may do in a street, given by the governance profile. */
export type Duty = (typeof duties)[number];

export const levels = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID'] as const;
export type Level = (typeof levels)[number];

export const clockKinds = [
  'ALLOCATE',
  'ACCEPT',
  'CONTACT',
  'VERIFY',
  'RESOLVE',
  'OPINION',
  'REPLY',
  'ACKNOWLEDGE',
  'REPORT_IN',
  'ACT',
  'FINISH',
  'DECIDE',
  'FOLLOW_UP',
  'CONSENT',
  'MEDIATE',
  'CONFIRMATION',
  'NOTICE',
  'CUSTOM',
] as const;
export type ClockKind = (typeof clockKinds)[number];

export const clockStates = ['RUNNING', 'SUSPENDED', 'MET', 'OVERDUE', 'CANCELLED'] as const;
export type ClockState = (typeof clockStates)[number];

/** Where a limit comes from: the street's profile, the system that sent the matter, the law, a leader. */
export const clockSources = ['PROFILE', 'EXTERNAL', 'LAW', 'LEADER'] as const;
/** Where a limit comes from: the street's profile, the system that sent the matter, the law, a leader. */
export type ClockSource = (typeof clockSources)[number];

export const budgetUnits = ['MINUTE', 'NATURAL_HOUR', 'NATURAL_DAY', 'WORKING_HOUR', 'WORKING_DAY'] as const;
export type BudgetUnit = (typeof budgetUnits)[number];

export const datums = ['WGS84', 'GCJ02', 'CGCS2000'] as const;
export type Datum = (typeof datums)[number];

export const unitKinds = [
  'AREA_OFFICE',
  'STREET_OFFICE',
  'STATION',
  'DEPARTMENT',
  'PUBLIC_INSTITUTION',
  'PUBLIC_SERVICE_COMPANY',
  'PLATFORM_COMPANY',
  'PROPERTY_COMPANY',
  'MEDIATION_COMMITTEE',
  'CO_BUILDING_UNIT',
] as const;
export type UnitKind = (typeof unitKinds)[number];

export const calendarStates = ['DRAFT', 'ACTIVE', 'RETIRED'] as const;
export type CalendarState = (typeof calendarStates)[number];

export const channels = [
  'HOTLINE_12345',
  'QR_CODE',
  'MINI_PROGRAM',
  'WEB',
  'DIRECT_LINE',
  'HOME_VISIT',
  'PATROL',
  'RECEPTION_DAY',
  'LEADER_VISIT',
  'DUTY_ROOM',
  'SERVICE_HALL',
  'LETTER_BOX',
  'CHAT_GROUP',
  'DELIBERATION',
  'SENSOR',
  'PETITION',
  'ONLINE_FORUM',
  'PUBLIC_OPINION',
  'CITY_MANAGEMENT',
  'SUPERIOR_ASSIGNED',
  'PARTNER_SYSTEM',
] as const;
export type Channel = (typeof channels)[number];

/** REPORTED by someone, or FOUND by ourselves (主动发现, what 未诉先办 counts). */
export const origins = ['REPORTED', 'FOUND'] as const;
/** REPORTED by someone, or FOUND by ourselves (主动发现, what 未诉先办 counts). */
export type Origin = (typeof origins)[number];

/** When a resident may be called: 现在, 白天 (8:00 to 20:00), or 发消息不必来电. An URGENT matter is called about at any hour; BY_DAY holds for ROUTINE matters. */
export const contactWhens = ['NOW', 'BY_DAY', 'BY_MESSAGE'] as const;
/** When a resident may be called: 现在, 白天 (8:00 to 20:00), or 发消息不必来电. An URGENT matter is called about at any hour; BY_DAY holds for ROUTINE matters. */
export type ContactWhen = (typeof contactWhens)[number];

export const appellantKinds = ['PERSON', 'ENTERPRISE', 'GROUP'] as const;
export type AppellantKind = (typeof appellantKinds)[number];

export const onTheSpotOutcomes = ['SETTLED', 'ANSWERED', 'DISSUADED'] as const;
export type OnTheSpotOutcome = (typeof onTheSpotOutcomes)[number];

export const natures = [
  'INQUIRY',
  'SUGGESTION',
  'HELP',
  'COMPLAINT',
  'TIP_OFF',
  'DISPUTE',
  'HAZARD',
  'PRAISE',
] as const;
export type Nature = (typeof natures)[number];

export const urgencies = ['URGENT', 'FAST', 'ROUTINE'] as const;
export type Urgency = (typeof urgencies)[number];

/** 难易. */
export const difficulties = ['EASY', 'HARD'] as const;
/** 难易. */
export type Difficulty = (typeof difficulties)[number];

/** 大小. */
export const matterSizes = ['SMALL', 'LARGE'] as const;
/** 大小. */
export type MatterSize = (typeof matterSizes)[number];

/** TREATMENT: as the profile puts matters in order (先易后难、先小后大、先急后缓), then by deadline. */
export const workbenchOrders = ['DEADLINE', 'TREATMENT'] as const;
/** TREATMENT: as the profile puts matters in order (先易后难、先小后大、先急后缓), then by deadline. */
export type WorkbenchOrder = (typeof workbenchOrders)[number];

/** 三事: 公事, 共事, 家事. */
export const spheres = ['PUBLIC', 'SHARED', 'PRIVATE'] as const;
/** 三事: 公事, 共事, 家事. */
export type Sphere = (typeof spheres)[number];

/** REPORTED_BACK: answered to the outside system that sent it, whose verdict is awaited. MERGED: 并案. DEFERRED: 暂缓办理, still counts as unsolved. */
export const appealStatuses = [
  'REGISTERED',
  'ALLOCATED',
  'HANDLING',
  'RESOLVED',
  'REPORTED_BACK',
  'CLOSED',
  'DECLINED',
  'MERGED',
  'DEFERRED',
  'WITHDRAWN',
] as const;
/** REPORTED_BACK: answered to the outside system that sent it, whose verdict is awaited. MERGED: 并案. DEFERRED: 暂缓办理, still counts as unsolved. */
export type AppealStatus = (typeof appealStatuses)[number];

/** How the appellant was first contacted, where a limit runs for that from registration: IN_TIME and LATE by a call (LATE: also not at all), MESSAGE by the text that she chose instead. */
export const firstContacts = ['IN_TIME', 'LATE', 'MESSAGE'] as const;
/** How the appellant was first contacted, where a limit runs for that from registration: IN_TIME and LATE by a call (LATE: also not at all), MESSAGE by the text that she chose instead. */
export type FirstContact = (typeof firstContacts)[number];

export const handlerRoles = ['LEAD', 'ASSIST'] as const;
export type HandlerRole = (typeof handlerRoles)[number];

export const workOrderStatuses = [
  'DISPATCHED',
  'ACCEPTED',
  'HANDLING',
  'RESOLVED',
  'RETURNED',
  'CANCELLED',
] as const;
export type WorkOrderStatus = (typeof workOrderStatuses)[number];

/** 北京市街道办事处条例 art. 5; a profile may narrow the list. */
export const whistleSituations = ['HARD_MATTER', 'KEY_WORK', 'JOINT_ENFORCEMENT', 'EMERGENCY'] as const;
/** 北京市街道办事处条例 art. 5; a profile may narrow the list. */
export type WhistleSituation = (typeof whistleSituations)[number];

export const summonsStatuses = [
  'CALLED',
  'ACKNOWLEDGED',
  'REFUSED',
  'UPHELD',
  'OVERRULED',
  'WAIVED',
  'PRESENT',
  'ACTING',
  'FINISHED',
] as const;
export type SummonsStatus = (typeof summonsStatuses)[number];

export const supervisionCauses = [
  'HAND',
  'REFUSAL',
  'OVERDUE',
  'RETURNED_OFTEN',
  'REOPENED_OFTEN',
  'BAD_EFFECT',
] as const;
export type SupervisionCause = (typeof supervisionCauses)[number];

/** 文书 of dispatching, and what each is about: COLLECTION 问题收集登记单, HANDLING 问题处理登记单, FEEDBACK 问题反馈登记单, OPINION 群众诉求处理意见书 and FOLLOW_UP 群众诉求办理情况回访登记表 a matter, CONSULTATION 会商研判记录表 a consultation, WHISTLE 哨单 a whistle, SUPERVISION 督办单 a notice. */
export const paperKinds = [
  'COLLECTION',
  'HANDLING',
  'FEEDBACK',
  'CONSULTATION',
  'OPINION',
  'FOLLOW_UP',
  'WHISTLE',
  'SUPERVISION',
] as const;
/** 文书 of dispatching, and what each is about: COLLECTION 问题收集登记单, HANDLING 问题处理登记单, FEEDBACK 问题反馈登记单, OPINION 群众诉求处理意见书 and FOLLOW_UP 群众诉求办理情况回访登记表 a matter, CONSULTATION 会商研判记录表 a consultation, WHISTLE 哨单 a whistle, SUPERVISION 督办单 a notice. */
export type PaperKind = (typeof paperKinds)[number];

/** REPLACED: issued anew under the same number. ERASED: its words went with the personal data of the matter, or with an appellant who took it back. */
export const paperStates = ['VALID', 'REPLACED', 'ERASED'] as const;
/** REPLACED: issued anew under the same number. ERASED: its words went with the personal data of the matter, or with an appellant who took it back. */
export type PaperState = (typeof paperStates)[number];

/** 台账, one row a matter; what each column holds: CHANNEL the door, SUBMITTED_AT when it was said, TITLE and TEXT what (at most 2 000 characters; telephone and identity numbers left out unless `named`), AREA and
ADDRESS where, CATEGORY, NATURE and URGENCY as classified, UNIT who has it in hand and SINCE when, DUE_BY the limit of resolving, else the nearest that runs, STATUS, RESULT what the lead said of it (at most
1 000 characters, without such numbers), NAME and PHONE of who asked, masked unless `named`, FOLLOW_UP and SATISFACTION what was answered last, RATING the stars, REPEAT_OF the number that it repeats. */
export const ledgerColumns = [
  'NUMBER',
  'CHANNEL',
  'SUBMITTED_AT',
  'TITLE',
  'TEXT',
  'AREA',
  'ADDRESS',
  'CATEGORY',
  'NATURE',
  'URGENCY',
  'UNIT',
  'SINCE',
  'DUE_BY',
  'STATUS',
  'RESULT',
  'NAME',
  'PHONE',
  'FOLLOW_UP',
  'SATISFACTION',
  'RATING',
  'REPEAT_OF',
] as const;
/** 台账, one row a matter; what each column holds: CHANNEL the door, SUBMITTED_AT when it was said, TITLE and TEXT what (at most 2 000 characters; telephone and identity numbers left out unless `named`), AREA and
ADDRESS where, CATEGORY, NATURE and URGENCY as classified, UNIT who has it in hand and SINCE when, DUE_BY the limit of resolving, else the nearest that runs, STATUS, RESULT what the lead said of it (at most
1 000 characters, without such numbers), NAME and PHONE of who asked, masked unless `named`, FOLLOW_UP and SATISFACTION what was answered last, RATING the stars, REPEAT_OF the number that it repeats. */
export type LedgerColumn = (typeof ledgerColumns)[number];

/** EXPIRED: the file was kept and is deleted: after a day, with the end of the absence that it was asked for in, or with the erasure of a matter in it. */
export const ledgerExportStates = ['WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'EXPIRED'] as const;
/** EXPIRED: the file was kept and is deleted: after a day, with the end of the absence that it was asked for in, or with the erasure of a matter in it. */
export type LedgerExportState = (typeof ledgerExportStates)[number];

export const passingStatuses = ['PASSED', 'RECEIVED', 'HANDLING', 'DONE', 'REFUSED'] as const;
export type PassingStatus = (typeof passingStatuses)[number];

export const closingBlockerKinds = [
  'WORK_ORDER',
  'SUMMONS',
  'WHISTLE',
  'REQUEST',
  'MEDIATION',
  'PASSING',
  'ACCOUNT',
  'OPINION',
  'FOLLOW_UP',
] as const;
export type ClosingBlockerKind = (typeof closingBlockerKinds)[number];

export const requestKinds = [
  'RETURN',
  'EXTEND',
  'SUSPEND',
  'ESCALATE',
  'DEFER',
  'OFF_LIST',
  'ARBITRATE',
] as const;
export type RequestKind = (typeof requestKinds)[number];

/** 北京接诉即办条例 art. 11. */
export const declineGrounds = [
  'EMERGENCY_LINE',
  'LEGAL_CHANNEL',
  'PETITION',
  'REPEAT_NO_NEW_FACTS',
  'SECRET',
  'OUT_OF_SCOPE',
  'ILLEGAL',
] as const;
/** 北京接诉即办条例 art. 11. */
export type DeclineGround = (typeof declineGrounds)[number];

export const whistleBands = ['TOO_FEW', 'WITHIN', 'TOO_MANY'] as const;
export type WhistleBand = (typeof whistleBands)[number];

export const dutyCallReasons = ['STARTED', 'REMINDER', 'OVERDUE', 'ESCALATED'] as const;
export type DutyCallReason = (typeof dutyCallReasons)[number];

/** Which side of a request my unit is on. */
export const requestSides = ['FILED', 'TO_DECIDE'] as const;
/** Which side of a request my unit is on. */
export type RequestSide = (typeof requestSides)[number];

export const disputeKinds = [
  'NEIGHBOURHOOD',
  'MARRIAGE_FAMILY',
  'CONTRACT',
  'LABOUR',
  'PROPERTY_SERVICE',
  'OTHER',
] as const;
export type DisputeKind = (typeof disputeKinds)[number];

export const disputeSources = [
  'HOME_VISIT',
  'ONLINE',
  'HOTLINE',
  'APPEAL',
  'COURT',
  'POLICE',
  'PARTY',
] as const;
export type DisputeSource = (typeof disputeSources)[number];

export const mediationStatuses = [
  'APPLIED',
  'CONSENT_PENDING',
  'MEDIATING',
  'AGREED',
  'FAILED',
  'WITHDRAWN',
  'PERFORMED',
  'BREACHED',
] as const;
export type MediationStatus = (typeof mediationStatuses)[number];

export const confirmationStatuses = [
  'OPEN',
  'APPLIED',
  'CONFIRMED',
  'REFUSED',
  'LAPSED',
  'NOT_ADMISSIBLE',
] as const;
export type ConfirmationStatus = (typeof confirmationStatuses)[number];

export const outcomes = ['SOLVED', 'PARTLY', 'UNSOLVED', 'NO_ANSWER'] as const;
export type Outcome = (typeof outcomes)[number];

export const satisfactions = [
  'VERY_SATISFIED',
  'SATISFIED',
  'BASICALLY',
  'DISSATISFIED',
  'VERY_DISSATISFIED',
  'NO_ANSWER',
] as const;
export type Satisfaction = (typeof satisfactions)[number];

/** HANDLER (承办部门回访) and LOOK_BACK (回头看) never enter the three rates; SUPERVISORY comes from outside the handling unit; a HOTLINE answer overrides ours. */
export const followUpKinds = ['HANDLER', 'LOOK_BACK', 'SUPERVISORY', 'HOTLINE'] as const;
/** HANDLER (承办部门回访) and LOOK_BACK (回头看) never enter the three rates; SUPERVISORY comes from outside the handling unit; a HOTLINE answer overrides ours. */
export type FollowUpKind = (typeof followUpKinds)[number];

export const deliveryStatuses = ['PENDING', 'DELIVERED', 'FAILED', 'ABANDONED'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export type GeoPointInput = Readonly<{
  longitude: number;
  latitude: number;
  datum: Datum;
}>;

export type BudgetInput = Readonly<{
  amount: number;
  unit: BudgetUnit;
}>;

export type AbsenceInput = Readonly<{
  unitId: string;
  /** Of the same kind and street, or an office above. Default: the unit's deputy. */
  delegateId?: string | null;
  /** Default, and earliest: now. */
  from?: Date | null;
  /** At most 366 days after it begins. */
  until: Date;
  reason: string;
}>;

/** A day as the published lists give it: a holiday, or a weekend day that is worked. */
export type NoticeDayInput = Readonly<{
  date: string;
  isOffDay: boolean;
  name?: string | null;
}>;

export type DayOverrideInput = Readonly<{
  date: string;
  working: boolean;
  reason: string;
}>;

export type OfficeHoursInput = Readonly<{
  from: string;
  until: string;
}>;

export type StreetOfficeHoursInput = Readonly<{
  areaCode: string;
  officeHours: readonly OfficeHoursInput[];
}>;

/** What is different from the version in force. A year given here replaces that year; overrides and streets are added, or replace those of the same day or street. */
export type CalendarDraftInput = Readonly<{
  version: string;
  year?: number | null;
  days?: readonly NoticeDayInput[] | null;
  overrides?: readonly DayOverrideInput[] | null;
  officeHours?: readonly OfficeHoursInput[] | null;
  streets?: readonly StreetOfficeHoursInput[] | null;
}>;

export type SubmitAppealInput = Readonly<{
  title?: string | null;
  text: string;
  areaCode?: string | null;
  address?: string | null;
  point?: GeoPointInput | null;
  name?: string | null;
  phone?: string | null;
  /** When she may be called; NOW where a number is given and nothing else is said. */
  contactWhen?: ContactWhen | null;
  kind: AppellantKind;
  confidential: boolean;
  /** WEB, QR_CODE or MINI_PROGRAM: the others are for those who register what somebody says. */
  channel: Channel;
  attachments?: readonly string[] | null;
  clientId?: string | null;
}>;

export type RegisterAppealInput = Readonly<{
  title?: string | null;
  text: string;
  areaCode?: string | null;
  address?: string | null;
  point?: GeoPointInput | null;
  name?: string | null;
  phone?: string | null;
  /** When the appellant may be called; NOW where a number is given and nothing else is said. */
  contactWhen?: ContactWhen | null;
  kind: AppellantKind;
  persons?: number | null;
  confidential: boolean;
  channel: Channel;
  origin: Origin;
  occurredAt?: Date | null;
  attachments?: readonly string[] | null;
  external?: ExternalOrderInput | null;
  /** Of the caller's own making. `row:` and a version 5 UUID where it is made of what a row of a file says: that is kept as a keyed mark, and the answer says what the row resembles. */
  clientId?: string | null;
}>;

export type ExternalOrderInput = Readonly<{
  system: string;
  number: string;
  dispatchedAt: Date;
  dueBy: Date;
  returnBy?: Date | null;
  categoryCode?: string | null;
  urgency?: Urgency | null;
  handlerUnitIds?: readonly string[] | null;
  followUpBySender: boolean;
  replyRequired: boolean;
}>;

export type OnTheSpotInput = Readonly<{
  text: string;
  category?: string | null;
  areaCode?: string | null;
  point?: GeoPointInput | null;
  occurredAt: Date;
  outcome: OnTheSpotOutcome;
  action: string;
  name?: string | null;
  phone?: string | null;
  attachments?: readonly string[] | null;
  clientId: string;
}>;

/** `named`: names and telephone numbers in full, of at most 10 000 matters; each is a reveal for the `purpose`, which is on record. `filter`: that of `appeals`, without `former`. */
export type LedgerExportInput = Readonly<{
  columns: readonly LedgerColumn[];
  filter?: AppealFilter | null;
  named: boolean;
  purpose?: string | null;
}>;

/** `number` is the other system's. What it sent to us has its own status there: OPEN, REPORTED_BACK or CLOSED; what we passed to it a PassingStatus. */
export type ReconcileRowInput = Readonly<{
  number: string;
  status: string;
}>;

export type ConsultationInput = Readonly<{
  agenda: string;
  place: string;
  at: Date;
  unitIds: readonly string[];
}>;

export type AttendanceInput = Readonly<{
  unitId: string;
  person: string;
}>;

export type ConsultationTaskInput = Readonly<{
  text: string;
  unitId: string;
  person: string;
  dueBy: Date;
}>;

export type ConsultationRecordInput = Readonly<{
  /** Who came; the invited units that are not named were absent. */
  attendance: readonly AttendanceInput[];
  record: string;
  tasks: readonly ConsultationTaskInput[];
}>;

export type FindingInput = Readonly<{
  place: string;
  text: string;
  /** With a date a 整改通知 is served, by a unit with enforcement power (ENFORCEMENT_POWER). */
  correctBy?: Date | null;
  /** 告知、劝导: whoever was there was told what to do. For whoever has no power to order it. */
  advised?: boolean | null;
  attachments?: readonly string[] | null;
}>;

export type AllocationInput = Readonly<{
  id: string;
  handlers: readonly HandlerInput[];
  expectedVersion?: number | null;
}>;

export type DutyShiftInput = Readonly<{
  from: Date;
  until: Date;
  personId: string;
  backupId?: string | null;
}>;

export type ClassifyInput = Readonly<{
  category: string;
  nature: Nature;
  urgency: Urgency;
  sphere?: Sphere | null;
  complex: boolean;
  difficulty?: Difficulty | null;
  size?: MatterSize | null;
  /** Keys of the profile's factors that the matter shows. */
  factors?: readonly string[] | null;
  /** Why, where it differs from the suggestion. */
  reason?: string | null;
}>;

export type HandlerInput = Readonly<{
  unitId: string;
  role: HandlerRole;
}>;

export type LeaderDutyInput = Readonly<{
  text: string;
  dueBy?: Date | null;
}>;

export type TeamMemberInput = Readonly<{
  personId: string;
  role: string;
}>;

export type AppealFilter = Readonly<{
  areaCode?: string | null;
  status?: readonly AppealStatus[] | null;
  urgency?: readonly Urgency[] | null;
  channel?: readonly Channel[] | null;
  origin?: Origin | null;
  overdue?: boolean | null;
  /** Codes of categories. */
  category?: readonly string[] | null;
  nature?: readonly Nature[] | null;
  sphere?: Sphere | null;
  /** Whether a person has classified it. */
  classified?: boolean | null;
  /** Whether it has a place; one without waits at the district's desk. */
  located?: boolean | null;
  /** It has, or had until it was done, an order of this unit. */
  unitId?: string | null;
  level?: number | null;
  onAccount?: boolean | null;
  /** 包案: the leader of the case. */
  leaderId?: string | null;
  /** A limit that still runs, or is over and not met, ends before. */
  dueBefore?: Date | null;
  /** The matters that my unit took part in and was let go from, instead of those that I see; only with `channel`, `origin`, `from` and `until`. */
  former?: boolean | null;
  /** The answer of appealIdsByText to `text`. */
  ids?: readonly string[] | null;
  from?: Date | null;
  until?: Date | null;
}>;

/** Open: not completed. `unitId`: it was called. `from` and `until`: when it was blown. */
export type WhistleFilter = Readonly<{
  open?: boolean | null;
  areaCode?: string | null;
  situation?: readonly WhistleSituation[] | null;
  unitId?: string | null;
  from?: Date | null;
  until?: Date | null;
}>;

export type RequestFilter = Readonly<{
  /** Undecided, or decided and lapsed. */
  open?: boolean | null;
  kind?: readonly RequestKind[] | null;
}>;

export type RequestInput = Readonly<{
  kind: RequestKind;
  appealId: string;
  workOrderId?: string | null;
  clockId?: string | null;
  by?: BudgetInput | null;
  /** OFF_LIST: the unit that is to get it. */
  unitId?: string | null;
  reason: string;
  /** ESCALATE: what was tried before; the profile may want it. */
  tried?: readonly string[] | null;
  attachments?: readonly string[] | null;
}>;

export type BlowWhistleInput = Readonly<{
  appealIds: readonly string[];
  areaCode: string;
  situation: WhistleSituation;
  reason: string;
  unitIds: readonly string[];
  gatherAt?: GeoPointInput | null;
}>;

export type ReportInInput = Readonly<{
  officer: string;
  phone?: string | null;
  point?: GeoPointInput | null;
  attachments?: readonly string[] | null;
}>;

export type SummonsRatingInput = Readonly<{
  summonsId: string;
  stars: number;
}>;

export type HandlingOpinionInput = Readonly<{
  facts: string;
  opinion: string;
  basis?: string | null;
}>;

export type WaiverInput = Readonly<{
  blockerId: string;
  reason: string;
}>;

export type ClosingInput = Readonly<{
  solved: boolean;
  meansExhausted: boolean;
  note?: string | null;
}>;

export type OpenMediationInput = Readonly<{
  appealId?: string | null;
  source: DisputeSource;
  kind: DisputeKind;
  committeeId: string;
  parties: readonly PartyInput[];
  room?: string | null;
  mediatorIds?: readonly string[] | null;
}>;

export type PartyInput = Readonly<{
  side: string;
  name: string;
  phone?: string | null;
  address?: string | null;
  agent?: string | null;
}>;

export type MediationSessionInput = Readonly<{
  at: Date;
  place?: string | null;
  present: readonly string[];
  record: string;
}>;

export type MediationExtensionInput = Readonly<{
  /** Calendar days, 1 to 365. */
  days: number;
  /** Who agreed: all of them. */
  partyIds: readonly string[];
  agreedAt: Date;
  /** What they agreed, and how: signed, said before the mediator, by telephone. */
  record: string;
}>;

export type AgreementInput = Readonly<{
  facts: string;
  terms: string;
  performanceWay: string;
  performBy?: string | null;
  oral: boolean;
  effectiveAt: Date;
}>;

/** The pre-check of the court's grounds; an obstacle is recorded with its article. */
export type ConfirmationInput = Readonly<{
  court: string;
  voluntary: boolean;
  clear: boolean;
  identityRelation: boolean;
  titleConfirmation: boolean;
  otherProcedure: boolean;
  breaksMandatoryLaw: boolean;
  harmsThirdParty: boolean;
  /** Whether the dispute is one that courts take at all (355, item 1). Not answered: not checked. */
  courtScope?: boolean | null;
  /** Against public order and good morals (358, item 3). Not answered: not checked. */
  againstPublicOrder?: boolean | null;
}>;

/** `mine`: I am one of its mediators. `dueBefore`: a limit that still runs, or is over and not met, ends before. */
export type MediationFilter = Readonly<{
  status?: readonly MediationStatus[] | null;
  kind?: readonly DisputeKind[] | null;
  mine?: boolean | null;
  dueBefore?: Date | null;
}>;

export type FollowUpInput = Readonly<{
  contacted: boolean;
  outcome?: Outcome | null;
  satisfaction?: Satisfaction | null;
  note?: string | null;
}>;

export type WebhookInput = Readonly<{
  url: string;
  events: readonly string[];
}>;

/** A stored file. The position that the camera wrote into it has been removed from the file and is kept here, protected. */
export type RecordFileInput = Readonly<{
  id: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** Lower-case hexadecimal. */
  sha256: string;
  storageKey: string;
  /** The subject of the token; null for an anonymous upload, whose id is then its only bond. */
  uploaderId?: string | null;
  /** HMAC-SHA256 of the network that an anonymous upload came from; null when signed in. */
  addressHash?: string | null;
  position?: GeoPointInput | null;
}>;

/** As the gateway verified the token. */
export type FileReaderInput = Readonly<{
  subject: string;
  /** STAFF, RESIDENT or INTEGRATION. */
  kind: string;
  unitId?: string | null;
  client: string;
}>;

/** How far a subject was heard; 0: nothing of it. */
export type SubjectCursor = Readonly<{
  subject: string;
  after: number;
}>;

/** Who asked for an export, as dispatch verified the token and stored it for an hour (docs/adr/0043). */
export type AskerInput = Readonly<{
  subject: string;
  name: string;
  roles: readonly string[];
  unitId?: string | null;
  delegateId?: string | null;
  areaCode?: string | null;
  client: string;
}>;

/** A page of an export. `named`: contacts in full, each a reveal for the purpose, once for an export and matter. */
export type ExportedAppealsInput = Readonly<{
  exportId: string;
  asker: AskerInput;
  keys: readonly string[];
  named: boolean;
  purpose?: string | null;
}>;

export type OpenStaffSessionInput = Readonly<{
  digest: string;
  subject: string;
  unitId?: string | null;
  /** Of the session at the identity provider; null where it names none. */
  providerSession?: string | null;
  sealed: string;
  /** Seconds without a sign of her. */
  idle: number;
  /** Seconds in all. */
  most: number;
}>;

export type GeoPointAnswer = Readonly<{
  longitude: number;
  latitude: number;
  datum: Datum;
}>;

export type AttachmentAnswer = Readonly<{
  id: string;
  /** With the ending of what the file is: the content decides, not the name that it came with. */
  name: string;
  mediaType: string;
  /** Its address at the gateway, as everything below. An image is shown there, any other file is saved. */
  url: string;
  /** The image as a JPEG of at most 320 × 320 pixels, upright and without what the camera wrote. Null for what is no image. Made when it is first asked for; PREVIEW_NOT_POSSIBLE where the image cannot be read. */
  thumbnail: string | null;
  /** As `thumbnail`, of at most 2 048 × 2 048 pixels. It shows a HEIC where a browser cannot. */
  preview: string | null;
}>;

export type BudgetAnswer = Readonly<{
  amount: number;
  unit: BudgetUnit;
}>;

/** A time limit. `dueBy` is derived from the start, the budget, the calendar and the suspensions (or given from outside); it is never just start + n ms. */
export type ClockAnswer = Readonly<{
  id: string;
  kind: ClockKind;
  source: ClockSource;
  startedAt: Date;
  budget: BudgetAnswer | null;
  dueBy: Date;
  state: ClockState;
  metAt: Date | null;
  /** Counted through a year whose holidays are not published: it is counted anew when they are. */
  provisional: boolean;
  suspensions: readonly SuspensionAnswer[];
  /** Each from the deadline before it on. */
  extensions: readonly BudgetAnswer[];
  /** The calendar that it was counted by; null where none was needed. */
  calendarVersion: string | null;
  /** A resident sees this limit: it is not made earlier without telling. */
  told: boolean;
  /** What it says on its way, in time. */
  rungs: readonly RungAnswer[];
}>;

/** A reminder before the deadline (to nobody but the unit), or a step of the ladder after it. */
export type RungAnswer = Readonly<{
  at: Date;
  to: Level | null;
  fired: boolean;
}>;

/** What a calendar would do to the limits of one service that run or rest. */
export type CalendarEffectsAnswer = Readonly<{
  earlier: number;
  later: number;
  /** Would be earlier, and stay: a resident was told, or they would be over already. */
  kept: number;
  /** Provisional now, and not any more. */
  settled: number;
  /** The first 100, by their present deadline. */
  effects: readonly CalendarEffectAnswer[];
}>;

export type CalendarEffectAnswer = Readonly<{
  clockId: string;
  /** The appeal, whistle or mediation that it is about. */
  subjectId: string;
  kind: ClockKind;
  unitId: string | null;
  dueBy: Date;
  newDueBy: Date;
  told: boolean;
  kept: boolean;
  provisional: boolean;
}>;

export type SuspensionAnswer = Readonly<{
  from: Date;
  until: Date | null;
  reason: string;
  approvedBy: string;
}>;

export type PageInfoAnswer = Readonly<{
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}>;

export type AreaAnswer = Readonly<{
  code: string;
  name: string;
  level: Level;
  parentCode: string | null;
}>;

export type UnitAnswer = Readonly<{
  id: string;
  name: string;
  kind: UnitKind;
  /** 执法权: the law by which it serves a numbered 整改通知书; null where it has none. */
  enforcementBasis: string | null;
  areaCode: string;
}>;

export type PostAnswer = Readonly<{
  title: string;
  unitId: string;
  duties: readonly Duty[];
}>;

export type PersonAnswer = Readonly<{
  id: string;
  name: string;
}>;

export type GovernanceProfileAnswer = Readonly<{
  key: string;
  name: string;
  version: number;
  validFrom: string;
  validUntil: string | null;
  definition: JsonValue;
}>;

/** 离岗代理: in [from, until) the delegate acts for a unit that is away. Whoever of the delegate sends the header `x-weisu-acting-for` with the unit's id acts
as the unit, with the rights of the own roles; the ledger names both. A delegate that is away itself hands on to its own. */
export type AbsenceAnswer = Readonly<{
  id: string;
  unitId: string;
  delegateId: string;
  from: Date;
  until: Date;
  reason: string;
  recordedAt: Date;
  recordedById: string | null;
}>;

/** From until, HH:mm, half-open. */
export type OfficeHoursAnswer = Readonly<{
  from: string;
  until: string;
}>;

/** A street with office hours of its own. */
export type StreetOfficeHoursAnswer = Readonly<{
  areaCode: string;
  officeHours: readonly OfficeHoursAnswer[];
}>;

/** One year's notice: what rests (weekends inside a holiday included) and which weekend days are worked (调休). */
export type CalendarYearAnswer = Readonly<{
  year: number;
  offDays: readonly string[];
  workDays: readonly string[];
}>;

/** A day decided by hand, which goes before the notices. */
export type DayOverrideAnswer = Readonly<{
  date: string;
  working: boolean;
  reason: string;
}>;

/** A version of the district's calendar. A draft counts nothing until it is activated; what it would do to the limits that run is shown first. */
export type CalendarVersionAnswer = Readonly<{
  version: string;
  state: CalendarState;
  officeHours: readonly OfficeHoursAnswer[];
  streets: readonly StreetOfficeHoursAnswer[];
  years: readonly CalendarYearAnswer[];
  overrides: readonly DayOverrideAnswer[];
  draftedAt: Date;
  draftedBy: string;
  activatedAt: Date | null;
  activatedBy: string | null;
  reason: string | null;
  /** Limits that residents were told may become earlier by it, and they are told. */
  tellEarlier: boolean;
}>;

export type MeAnswer = Readonly<{
  subject: string;
  name: string;
  roles: readonly Role[];
  unitId: string | null;
  areaCode: string | null;
  posts: readonly PostAnswer[];
  representedUnitIds: readonly string[];
}>;

/** A code as people read it. */
export type TermAnswer = Readonly<{
  code: string;
  name: string;
  /** Where there is little room; else the name. */
  short: string;
  /** Of a category: what it belongs under, as people read it. */
  parent: string | null;
}>;

/** The values of one enum by its name, in order; `ErrorCode`: the sentence of every error; `Category`: the categories in force in an area. */
export type TermListAnswer = Readonly<{
  name: string;
  terms: readonly TermAnswer[];
}>;

export type VocabularyAnswer = Readonly<{
  /** Another one where anything of it changed: whoever keeps a copy asks for this alone. */
  version: string;
  lists: readonly TermListAnswer[];
}>;

/** Who asks. Masked unless the caller may reveal it; revealing is an audited mutation with a purpose. Null for a matter found by ourselves. */
export type AppellantAnswer = Readonly<{
  kind: AppellantKind;
  anonymous: boolean;
  name: string | null;
  phone: string | null;
  /** What an office was given as number, where it is more or other than `phone`: several numbers, an extension, words. Nobody calls it; whole only where it is revealed. */
  phoneWritten: string | null;
  persons: number | null;
  /** When she may be called; null: there is no number to call. */
  contactWhen: ContactWhen | null;
}>;

/** One matter, from a resident or found by ourselves. Each service adds and answers its own fields. */
export type AppealAnswer = Readonly<{
  id: string;
  /** What the resident is given: day, running number, check digit, e.g. 20261121-000123-4. It never changes and holds no area. */
  number?: string;
  title?: string;
  text?: string;
  channel?: Channel;
  origin?: Origin;
  areaCode?: string | null;
  address?: string | null;
  point?: GeoPointAnswer | null;
  appellant?: AppellantAnswer | null;
  /** The identity is hidden from handlers; contact only through the dispatch desk. */
  confidential?: boolean;
  firstReceiverId?: string | null;
  repeatOfId?: string | null;
  /** In the answer of `registerAppeal` alone, for a row without a number (`clientId`): the number of an earlier one that the caller brought in with the same words or at the same instant. */
  similarTo?: string | null;
  external?: ExternalOrderAnswer | null;
  submittedAt?: Date;
  /** When it was registered here; later than `submittedAt` for matters brought in from elsewhere. */
  registeredAt?: Date;
  /** When who asked, where exactly and in which words was erased (PIPL art. 19, 47); null while it is kept. */
  personalDataErasedAt?: Date | null;
  evidenceIds?: readonly string[];
  /** Whether the caller's unit took part and has nothing to do with it any more (returned, cancelled, let go, relocated): it sees number, class and what it did itself until then; `title` only where an office gave it, `text` says so instead, and `status` reads REGISTERED. */
  former?: boolean;
  /** Reads REGISTERED before dispatch has heard of the appeal. */
  status?: AppealStatus;
  category?: string | null;
  nature?: Nature | null;
  urgency?: Urgency | null;
  sphere?: Sphere | null;
  difficulty?: Difficulty | null;
  size?: MatterSize | null;
  /** The profile's factors that a person saw. */
  factors?: readonly string[] | null;
  /** Who answers for it now; 1 is the grid, 2 the community, 3 the street, 4 the district. */
  responseLevel?: number | null;
  caseLeader?: CaseLeadershipAnswer | null;
  /** 并案: several doors or residents, one handling; each keeps reply, follow-up and rating. */
  mergedInto?: AppealAnswer | null;
  account?: AccountAnswer | null;
  /** Null: not yet, nobody to call, or no limit for it. */
  firstContact?: FirstContact | null;
  /** 即办件: settled on the spot by the grid. */
  selfHandled?: boolean | null;
  version?: number | null;
  /** Explained suggestion from the profile's keywords; a person decides (PIPL art. 24). */
  suggestion?: SuggestionAnswer | null;
}>;

/** A matter that another system sent, with that system's own number and limits. Only the sender closes it. */
export type ExternalOrderAnswer = Readonly<{
  system: string;
  number: string;
  dispatchedAt: Date;
  dueBy: Date;
  returnBy: Date | null;
  followUpBySender: boolean;
  replyRequired: boolean;
  /** Typed by an office. The system's own matter of that number, where it sends one, stands beside it, and is the one that the system speaks of. */
  byHand: boolean | null;
}>;

export type AppealEdgeAnswer = Readonly<{
  node: AppealAnswer;
  cursor: string;
}>;

export type AppealConnectionAnswer = Readonly<{
  edges: readonly AppealEdgeAnswer[];
  pageInfo: PageInfoAnswer;
}>;

/** `trackingSecret` lets its holder follow, rate and withdraw without an account. `repeatOfNumber` is told to the account that said it first, and to nobody else. */
export type ReceiptAnswer = Readonly<{
  id: string;
  number: string;
  areaCode: string | null;
  trackingSecret: string;
  repeatOfNumber: string | null;
}>;

/** 批量分拨. */
export type BulkAllocationAnswer = Readonly<{
  id: string;
  askedAt: Date;
  total: number;
  done: number;
  failed: number;
  rows: readonly BulkAllocationRowAnswer[];
}>;

/** 反复退单. */
export type ReturnedOftenAnswer = Readonly<{
  appealId: string;
  returns: number;
  unitIds: readonly string[];
  lastReturnedAt: Date;
}>;

/** `code` and `message` say why a row was not carried out; null with a `doneAt`: it was. */
export type BulkAllocationRowAnswer = Readonly<{
  appealId: string;
  doneAt: Date | null;
  code: string | null;
  message: string | null;
  workOrderIds: readonly string[];
}>;

/** 督办单. `text` is null where the profile issued it without a person. */
export type SupervisionNoticeAnswer = Readonly<{
  id: string;
  number: string;
  /** The appeal or whistle that it is about. */
  subjectId: string;
  unitId: string;
  cause: SupervisionCause;
  text: string | null;
  issuedById: string | null;
  issuedAt: Date;
  answerBy: Date;
  answer: string | null;
  answeredAt: Date | null;
  late: boolean | null;
}>;

/** A paper as it was issued: printed twice it has the same bytes. */
export type PaperAnswer = Readonly<{
  id: string;
  kind: PaperKind;
  number: string;
  /** 校验码: whoever holds the paper checks it with number and code (`verifyPaper`). */
  code: string;
  /** What it is about, as `issuePaper` was told. */
  subjectId: string;
  appealId: string | null;
  unitId: string;
  /** Name and telephone number of the appellant stand on it in full; printing it is a reveal, which is on record. */
  named: boolean;
  state: PaperState;
  issuedAt: Date;
  /** Addresses of the files at the gateway: `/papers/….pdf`, `/papers/….docx`. */
  pdf: string;
  docx: string;
  /** Template and fields as they were then. What a resident said is not kept twice: printing reads it from who keeps it. Null once erased. */
  sheet: JsonValue | null;
}>;

/** What a street has printed instead of our own template (YAML: rows of labels and texts with {fields}). */
export type PaperTemplateAnswer = Readonly<{
  kind: PaperKind;
  template: string;
  /** What may stand in it between braces. */
  fields: readonly string[];
  areaCode: string | null;
  setById: string | null;
  setAt: Date | null;
}>;

/** 台账导出: asked for, made with the asker's rights as they are then, fetched by the asker alone, gone after a day. */
export type LedgerExportAnswer = Readonly<{
  id: string;
  state: LedgerExportState;
  columns: readonly LedgerColumn[];
  named: boolean;
  purpose: string | null;
  askedAt: Date;
  endedAt: Date | null;
  /** Until when the file is kept; null unless DONE. */
  expiresAt: Date | null;
  /** Matters so far. */
  rows: number;
  /** Why it FAILED, or EXPIRED before its day. */
  code: string | null;
  message: string | null;
  /** Address at the gateway: `/exports/….xlsx`; null unless DONE. */
  file: string | null;
  /** When it was fetched, the latest first. */
  fetches: readonly LedgerExportFetchAnswer[];
}>;

/** Somebody was handed the file. `megabytes`: of what stands in it, before it is packed. */
export type LedgerExportFetchAnswer = Readonly<{
  id: string;
  at: Date;
  exportId: string;
  columns: readonly LedgerColumn[];
  rows: number;
  pages: number;
  megabytes: number;
}>;

/** What anybody is told who holds a paper. No personal data. */
export type VerifiedPaperAnswer = Readonly<{
  kind: PaperKind;
  title: string;
  number: string;
  unit: string;
  state: PaperState;
  issuedAt: Date;
  /** Whether the file, by its SHA-256, was printed here as this paper; null where none was named. One changed letter makes it false. */
  unchanged: boolean | null;
}>;

/** A matter that was passed to another system. */
export type PassingAnswer = Readonly<{
  id: string;
  /** Our number of the matter. */
  appealNumber: string;
  system: string;
  /** What the other system is to do. */
  text: string;
  passedById: string | null;
  passedAt: Date;
  /** The other system's number; null until it answers. */
  number: string | null;
  status: PassingStatus;
  statusAt: Date;
}>;

export type ReconciledRowAnswer = Readonly<{
  number: string;
  ours: string | null;
  theirs: string | null;
}>;

export type ReconciliationAnswer = Readonly<{
  agreed: number;
  /** The other system names it, and we do not have it. */
  missingHere: readonly ReconciledRowAnswer[];
  /** Between us since that day, and the other system does not name it; without a number: it never answered. */
  missingThere: readonly ReconciledRowAnswer[];
  diverging: readonly ReconciledRowAnswer[];
}>;

/** What one may do with one thing. */
export type PossibilitiesAnswer = Readonly<{
  id: string;
  /** In the order in which work usually goes; operations of the thing alone, not of what belongs to it. */
  operations?: readonly PossibilityAnswer[];
  /** Of a matter that the caller may close: what has to be finished, or waived by name and reason (`WaiverInput.blockerId`). */
  closingBlockers?: readonly ClosingBlockerAnswer[];
}>;

/** An operation of the contract, and whether the caller may call it now with arguments that are right. */
export type PossibilityAnswer = Readonly<{
  /** The operation's name in the contract. */
  operation: string;
  /** Which request, where the operation is `fileRequest`. */
  kind: RequestKind | null;
  allowed: boolean;
  /** It was done and would change nothing: nobody needs to call it. */
  done: boolean;
  /** Why not: the code that the operation would answer; and its sentence. */
  code: string | null;
  messageZh: string | null;
}>;

/** What keeps a matter from being closed. */
export type ClosingBlockerAnswer = Readonly<{
  id: string;
  kind: ClosingBlockerKind;
}>;

/** Everything that happened to an appeal, from every service, in order. `sequence` has no gap per service. */
export type LedgerEntryAnswer = Readonly<{
  at: Date;
  service: Service;
  sequence: number;
  type: string;
  actor: string;
  unitId: string | null;
  delegateId: string | null;
  summary: string;
  detail: JsonValue | null;
}>;

/** Who was shown one matter, and when. Lists are no opening; the same person, matter and operation is written down once a minute. */
export type AppealOpeningAnswer = Readonly<{
  at: Date;
  /** It was opened with: appeal, whistle, trackAppeal, mediation, file. */
  operation: string;
  /** Subject of the token; `anonymous` is whoever holds the number and secret of the receipt. */
  actorId: string;
  /** STAFF, RESIDENT or INTEGRATION. */
  actorKind: string;
  unitId: string | null;
  /** The unit that acted for `unitId`, which was away. */
  delegateId: string | null;
  /** The program that was used. */
  client: string;
  correlationId: string;
}>;

export type AppealOpeningEdgeAnswer = Readonly<{
  node: AppealOpeningAnswer;
  cursor: string;
}>;

export type AppealOpeningConnectionAnswer = Readonly<{
  edges: readonly AppealOpeningEdgeAnswer[];
  pageInfo: PageInfoAnswer;
  /** What was opened before is not kept any more: whole months go after a term. Null while none went. */
  keptSince: Date | null;
}>;

/** 包案: the duties (五包三问) are the street's own text. */
export type CaseLeadershipAnswer = Readonly<{
  leaderId: string;
  since: Date;
  duties: readonly LeaderDutyAnswer[];
  teamIds: readonly string[];
  /** The team with the roles that the profile wants of it, such as “1+1+2+N”. */
  members: readonly TeamMemberAnswer[];
}>;

export type TeamMemberAnswer = Readonly<{
  personId: string;
  role: string;
}>;

export type LeaderDutyAnswer = Readonly<{
  id: string;
  text: string;
  dueBy: Date | null;
  doneAt: Date | null;
  doneById: string | null;
}>;

/** 挂账督办: claimed by a leader, with measures and a date, checked, then struck off. */
export type AccountAnswer = Readonly<{
  claimedById: string | null;
  measures: string;
  dueBy: Date;
  reviews: readonly string[];
  acceptance: string | null;
  struckOffAt: Date | null;
}>;

export type WorkOrderAnswer = Readonly<{
  id: string;
  appealId: string;
  unitId: string;
  role: HandlerRole;
  status: WorkOrderStatus;
  contactedAt: Date | null;
  verifiedAt: Date | null;
  clocks: readonly ClockAnswer[];
  opinion: HandlingOpinionAnswer | null;
  returns: number;
  version: number;
}>;

export type HandlingOpinionAnswer = Readonly<{
  number: string;
  facts: string;
  opinion: string;
  basis: string | null;
  filedAt: Date;
}>;

/** 退单, 延期, 挂起, 提级, 暂缓 are applied for and decided; the clock runs until approval. */
export type RequestAnswer = Readonly<{
  id: string;
  kind: RequestKind;
  appealId: string;
  workOrderId: string | null;
  reason: string;
  /** What was tried before (提级). */
  tried: readonly string[];
  evidenceIds: readonly string[];
  by: BudgetAnswer | null;
  unitId: string | null;
  requestedById: string;
  decideBy: Date;
  approved: boolean | null;
  decision: string | null;
  decidedById: string | null;
  decidedAt: Date | null;
}>;

/** 哨单. `appeals` may be empty (joint enforcement, key work) or many (one whistle for many matters of a kind). */
export type WhistleAnswer = Readonly<{
  id: string;
  number: string;
  appealIds: readonly string[];
  areaCode: string;
  byId: string;
  endorsedById: string | null;
  situation: WhistleSituation;
  reason: string;
  blownAt: Date;
  summonses: readonly SummonsAnswer[];
  completedAt: Date | null;
  outcome: string | null;
  version: number;
}>;

/** 报到任务: one called unit, with its own clocks. */
export type SummonsAnswer = Readonly<{
  id: string;
  whistleId: string;
  unitId: string;
  status: SummonsStatus;
  clocks: readonly ClockAnswer[];
  refusal: string | null;
  reportIn: ReportInAnswer | null;
  actions: readonly ActionAnswer[];
  result: string | null;
  stars: number | null;
  substitute: SubstituteProposalAnswer | null;
  /** What the unit answers to its stars. */
  ratingAnswer: string | null;
  version: number;
}>;

/** 建议改派. `approved` is null until who whistled decides; then the substitute has a summons of its own. */
export type SubstituteProposalAnswer = Readonly<{
  unitId: string;
  reason: string;
  approved: boolean | null;
}>;

/** 会商研判: a meeting about a whistle, with its record. */
export type ConsultationAnswer = Readonly<{
  id: string;
  calledById: string;
  agenda: string;
  place: string;
  at: Date;
  heldAt: Date | null;
  attendance: readonly AttendanceAnswer[];
  record: string | null;
  tasks: readonly ConsultationTaskAnswer[];
}>;

/** `person` is null for a unit that did not come, or while the meeting is not held. */
export type AttendanceAnswer = Readonly<{
  unitId: string;
  person: string | null;
}>;

/** 责任明确到人，进度具体到日. */
export type ConsultationTaskAnswer = Readonly<{
  id: string;
  text: string;
  unitId: string;
  person: string;
  dueBy: Date;
  doneAt: Date | null;
  result: string | null;
}>;

/** 联合检查: what was found at a place; with a date for its correction a 整改通知 with a number was served. */
export type FindingAnswer = Readonly<{
  id: string;
  unitId: string;
  place: string;
  text: string;
  /** 告知、劝导: whoever was there was told what to do, without an order. */
  advised: boolean;
  foundAt: Date;
  handedToId: string | null;
  handedAt: Date | null;
  handedNote: string | null;
  number: string | null;
  servedById: string | null;
  /** 法律依据: the law that the notice rests on, as the directory had it on that day. */
  basis: string | null;
  /** A notice from before power was asked for: its number stands, the law that it rests on is not known here. */
  withoutBasis: boolean;
  correctBy: Date | null;
  correctedAt: Date | null;
  correction: string | null;
  evidenceIds: readonly string[];
}>;

/** Of what it was called to in a period; rates are null where there is nothing to count. */
export type CalledUnitAssessmentAnswer = Readonly<{
  unitId: string;
  called: number;
  /** Acknowledged, of those called. */
  responseRate: number | null;
  /** Reported in in time, of those that had to. */
  onTimeRate: number | null;
  /** Finished, of those that had to. */
  settlementRate: number | null;
  /** Refusals that the district overruled. */
  overruled: number;
  stars: number | null;
}>;

/** A whistle as residents read it: no names of officials, no numbers of matters. Nothing is joined, since nobody has to be signed in. */
export type PublicWhistleAnswer = Readonly<{
  id: string;
  areaCode: string;
  areaName: string;
  text: string;
  units: readonly string[];
  blownAt: Date;
  completedAt: Date | null;
  publishedAt: Date;
  /** Addresses of pictures at the gateway: `/files/…`. */
  before: readonly string[];
  after: readonly string[];
}>;

export type PublicWhistleEdgeAnswer = Readonly<{
  node: PublicWhistleAnswer;
  cursor: string;
}>;

export type PublicWhistleConnectionAnswer = Readonly<{
  edges: readonly PublicWhistleEdgeAnswer[];
  pageInfo: PageInfoAnswer;
}>;

export type StreetAssessmentAnswer = Readonly<{
  areaCode: string;
  whistles: number;
  matters: number;
  /** Whistles per hundred matters; null without matters. */
  rate: number | null;
  /** Null where the profile sets no band or there are no matters. */
  band: WhistleBand | null;
  /** Completed, of those blown. */
  completionRate: number | null;
}>;

export type WhistleAssessmentAnswer = Readonly<{
  units: readonly CalledUnitAssessmentAnswer[];
  streets: readonly StreetAssessmentAnswer[];
}>;

/** 报到: a named person, at a place, at a time, with evidence. */
export type ReportInAnswer = Readonly<{
  officer: string;
  phone: string | null;
  at: Date;
  point: GeoPointAnswer | null;
  insideArea: boolean | null;
  late: boolean;
  evidenceIds: readonly string[];
}>;

export type ActionAnswer = Readonly<{
  at: Date;
  by: string;
  note: string;
  evidenceIds: readonly string[];
}>;

export type AppealCountsAnswer = Readonly<{
  byStatus: JsonValue;
  byChannel: JsonValue;
  repeats: number;
  found: number;
  selfHandled: number;
  clocksMet: number;
  clocksOverdue: number;
  whistles: number;
  mediations: number;
}>;

export type WorkOrderEdgeAnswer = Readonly<{
  node: WorkOrderAnswer;
  cursor: string;
}>;

export type WorkOrderConnectionAnswer = Readonly<{
  edges: readonly WorkOrderEdgeAnswer[];
  pageInfo: PageInfoAnswer;
}>;

export type WhistleEdgeAnswer = Readonly<{
  node: WhistleAnswer;
  cursor: string;
}>;

export type WhistleConnectionAnswer = Readonly<{
  edges: readonly WhistleEdgeAnswer[];
  pageInfo: PageInfoAnswer;
}>;

export type RequestEdgeAnswer = Readonly<{
  node: RequestAnswer;
  cursor: string;
}>;

export type RequestConnectionAnswer = Readonly<{
  edges: readonly RequestEdgeAnswer[];
  pageInfo: PageInfoAnswer;
}>;

/** What a resident may see without an account: a whitelist of steps, no names of officials, no internal notes. */
export type PublicProgressAnswer = Readonly<{
  number: string;
  status: AppealStatus;
  handlers: readonly string[];
  dueBy: Date | null;
  extendedBecause: string | null;
  /** Every limit that the profile tells residents of, in time. */
  limits: readonly PublicLimitAnswer[];
  steps: readonly PublicStepAnswer[];
  mayRate: boolean;
  /** 并案: it is handled with another matter of the same kind; who says that it is not the same separates it (`separateAppeal`). */
  merged: boolean;
}>;

/** A limit in the words of the profile, such as 承办单位与您联系. */
export type PublicLimitAnswer = Readonly<{
  label: string;
  dueBy: Date;
  /** The year's holidays are not published yet; it may become later. */
  provisional: boolean;
  state: ClockState;
}>;

/** 值班表: who is rung for a unit from one instant to the other, and who when nobody answers. */
export type DutyShiftAnswer = Readonly<{
  id: string;
  unitId: string;
  from: Date;
  until: Date;
  personId: string;
  backupId: string | null;
}>;

/** Somebody on duty was rung about a limit, outside office hours. */
export type DutyCallAnswer = Readonly<{
  id: string;
  /** The appeal or whistle that it is about. */
  subjectId: string;
  kind: ClockKind;
  unitId: string | null;
  dueBy: Date;
  why: DutyCallReason;
  personId: string;
  backupId: string | null;
  calledAt: Date;
  backupCalledAt: Date | null;
  answeredAt: Date | null;
  answeredById: string | null;
}>;

export type PublicStepAnswer = Readonly<{
  at: Date;
  label: string;
  unit: string | null;
  text: string | null;
}>;

/** Explained suggestion from the profile's keywords; a person decides (PIPL art. 24). */
export type SuggestionAnswer = Readonly<{
  category: string;
  nature: Nature | null;
  urgency: Urgency | null;
  sphere: Sphere | null;
  leadUnitIds: readonly string[];
  assistUnitIds: readonly string[];
  /** The keywords found in the text. */
  words: readonly string[];
  /** The profile's factors that its words suggest; they make it as urgent as the profile says. */
  factors: readonly SuggestedFactorAnswer[];
  /** The profile's rule that they belong to; `+factors` where these made it more urgent. */
  rule: string;
}>;

export type SuggestedFactorAnswer = Readonly<{
  key: string;
  words: readonly string[];
}>;

export type MediationAnswer = Readonly<{
  id: string;
  number: string;
  appealId: string | null;
  source: DisputeSource;
  kind: DisputeKind;
  status: MediationStatus;
  committeeId: string;
  room: string | null;
  mediatorIds: readonly string[];
  parties: readonly PartyAnswer[];
  sessions: readonly MediationSessionAnswer[];
  agreement: MediationAgreementAnswer | null;
  confirmation: JudicialConfirmationAnswer | null;
  clocks: readonly ClockAnswer[];
  failure: string | null;
  version: number;
}>;

export type PartyAnswer = Readonly<{
  id: string;
  side: string;
  name: string;
  phone: string | null;
  address: string | null;
  agent: string | null;
  consents: boolean | null;
}>;

export type MediationSessionAnswer = Readonly<{
  at: Date;
  place: string | null;
  present: readonly string[];
  record: string;
}>;

/** 人民调解法 29: facts and disputes, each side's responsibility, content, way and time of performance; in force when signed and sealed by the committee. */
export type MediationAgreementAnswer = Readonly<{
  number: string;
  facts: string;
  terms: string;
  performanceWay: string;
  performBy: string | null;
  oral: boolean;
  effectiveAt: Date;
  gaps: readonly string[];
}>;

/** Joint application within 30 days of effect; 最高法民诉法解释 (2022) 353-358 decides what is admissible. */
export type JudicialConfirmationAnswer = Readonly<{
  status: ConfirmationStatus;
  dueBy: Date;
  court: string | null;
  obstacles: readonly string[];
  ruledAt: Date | null;
}>;

export type MediationEdgeAnswer = Readonly<{
  node: MediationAnswer;
  cursor: string;
}>;

export type MediationConnectionAnswer = Readonly<{
  edges: readonly MediationEdgeAnswer[];
  pageInfo: PageInfoAnswer;
}>;

export type FollowUpAnswer = Readonly<{
  id: string;
  kind: FollowUpKind;
  appealId: string;
  unitId: string;
  dueBy: Date;
  by: string | null;
  at: Date | null;
  attempts: number;
  contacted: boolean | null;
  outcome: Outcome | null;
  satisfaction: Satisfaction | null;
  countsInRates: boolean;
  formNumber: string | null;
  note: string | null;
}>;

export type RatingAnswer = Readonly<{
  stars: number;
  comment: string | null;
  at: Date;
  objected: boolean;
  original: number;
}>;

/** Fractions 0..1 with their counts; null where nothing was counted. `model` names the scoring model and version; `settlementRate` is 化解率. */
export type ThreeRatesAnswer = Readonly<{
  areaCode: string | null;
  unitId: string | null;
  population: number;
  /** By a call in time (CLOCK) or as the resident says; of an area from registration where the profile says so, of a unit from its work order. */
  responded: number;
  /** Not called but sent a text, as they chose: counted here and in no rate of response. */
  respondedByMessage: number;
  answered: number;
  solved: number;
  satisfied: number;
  responseRate: number | null;
  resolutionRate: number | null;
  satisfactionRate: number | null;
  settlementRate: number | null;
  score: number | null;
  model: string;
}>;

export type MessageAnswer = Readonly<{
  id: string;
  at: Date;
  kind: string;
  text: string;
  subjectId: string | null;
  readAt: Date | null;
}>;

/** An address of a department's own system (Standard Webhooks). The secret is shown once, at registration. */
export type WebhookEndpointAnswer = Readonly<{
  id: string;
  url: string;
  events: readonly string[];
  active: boolean;
  secret: string | null;
}>;

export type WebhookDeliveryAnswer = Readonly<{
  id: string;
  endpoint: WebhookEndpointAnswer;
  event: string;
  status: DeliveryStatus;
  attempts: number;
  nextAt: Date | null;
  lastError: string | null;
}>;

export type MessageEdgeAnswer = Readonly<{
  node: MessageAnswer;
  cursor: string;
}>;

export type MessageConnectionAnswer = Readonly<{
  edges: readonly MessageEdgeAnswer[];
  pageInfo: PageInfoAnswer;
}>;

/** What a service says about a file to the one that serves it; whether the caller may see it is decided by attachmentsById. */
export type FileForDownloadAnswer = Readonly<{
  id: string;
  name: string;
  mediaType: string;
  size: number;
  storageKey: string;
}>;

/** A session of somebody who signed in through the gateway (docs/adr/0051). `digest`: SHA-256 of the id in her cookie, lower-case hexadecimal. `sealed`: her tokens, which the gateway
alone opens. Instants are of the database's clock, whatever clock matters go by. */
export type StaffSessionAnswer = Readonly<{
  subject: string;
  /** The unit that she acts for in place of her own. */
  actingFor: string | null;
  sealed: string;
  /** Counts what was sealed: who renews it names the one it read. */
  version: number;
  /** When it ends if she does nothing. */
  idleUntil: Date;
  /** When it ends whatever she does. */
  until: Date;
}>;

/** The arguments of each operation as a service receives them, coerced and with their defaults. */
export type OperationArgs = {
  vocabulary: Readonly<{ areaCode?: string | null }>;
  me: Readonly<Record<string, never>>;
  area: Readonly<{ code: string }>;
  units: Readonly<{ areaCode?: string | null; kind?: UnitKind | null }>;
  categoriesCsv: Readonly<{ areaCode: string; on?: string | null }>;
  absences: Readonly<{ unitId?: string | null; past?: boolean | null }>;
  deputy: Readonly<{ unitId: string }>;
  calendars: Readonly<Record<string, never>>;
  profile: Readonly<{ areaCode: string; on?: string | null }>;
  myAppeals: Readonly<{ first: number; after?: string | null }>;
  evidenceOpenings: Readonly<{ id: string; first: number; after?: string | null }>;
  appeal: Readonly<{ id?: string | null; number?: string | null }>;
  appeals: Readonly<{ filter?: AppealFilter | null; first: number; after?: string | null }>;
  workbench: Readonly<{ first: number; after?: string | null; order: WorkbenchOrder }>;
  passings: Readonly<{ open?: boolean | null }>;
  replyText: Readonly<{ id: string }>;
  supervisionNotices: Readonly<{ open?: boolean | null }>;
  papers: Readonly<{ subjectId: string }>;
  paper: Readonly<{ id: string }>;
  paperTemplates: Readonly<{ areaCode: string }>;
  verifyPaper: Readonly<{ number: string; code: string; sha256?: string | null }>;
  requestsToDecide: Readonly<Record<string, never>>;
  requests: Readonly<{
    side: RequestSide;
    filter?: RequestFilter | null;
    first: number;
    after?: string | null;
  }>;
  possibilities: Readonly<{ ids: readonly string[] }>;
  whistles: Readonly<{ filter?: WhistleFilter | null; first: number; after?: string | null }>;
  whistle: Readonly<{ id: string }>;
  whistleAssessment: Readonly<{ areaCode: string; from: string; until: string }>;
  publicWhistles: Readonly<{ areaCode: string; first: number; after?: string | null }>;
  summonses: Readonly<{ open: boolean }>;
  bulkAllocation: Readonly<{ id: string }>;
  ledgerExport: Readonly<{ id: string }>;
  ledgerExports: Readonly<Record<string, never>>;
  returnedOften: Readonly<{ from: string; until: string }>;
  dutyRoster: Readonly<{ unitId: string; from: Date; until: Date }>;
  dutyCalls: Readonly<Record<string, never>>;
  appealCounts: Readonly<{ areaCode: string; from: string; until: string }>;
  appealOpenings: Readonly<{ id: string; first: number; after?: string | null }>;
  now: Readonly<Record<string, never>>;
  trackAppeal: Readonly<{ number: string; secret: string }>;
  mediations: Readonly<{ filter?: MediationFilter | null; first: number; after?: string | null }>;
  mediation: Readonly<{ id: string }>;
  mediationOpenings: Readonly<{ id: string; first: number; after?: string | null }>;
  followUpTasks: Readonly<{ first: number }>;
  threeRates: Readonly<{
    areaCode?: string | null;
    unitId?: string | null;
    from: string;
    until: string;
    by?: Level | null;
  }>;
  messages: Readonly<{ unread?: boolean | null; first: number; after?: string | null }>;
  webhooks: Readonly<Record<string, never>>;
  webhookDeliveries: Readonly<{ status?: DeliveryStatus | null; first: number }>;
  recordAbsence: Readonly<{ input: AbsenceInput }>;
  endAbsence: Readonly<{ id: string }>;
  setDeputy: Readonly<{ unitId: string; deputyId?: string | null }>;
  draftCalendar: Readonly<{ input: CalendarDraftInput }>;
  activateCalendar: Readonly<{ version: string; reason: string; tellEarlier: boolean }>;
  discardCalendar: Readonly<{ version: string }>;
  submitAppeal: Readonly<{ input: SubmitAppealInput }>;
  registerAppeal: Readonly<{ input: RegisterAppealInput }>;
  recordOnTheSpot: Readonly<{ input: OnTheSpotInput }>;
  relocateAppeal: Readonly<{ id: string; areaCode: string; point?: GeoPointInput | null; reason: string }>;
  revealAppellant: Readonly<{ id: string; purpose: string }>;
  erasePersonalData: Readonly<{ appealId: string; reason: string }>;
  classifyAppeal: Readonly<{ id: string; input: ClassifyInput; expectedVersion?: number | null }>;
  declineAppeal: Readonly<{
    id: string;
    ground: DeclineGround;
    explanation: string;
    referTo?: string | null;
    expectedVersion?: number | null;
  }>;
  mergeAppeal: Readonly<{ id: string; into: string; expectedVersion?: number | null }>;
  unmergeAppeal: Readonly<{ id: string; reason: string; expectedVersion?: number | null }>;
  separateAppeal: Readonly<{ number: string; secret: string; reason: string }>;
  withdrawAppeal: Readonly<{ number: string; secret: string; reason?: string | null }>;
  allocateAppeal: Readonly<{
    id: string;
    handlers: readonly HandlerInput[];
    expectedVersion?: number | null;
  }>;
  allocateAppeals: Readonly<{ rows: readonly AllocationInput[] }>;
  requestLedgerExport: Readonly<{ input: LedgerExportInput }>;
  cancelLedgerExport: Readonly<{ id: string }>;
  fetchLedgerExport: Readonly<{ id: string }>;
  claimAppeal: Readonly<{ id: string; expectedVersion?: number | null }>;
  acceptWorkOrder: Readonly<{ id: string; expectedVersion?: number | null }>;
  recordContact: Readonly<{ id: string; note: string }>;
  recordVerification: Readonly<{ id: string; facts: string }>;
  recordFirstContact: Readonly<{ id: string; note: string }>;
  recordFirstVerification: Readonly<{ id: string; facts: string }>;
  recordProgress: Readonly<{ id: string; note: string; attachments?: readonly string[] | null }>;
  resolveWorkOrder: Readonly<{
    id: string;
    note: string;
    attachments?: readonly string[] | null;
    expectedVersion?: number | null;
  }>;
  fileHandlingOpinion: Readonly<{ id: string; input: HandlingOpinionInput }>;
  fileRequest: Readonly<{ input: RequestInput }>;
  decideRequest: Readonly<{ id: string; approve: boolean; reason: string; unitId?: string | null }>;
  resumeClock: Readonly<{ id: string }>;
  urgeWorkOrder: Readonly<{ id: string; note: string }>;
  setDutyRoster: Readonly<{ unitId: string; from: Date; until: Date; shifts: readonly DutyShiftInput[] }>;
  answerDutyCall: Readonly<{ id: string }>;
  assignCaseLeader: Readonly<{
    id: string;
    leaderId: string;
    duties: readonly string[];
    dated?: readonly LeaderDutyInput[] | null;
    teamIds?: readonly string[] | null;
    members?: readonly TeamMemberInput[] | null;
  }>;
  tickLeaderDuty: Readonly<{ id: string; dutyId: string; note?: string | null }>;
  passAppeal: Readonly<{ id: string; system: string; text: string }>;
  answerPassing: Readonly<{ id: string; number: string; status: PassingStatus; note?: string | null }>;
  reconcile: Readonly<{ system: string; since: string; rows: readonly ReconcileRowInput[] }>;
  supervise: Readonly<{ id: string; unitId: string; text: string }>;
  answerSupervision: Readonly<{ id: string; answer: string }>;
  issuePaper: Readonly<{ kind: PaperKind; subjectId: string; named: boolean }>;
  setPaperTemplate: Readonly<{ areaCode: string; kind: PaperKind; template?: string | null }>;
  reviewAccount: Readonly<{ id: string; text: string }>;
  putOnAccount: Readonly<{ id: string; measures: string; dueBy: Date }>;
  claimAccount: Readonly<{ id: string }>;
  strikeOffAccount: Readonly<{ id: string; acceptance: string }>;
  closeAppeal: Readonly<{
    id: string;
    closing: ClosingInput;
    waivers?: readonly WaiverInput[] | null;
    expectedVersion?: number | null;
  }>;
  reopenAppeal: Readonly<{ id: string; reason: string; expectedVersion?: number | null }>;
  reportBack: Readonly<{ id: string; reply: string; attachments?: readonly string[] | null }>;
  recordSenderVerdict: Readonly<{ system: string; number: string; accepted: boolean; note?: string | null }>;
  blowWhistle: Readonly<{ input: BlowWhistleInput }>;
  endorseWhistle: Readonly<{ id: string }>;
  acknowledgeSummons: Readonly<{ id: string }>;
  refuseSummons: Readonly<{ id: string; reason: string }>;
  upholdRefusal: Readonly<{ id: string; reason: string }>;
  overruleRefusal: Readonly<{ id: string; reason: string }>;
  waiveSummons: Readonly<{ id: string; reason: string }>;
  reportIn: Readonly<{ id: string; input: ReportInInput }>;
  recordAction: Readonly<{ id: string; note: string; attachments?: readonly string[] | null }>;
  proposeSubstitute: Readonly<{ id: string; unitId: string; reason: string }>;
  decideSubstitute: Readonly<{ id: string; approve: boolean; reason: string }>;
  answerRating: Readonly<{ id: string; answer: string }>;
  publishWhistle: Readonly<{
    id: string;
    text: string;
    before?: readonly string[] | null;
    after?: readonly string[] | null;
  }>;
  withdrawPublication: Readonly<{ id: string }>;
  callConsultation: Readonly<{ whistleId: string; input: ConsultationInput }>;
  recordConsultation: Readonly<{ id: string; input: ConsultationRecordInput }>;
  finishConsultationTask: Readonly<{ id: string; result: string }>;
  recordFinding: Readonly<{ whistleId: string; input: FindingInput }>;
  handOverFinding: Readonly<{ id: string; unitId: string; note: string }>;
  serveCorrectionNotice: Readonly<{ id: string; correctBy: Date }>;
  confirmCorrection: Readonly<{ id: string; note: string }>;
  finishSummons: Readonly<{ id: string; result: string }>;
  completeWhistle: Readonly<{
    id: string;
    outcome: string;
    ratings: readonly SummonsRatingInput[];
    expectedVersion?: number | null;
  }>;
  openMediation: Readonly<{ input: OpenMediationInput }>;
  recordConsent: Readonly<{ id: string; partyId: string; consents: boolean }>;
  recordMediationSession: Readonly<{ id: string; input: MediationSessionInput }>;
  extendMediation: Readonly<{ id: string; input: MediationExtensionInput }>;
  concludeMediation: Readonly<{ id: string; input: AgreementInput; expectedVersion?: number | null }>;
  failMediation: Readonly<{ id: string; reason: string; expectedVersion?: number | null }>;
  recordPerformance: Readonly<{ id: string; performed: boolean; note: string }>;
  applyJudicialConfirmation: Readonly<{ id: string; input: ConfirmationInput }>;
  recordConfirmationRuling: Readonly<{ id: string; confirmed: boolean; note?: string | null }>;
  recordFollowUp: Readonly<{ id: string; input: FollowUpInput }>;
  importFollowUp: Readonly<{ system: string; number: string; input: FollowUpInput }>;
  rateAppeal: Readonly<{ number: string; secret: string; stars: number; comment?: string | null }>;
  registerWebhook: Readonly<{ input: WebhookInput }>;
  removeWebhook: Readonly<{ id: string }>;
  replayWebhookDelivery: Readonly<{ id: string }>;
  markMessagesRead: Readonly<{ ids: readonly string[] }>;
  directorySnapshot: Readonly<{ since?: number | null }>;
  contactForMessage: Readonly<{ appealId: string; receipt: boolean }>;
  readJournal: Readonly<{ after?: string | null; first: number }>;
  readSubjects: Readonly<{ subjects: readonly SubjectCursor[] }>;
  subjectsOf: Readonly<{ keys: readonly string[] }>;
  recordFile: Readonly<{ input: RecordFileInput }>;
  requireUploadAllowance: Readonly<{ addressHash: string; size: number; most?: number | null }>;
  fileForDownload: Readonly<{ id: string; reader?: FileReaderInput | null }>;
  expireFiles: Readonly<{ before: Date }>;
  recordPrint: Readonly<{ paperId: string; sha256: string }>;
  exportedAppeals: Readonly<{ input: ExportedAppealsInput }>;
  exportedOutcomes: Readonly<{ keys: readonly string[]; asker: AskerInput }>;
  exportPage: Readonly<{ fetchId: string; index: number }>;
  unknownFiles: Readonly<{ storageKeys: readonly string[] }>;
  openStaffSession: Readonly<{ input: OpenStaffSessionInput }>;
  staffSession: Readonly<{ digest: string; used: boolean }>;
  claimStaffRenewal: Readonly<{ digest: string; version: number }>;
  renewStaffSession: Readonly<{ digest: string; version: number; sealed: string }>;
  moveStaffSession: Readonly<{
    digest: string;
    version: number;
    to: string;
    sealed: string;
    unitId?: string | null;
  }>;
  endStaffSession: Readonly<{ digest: string }>;
  endStaffSessions: Readonly<{ providerSession?: string | null; subject?: string | null }>;
  appealIdsByText: Readonly<{ text: string }>;
};

/** The argument of every load operation. */
export type LoadArgs = Readonly<{ keys: readonly string[] }>;

/** What a service answers to each operation. */
export type OperationAnswer = {
  vocabulary: VocabularyAnswer;
  me: MeAnswer;
  area: AreaAnswer | null;
  units: readonly UnitAnswer[];
  categoriesCsv: string | null;
  absences: readonly AbsenceAnswer[];
  deputy: UnitAnswer | null;
  calendars: readonly CalendarVersionAnswer[];
  profile: GovernanceProfileAnswer | null;
  myAppeals: AppealConnectionAnswer;
  evidenceOpenings: AppealOpeningConnectionAnswer;
  appeal: AppealAnswer | null;
  appeals: AppealConnectionAnswer;
  workbench: WorkOrderConnectionAnswer;
  passings: readonly PassingAnswer[];
  replyText: string;
  supervisionNotices: readonly SupervisionNoticeAnswer[];
  papers: readonly PaperAnswer[];
  paper: PaperAnswer | null;
  paperTemplates: readonly PaperTemplateAnswer[];
  verifyPaper: VerifiedPaperAnswer | null;
  requestsToDecide: readonly RequestAnswer[];
  requests: RequestConnectionAnswer;
  possibilities: readonly PossibilitiesAnswer[];
  whistles: WhistleConnectionAnswer;
  whistle: WhistleAnswer | null;
  whistleAssessment: WhistleAssessmentAnswer;
  publicWhistles: PublicWhistleConnectionAnswer;
  summonses: readonly SummonsAnswer[];
  bulkAllocation: BulkAllocationAnswer | null;
  ledgerExport: LedgerExportAnswer | null;
  ledgerExports: readonly LedgerExportAnswer[];
  returnedOften: readonly ReturnedOftenAnswer[];
  dutyRoster: readonly DutyShiftAnswer[];
  dutyCalls: readonly DutyCallAnswer[];
  appealCounts: AppealCountsAnswer;
  appealOpenings: AppealOpeningConnectionAnswer;
  now: Date;
  trackAppeal: PublicProgressAnswer | null;
  mediations: MediationConnectionAnswer;
  mediation: MediationAnswer | null;
  mediationOpenings: AppealOpeningConnectionAnswer;
  followUpTasks: readonly FollowUpAnswer[];
  threeRates: readonly ThreeRatesAnswer[];
  messages: MessageConnectionAnswer;
  webhooks: readonly WebhookEndpointAnswer[];
  webhookDeliveries: readonly WebhookDeliveryAnswer[];
  recordAbsence: AbsenceAnswer;
  endAbsence: AbsenceAnswer;
  setDeputy: UnitAnswer | null;
  draftCalendar: CalendarVersionAnswer;
  activateCalendar: CalendarVersionAnswer;
  discardCalendar: CalendarVersionAnswer;
  submitAppeal: ReceiptAnswer;
  registerAppeal: AppealAnswer;
  recordOnTheSpot: AppealAnswer;
  relocateAppeal: AppealAnswer;
  revealAppellant: AppellantAnswer;
  erasePersonalData: AppealAnswer;
  classifyAppeal: AppealAnswer;
  declineAppeal: AppealAnswer;
  mergeAppeal: AppealAnswer;
  unmergeAppeal: AppealAnswer;
  separateAppeal: PublicProgressAnswer;
  withdrawAppeal: PublicProgressAnswer;
  allocateAppeal: readonly WorkOrderAnswer[];
  allocateAppeals: BulkAllocationAnswer;
  requestLedgerExport: LedgerExportAnswer;
  cancelLedgerExport: LedgerExportAnswer;
  fetchLedgerExport: LedgerExportFetchAnswer;
  claimAppeal: WorkOrderAnswer;
  acceptWorkOrder: WorkOrderAnswer;
  recordContact: WorkOrderAnswer;
  recordVerification: WorkOrderAnswer;
  recordFirstContact: AppealAnswer;
  recordFirstVerification: AppealAnswer;
  recordProgress: WorkOrderAnswer;
  resolveWorkOrder: WorkOrderAnswer;
  fileHandlingOpinion: WorkOrderAnswer;
  fileRequest: RequestAnswer;
  decideRequest: RequestAnswer;
  resumeClock: ClockAnswer;
  urgeWorkOrder: WorkOrderAnswer;
  setDutyRoster: readonly DutyShiftAnswer[];
  answerDutyCall: DutyCallAnswer;
  assignCaseLeader: AppealAnswer;
  tickLeaderDuty: AppealAnswer;
  passAppeal: PassingAnswer;
  answerPassing: PassingAnswer;
  reconcile: ReconciliationAnswer;
  supervise: SupervisionNoticeAnswer;
  answerSupervision: SupervisionNoticeAnswer;
  issuePaper: PaperAnswer;
  setPaperTemplate: PaperTemplateAnswer;
  reviewAccount: AppealAnswer;
  putOnAccount: AppealAnswer;
  claimAccount: AppealAnswer;
  strikeOffAccount: AppealAnswer;
  closeAppeal: AppealAnswer;
  reopenAppeal: AppealAnswer;
  reportBack: AppealAnswer;
  recordSenderVerdict: AppealAnswer;
  blowWhistle: WhistleAnswer;
  endorseWhistle: WhistleAnswer;
  acknowledgeSummons: SummonsAnswer;
  refuseSummons: SummonsAnswer;
  upholdRefusal: SummonsAnswer;
  overruleRefusal: SummonsAnswer;
  waiveSummons: SummonsAnswer;
  reportIn: SummonsAnswer;
  recordAction: SummonsAnswer;
  proposeSubstitute: SummonsAnswer;
  decideSubstitute: SummonsAnswer;
  answerRating: SummonsAnswer;
  publishWhistle: WhistleAnswer;
  withdrawPublication: WhistleAnswer;
  callConsultation: ConsultationAnswer;
  recordConsultation: ConsultationAnswer;
  finishConsultationTask: ConsultationAnswer;
  recordFinding: FindingAnswer;
  handOverFinding: FindingAnswer;
  serveCorrectionNotice: FindingAnswer;
  confirmCorrection: FindingAnswer;
  finishSummons: SummonsAnswer;
  completeWhistle: WhistleAnswer;
  openMediation: MediationAnswer;
  recordConsent: MediationAnswer;
  recordMediationSession: MediationAnswer;
  extendMediation: MediationAnswer;
  concludeMediation: MediationAnswer;
  failMediation: MediationAnswer;
  recordPerformance: MediationAnswer;
  applyJudicialConfirmation: JudicialConfirmationAnswer;
  recordConfirmationRuling: JudicialConfirmationAnswer;
  recordFollowUp: FollowUpAnswer;
  importFollowUp: FollowUpAnswer;
  rateAppeal: RatingAnswer;
  registerWebhook: WebhookEndpointAnswer;
  removeWebhook: boolean;
  replayWebhookDelivery: WebhookDeliveryAnswer;
  markMessagesRead: number;
  directorySnapshot: JsonValue;
  contactForMessage: JsonValue | null;
  readJournal: JsonValue;
  readSubjects: JsonValue;
  subjectsOf: JsonValue;
  recordFile: AttachmentAnswer;
  requireUploadAllowance: boolean;
  fileForDownload: FileForDownloadAnswer | null;
  expireFiles: readonly string[];
  recordPrint: boolean;
  exportedAppeals: JsonValue;
  exportedOutcomes: JsonValue;
  exportPage: JsonValue;
  unknownFiles: readonly string[];
  openStaffSession: StaffSessionAnswer;
  staffSession: StaffSessionAnswer | null;
  claimStaffRenewal: boolean;
  renewStaffSession: StaffSessionAnswer | null;
  moveStaffSession: StaffSessionAnswer | null;
  endStaffSession: StaffSessionAnswer | null;
  endStaffSessions: number;
  appealIdsByText: readonly string[];
};

/** What a service answers to each load: one entry per key, in the order of the keys; null or empty for what the actor may not see. */
export type LoadAnswer = {
  unitsById: readonly (UnitAnswer | null)[];
  areasByCode: readonly (AreaAnswer | null)[];
  areasByParent: readonly (readonly AreaAnswer[])[];
  boundariesByCode: readonly (JsonValue | null)[];
  peopleById: readonly (PersonAnswer | null)[];
  dispatchCalendarEffects: readonly (CalendarEffectsAnswer | null)[];
  mediationCalendarEffects: readonly (CalendarEffectsAnswer | null)[];
  evaluationCalendarEffects: readonly (CalendarEffectsAnswer | null)[];
  appealsById: readonly (AppealAnswer | null)[];
  attachmentsById: readonly (AttachmentAnswer | null)[];
  handlingByAppeal: readonly (AppealAnswer | null)[];
  workOrdersByAppeal: readonly (readonly WorkOrderAnswer[])[];
  whistlesByAppeal: readonly (readonly WhistleAnswer[])[];
  requestsByAppeal: readonly (readonly RequestAnswer[])[];
  supervisionNoticesByAppeal: readonly (readonly SupervisionNoticeAnswer[])[];
  passingsByAppeal: readonly (readonly PassingAnswer[])[];
  clocksByAppeal: readonly (readonly ClockAnswer[])[];
  ledgerByAppeal: readonly (readonly LedgerEntryAnswer[])[];
  mediationsByAppeal: readonly (readonly MediationAnswer[])[];
  followUpsByAppeal: readonly (readonly FollowUpAnswer[])[];
  ratingByAppeal: readonly (RatingAnswer | null)[];
  dispatchPossibilities: readonly (PossibilitiesAnswer | null)[];
  mediationPossibilities: readonly (PossibilitiesAnswer | null)[];
  intakePossibilities: readonly (PossibilitiesAnswer | null)[];
  consultationsByWhistle: readonly (readonly ConsultationAnswer[])[];
  findingsByWhistle: readonly (readonly FindingAnswer[])[];
  whistlesById: readonly (WhistleAnswer | null)[];
};
