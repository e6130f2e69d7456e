/** The closed lists of the domain. The glossary in README.md gives the Chinese term of each; the SDL repeats them for the public. */
export const levels = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID'] as const;
export type Level = (typeof levels)[number];

export const services = [
  'DIRECTORY',
  'INTAKE',
  'DISPATCH',
  'MEDIATION',
  'EVALUATION',
  'NOTIFICATION',
] as const;
export type ServiceName = (typeof services)[number];

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
export type Duty = (typeof duties)[number];

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

export const difficulties = ['EASY', 'HARD'] as const;
export type Difficulty = (typeof difficulties)[number];

export const matterSizes = ['SMALL', 'LARGE'] as const;
export type MatterSize = (typeof matterSizes)[number];

/** 先易后难、先小后大、先急后缓: by what matters are put in order for treatment. */
export const treatmentOrders = ['DIFFICULTY', 'SIZE', 'URGENCY'] as const;
export type TreatmentOrder = (typeof treatmentOrders)[number];

export const spheres = ['PUBLIC', 'SHARED', 'PRIVATE'] as const;
export type Sphere = (typeof spheres)[number];

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
export type AppealStatus = (typeof appealStatuses)[number];

/** When a resident may be called. */
export const contactWhens = ['NOW', 'BY_DAY', 'BY_MESSAGE'] as const;
export type ContactWhen = (typeof contactWhens)[number];

/** How she was first contacted: called in time, called late or not at all, or by the message that she chose instead of a call. */
export const firstContacts = ['IN_TIME', 'LATE', 'MESSAGE'] as const;
export type FirstContact = (typeof firstContacts)[number];

export const handlerRoles = ['LEAD', 'ASSIST'] as const;
export type HandlerRole = (typeof handlerRoles)[number];

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

export const clockSources = ['PROFILE', 'EXTERNAL', 'LAW', 'LEADER'] as const;
export type ClockSource = (typeof clockSources)[number];

export const budgetUnits = ['MINUTE', 'NATURAL_HOUR', 'NATURAL_DAY', 'WORKING_HOUR', 'WORKING_DAY'] as const;

export const whistleSituations = ['HARD_MATTER', 'KEY_WORK', 'JOINT_ENFORCEMENT', 'EMERGENCY'] as const;
export type WhistleSituation = (typeof whistleSituations)[number];

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

export const outcomes = ['SOLVED', 'PARTLY', 'UNSOLVED', 'NO_ANSWER'] as const;
export type Outcome = (typeof outcomes)[number];

/** What became of a matter where it was found (即办件). */
export const onTheSpotOutcomes = ['SETTLED', 'ANSWERED', 'DISSUADED'] as const;

/** What the follow-up that counts says of the matter. */
export const verdicts = ['SETTLED', 'UNSETTLED', 'UNREACHABLE'] as const;

export const satisfactions = [
  'VERY_SATISFIED',
  'SATISFIED',
  'BASICALLY',
  'DISSATISFIED',
  'VERY_DISSATISFIED',
  'NO_ANSWER',
] as const;
export type Satisfaction = (typeof satisfactions)[number];

export const followUpKinds = ['HANDLER', 'LOOK_BACK', 'SUPERVISORY', 'HOTLINE'] as const;
export type FollowUpKind = (typeof followUpKinds)[number];

/** The name of another system, as it signs its numbers with: 1 to 60 letters, digits, dots, underscores and hyphens. */
export const systemNamePattern = /^[\p{L}\p{N}._-]{1,60}$/u;

/** 6 / 9 / 12 / 15 digits: district, street, community, grid (GB/T 2260, GB/T 10114, 单元网格). Containment is a prefix test. */
export const areaCodePattern = /^\d{6}(?:\d{3}){0,3}$/;

const levelByLength: Readonly<Record<number, Level>> = {
  6: 'DISTRICT',
  9: 'STREET',
  12: 'COMMUNITY',
  15: 'GRID',
};

export function levelOf(areaCode: string): Level {
  const level = levelByLength[areaCode.length];
  if (!level) throw new Error(`not an area code: ${areaCode}`);
  return level;
}

/** The code of the area that contains this one at a level, or null when this one lies above that level. */
export function areaAt(level: Level, areaCode: string): string | null {
  const length = { DISTRICT: 6, STREET: 9, COMMUNITY: 12, GRID: 15 }[level];
  return areaCode.length >= length ? areaCode.slice(0, length) : null;
}

/** True when `inner` is the area itself or lies inside it. */
export function contains(outer: string, inner: string): boolean {
  return inner.startsWith(outer);
}

/** 转其他系统: what became of a matter that was passed on. PASSED: nobody has answered yet. */
export const passingStatuses = ['PASSED', 'RECEIVED', 'HANDLING', 'DONE', 'REFUSED'] as const;
export type PassingStatus = (typeof passingStatuses)[number];

/** 督办 by hand, and what had it issued without a person (潍坊 2021 art. 26: refusal, overdue, unresolved, bad effect). */
export const supervisionCauses = [
  'HAND',
  'REFUSAL',
  'OVERDUE',
  'RETURNED_OFTEN',
  'REOPENED_OFTEN',
  'BAD_EFFECT',
] as const;
export type SupervisionCause = (typeof supervisionCauses)[number];

/** 文书 of dispatching: 三单一表 (S9), 处理意见书 and 回访登记表 (S2), 哨单, 督办单. */
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
export type PaperKind = (typeof paperKinds)[number];

/** Columns of the exported ledger with one row a matter, in the order that a street's own table has. */
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
export type LedgerColumn = (typeof ledgerColumns)[number];
