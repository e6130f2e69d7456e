/** Closed lists of the contract that no event carries: states on the way, kinds, reasons. The SDL repeats them; what people read for them stands in words.ts. */
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

export const clockStates = ['RUNNING', 'SUSPENDED', 'MET', 'OVERDUE', 'CANCELLED'] as const;
export const datums = ['WGS84', 'GCJ02', 'CGCS2000'] as const;
export const origins = ['REPORTED', 'FOUND'] as const;
export const appellantKinds = ['PERSON', 'ENTERPRISE', 'GROUP'] as const;
export const calendarStates = ['DRAFT', 'ACTIVE', 'RETIRED'] as const;
export const workbenchOrders = ['DEADLINE', 'TREATMENT'] as const;

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
export const requestSides = ['FILED', 'TO_DECIDE'] as const;

export const workOrderStatuses = [
  'DISPATCHED',
  'ACCEPTED',
  'HANDLING',
  'RESOLVED',
  'RETURNED',
  'CANCELLED',
] as const;

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

export const paperStates = ['VALID', 'REPLACED', 'ERASED'] as const;
export const ledgerExportStates = ['WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'EXPIRED'] as const;

export const declineGrounds = [
  'EMERGENCY_LINE',
  'LEGAL_CHANNEL',
  'PETITION',
  'REPEAT_NO_NEW_FACTS',
  'SECRET',
  'OUT_OF_SCOPE',
  'ILLEGAL',
] as const;

export const whistleBands = ['TOO_FEW', 'WITHIN', 'TOO_MANY'] as const;
export const dutyCallReasons = ['STARTED', 'REMINDER', 'OVERDUE', 'ESCALATED'] as const;

export const disputeKinds = [
  'NEIGHBOURHOOD',
  'MARRIAGE_FAMILY',
  'CONTRACT',
  'LABOUR',
  'PROPERTY_SERVICE',
  'OTHER',
] as const;

export const disputeSources = [
  'HOME_VISIT',
  'ONLINE',
  'HOTLINE',
  'APPEAL',
  'COURT',
  'POLICE',
  'PARTY',
] as const;

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

export const confirmationStatuses = [
  'OPEN',
  'APPLIED',
  'CONFIRMED',
  'REFUSED',
  'LAPSED',
  'NOT_ADMISSIBLE',
] as const;

export const deliveryStatuses = ['PENDING', 'DELIVERED', 'FAILED', 'ABANDONED'] as const;
