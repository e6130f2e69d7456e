import {
  DomainError,
  treatmentRank,
  type AppealStatus,
  type Category,
  type ContactWhen,
  type Difficulty,
  type FirstContact,
  type Channel,
  type GovernanceProfile,
  type MatterSize,
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
  difficulty: Difficulty | null;
  size: MatterSize | null;
  /** The profile's factors that a person saw. */
  factors: readonly string[];
  /** Its place among a unit's work (先易后难、先小后大、先急后缓); null before it is classified. */
  treatmentRank: number | null;
  responseLevel: number | null;
  mergedInto: string | null;
  selfHandled: boolean;
  repeatOfId: string | null;
  reachable: boolean;
  /** When she may be called; null: nothing was said of it. */
  contactWhen: ContactWhen | null;
  /** Null: not yet, or by nobody's limit. */
  firstContact: FirstContact | null;
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
  /** In place of `externalSystem` where an office typed the number. */
  typedSystem: string | null;
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
const inHand = new Set<AppealStatus>(['ALLOCATED', 'HANDLING']);

export function isOpen(handling: Handling): boolean {
  return open.has(handling.status);
}

export function requireOpen(handling: Handling): void {
  if (!isOpen(handling)) throw new DomainError('STATE_FORBIDS', handling.status);
}

/** What is asked for, put off or raised: a matter that nobody has resolved yet. */
export function requireUnresolved(handling: Handling): void {
  if (!isUnresolved(handling)) throw new DomainError('STATE_FORBIDS', handling.status);
}

export const isUnresolved = ({ status }: Pick<Handling, 'status'>): boolean => beforeResolution.has(status);

const allocatable = new Set<AppealStatus>(['REGISTERED', 'ALLOCATED', 'HANDLING']);

/** Throws STATE_FORBIDS, NOT_CLASSIFIED. */
export function requireAllocatable(handling: Handling): void {
  if (!allocatable.has(handling.status)) throw new DomainError('STATE_FORBIDS', handling.status);
  if (!handling.category) throw new DomainError('NOT_CLASSIFIED');
}

export type Classification = Readonly<{
  category: string;
  nature: Nature;
  urgency: Urgency;
  sphere: Sphere | null;
  complex: boolean;
  difficulty: Difficulty | null;
  size: MatterSize | null;
  factors: readonly string[];
}>;

/**
 * Classified before it is resolved; what runs already keeps running, only limits that depend on the class are set anew. A wrong class that is
 * put right takes its response level with it; a level that was raised (提级) stays raised.
 */
export function classified(handling: Handling, profile: GovernanceProfile, by: Classification): Handling {
  requireUnresolved(handling);
  categoryOf(profile, by.category);
  const known = new Set(profile.classification.factors?.map(({ key }) => key));
  for (const key of by.factors) if (!known.has(key)) throw new DomainError('FACTOR_UNKNOWN', key);
  const level = levelOf(profile, by.nature);
  const before = handling.responseLevel ?? 0;
  const raised = handling.nature !== null && before > levelOf(profile, handling.nature);
  const responseLevel = raised ? Math.max(before, level) : level;
  return { ...handling, ...by, treatmentRank: treatmentRank(profile, by), responseLevel };
}

/** The level at which the profile begins with matters of a nature. */
function levelOf(profile: GovernanceProfile, nature: Nature): number {
  return profile.classes.find((one) => one.natures.includes(nature))?.responseLevel ?? 1;
}

export function categoryOf(profile: GovernanceProfile, code: string): Category {
  const category = profile.categories.find((one) => one.code === code);
  if (!category) throw new DomainError('CATEGORY_UNKNOWN', code);
  return category;
}

/** 北京接诉即办条例 art. 11: declined before anyone works on it. */
export function declined(handling: Handling, now: Date): Handling {
  if (handling.status !== 'REGISTERED') throw new DomainError('STATE_FORBIDS', handling.status);
  if (senderOf(handling)) throw new DomainError('SENDER_CLOSES');
  return { ...handling, status: 'DECLINED', closedAt: now };
}

/** The system that sent the matter, or that an office typed; null: none. */
export const senderOf = (handling: Pick<Handling, 'externalSystem' | 'typedSystem'>): string | null =>
  handling.externalSystem ?? handling.typedSystem;

/** 并案: never into itself, a merged or an ended matter; and nothing that others were merged into. What an office typed goes into the system's own. */
export function mergedInto(handling: Handling, into: Handling, isTarget: boolean): Handling {
  requireUnresolved(handling);
  if (handling.id === into.id || isTarget || !isOpen(into)) throw new DomainError('MERGE_INVALID');
  if (handling.externalSystem) throw new DomainError('SENDER_CLOSES');
  return { ...handling, status: 'MERGED', mergedInto: into.id };
}

/**
 * A hazard goes on being handled as FOUND, and so does a matter that others were merged into: their appellants still wait for it. Nobody is
 * called about it any more. Everything else ends here.
 */
export function withdrawn(
  handling: Handling,
  isTarget: boolean,
  now: Date,
): { handling: Handling; continues: boolean } {
  requireOpen(handling);
  if (senderOf(handling)) throw new DomainError('SENDER_CLOSES');
  if (isTarget || (handling.nature === 'HAZARD' && beforeResolution.has(handling.status))) {
    const origin = handling.nature === 'HAZARD' ? 'FOUND' : handling.origin;
    return { handling: { ...handling, origin, reachable: false }, continues: true };
  }
  return { handling: { ...handling, status: 'WITHDRAWN', closedAt: now }, continues: false };
}

/** 办结 by the lead; a deferred matter may be resolved before its date. */
export function resolved(handling: Handling, now: Date): Handling {
  requireUnresolved(handling);
  return { ...handling, status: 'RESOLVED', resolvedAt: now, verdict: null };
}

/** 回复上级: answered to the system that sent it, whose verdict is awaited. */
export function reportedBack(handling: Handling): Handling {
  if (handling.status !== 'RESOLVED') throw new DomainError('STATE_FORBIDS', handling.status);
  return { ...handling, status: 'REPORTED_BACK' };
}

/** 暂缓办理: of what is in hand, so that it cannot hide a matter that nobody has, nor one that is done. */
export function deferred(handling: Handling): Handling {
  requireInHand(handling);
  return { ...handling, status: 'DEFERRED' };
}

export function requireInHand(handling: Handling): void {
  if (!inHand.has(handling.status)) throw new DomainError('STATE_FORBIDS', handling.status);
}

/** In hand again when a deferral ends; whatever became of it meanwhile stays. */
export function takenUp(handling: Handling): Handling {
  return handling.status === 'DEFERRED' ? { ...handling, status: 'HANDLING' } : handling;
}

const highestLevel = 4;

/** 提级: the next level answers for it. 北京条例 art. 20: who cannot solve it raises it. */
export function escalated(handling: Handling): Handling {
  requireUnresolved(handling);
  const level = handling.responseLevel ?? 1;
  if (level >= highestLevel) throw new DomainError('STATE_FORBIDS', 'already at the district');
  return { ...handling, responseLevel: level + 1 };
}

/** The street where a matter lies decides by which profile it runs; a class that the new one does not know is no class. */
export function movedTo(handling: Handling, areaCode: string, profile: GovernanceProfile | null): Handling {
  const known = profile?.categories.some((category) => category.code === handling.category) ?? false;
  return {
    ...handling,
    areaCode,
    profileKey: profile?.key ?? null,
    profileVersion: profile?.version ?? null,
    category: known ? handling.category : null,
    responseLevel: profile && known && handling.nature !== null ? levelOf(profile, handling.nature) : null,
  };
}

export function closed(handling: Handling, now: Date): Handling {
  return { ...handling, status: 'CLOSED', closedAt: now };
}

export const reopenable = new Set<AppealStatus>(['RESOLVED', 'REPORTED_BACK', 'CLOSED']);

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
