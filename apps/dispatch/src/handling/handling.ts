import {
  DomainError,
  type AppealStatus,
  type Category,
  type Channel,
  type GovernanceProfile,
  type Nature,
  type Sphere,
  type Suggestion,
  type Urgency,
} from '@weisu/contracts';

/** The case: what dispatch knows and decides of an appeal. */
export type Handling = Readonly<{
  id: string;
  number: string;
  channel: Channel;
  origin: 'REPORTED' | 'FOUND';
  areaCode: string | null;
  status: AppealStatus;
  category: string | null;
  nature: Nature | null;
  urgency: Urgency | null;
  sphere: Sphere | null;
  complex: boolean;
  responseLevel: number | null;
  mergedInto: string | null;
  selfHandled: boolean;
  repeatOfId: string | null;
  reachable: boolean;
  secretVerifier: string | null;
  registeredBy: string | null;
  rated: boolean;
  /** What the follow-up that counts said of the present round. */
  verdict: 'SETTLED' | 'UNSETTLED' | 'UNREACHABLE' | null;
  /** 1, and one more with every reopening. */
  round: number;
  profileKey: string | null;
  profileVersion: number | null;
  suggestion: Suggestion | null;
  submittedAt: Date;
  resolvedAt: Date | null;
  closedAt: Date | null;
  externalSystem: string | null;
  externalNumber: string | null;
  externalDispatchedAt: Date | null;
  externalDueBy: Date | null;
  externalReturnBy: Date | null;
  externalFollowUp: boolean | null;
  externalReplyRequired: boolean | null;
  version: number;
}>;

/** A matter on which work is still possible. */
const open = new Set<AppealStatus>([
  'REGISTERED',
  'ALLOCATED',
  'HANDLING',
  'RESOLVED',
  'REPORTED_BACK',
  'DEFERRED',
]);
const beforeResolution = new Set<AppealStatus>(['REGISTERED', 'ALLOCATED', 'HANDLING', 'DEFERRED']);

export function isOpen(handling: Handling): boolean {
  return open.has(handling.status);
}

export function requireOpen(handling: Handling): void {
  if (!isOpen(handling)) throw new DomainError('STATE_FORBIDS', handling.status);
}

export type Classification = Readonly<{
  category: string;
  nature: Nature;
  urgency: Urgency;
  sphere: Sphere | null;
  complex: boolean;
}>;

/** Classified before it is resolved; what runs already keeps running, only limits that depend on the class are set anew. */
export function classified(handling: Handling, profile: GovernanceProfile, by: Classification): Handling {
  if (!beforeResolution.has(handling.status)) throw new DomainError('STATE_FORBIDS', handling.status);
  categoryOf(profile, by.category);
  const level = profile.classes.find((one) => one.natures.includes(by.nature))?.responseLevel ?? 1;
  return { ...handling, ...by, responseLevel: Math.max(handling.responseLevel ?? 0, level) };
}

export function categoryOf(profile: GovernanceProfile, code: string): Category {
  const category = profile.categories.find((one) => one.code === code);
  if (!category) throw new DomainError('CATEGORY_UNKNOWN', code);
  return category;
}

/** 北京接诉即办条例 art. 11: declined before anyone works on it. */
export function declined(handling: Handling, now: Date): Handling {
  if (handling.status !== 'REGISTERED') throw new DomainError('STATE_FORBIDS', handling.status);
  if (handling.externalSystem) throw new DomainError('SENDER_CLOSES');
  return { ...handling, status: 'DECLINED', closedAt: now };
}

/** 并案: never into itself, a merged or an ended matter; and nothing that others were merged into. */
export function mergedInto(handling: Handling, into: Handling, isTarget: boolean): Handling {
  if (!beforeResolution.has(handling.status)) throw new DomainError('STATE_FORBIDS', handling.status);
  if (handling.id === into.id || isTarget || !isOpen(into)) throw new DomainError('MERGE_INVALID');
  if (handling.externalSystem) throw new DomainError('SENDER_CLOSES');
  return { ...handling, status: 'MERGED', mergedInto: into.id };
}

/** A hazard goes on being handled as FOUND; everything else ends here. */
export function withdrawn(handling: Handling, now: Date): { handling: Handling; continues: boolean } {
  if (!isOpen(handling)) throw new DomainError('STATE_FORBIDS', handling.status);
  if (handling.externalSystem) throw new DomainError('SENDER_CLOSES');
  if (handling.nature === 'HAZARD' && beforeResolution.has(handling.status)) {
    return { handling: { ...handling, origin: 'FOUND' }, continues: true };
  }
  return { handling: { ...handling, status: 'WITHDRAWN', closedAt: now }, continues: false };
}

export function resolved(handling: Handling, now: Date): Handling {
  return { ...handling, status: 'RESOLVED', resolvedAt: now, verdict: null };
}

export function closed(handling: Handling, now: Date): Handling {
  return { ...handling, status: 'CLOSED', closedAt: now };
}

const reopenable = new Set<AppealStatus>(['RESOLVED', 'REPORTED_BACK', 'CLOSED']);

/** The work begins again: the lead has it in hand, and the next resolution is a new round. */
export function reopened(handling: Handling): Handling {
  if (!reopenable.has(handling.status) || handling.selfHandled)
    throw new DomainError('STATE_FORBIDS', handling.status);
  return {
    ...handling,
    status: 'HANDLING',
    resolvedAt: null,
    closedAt: null,
    verdict: null,
    round: handling.round + 1,
  };
}

export function profileRequired(handling: Handling, profile: GovernanceProfile | null): GovernanceProfile {
  if (!profile || handling.areaCode === null) throw new DomainError('PROFILE_MISSING');
  return profile;
}
