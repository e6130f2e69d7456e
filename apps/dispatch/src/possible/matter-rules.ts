import { DomainError, type Duty, type GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { requireClosable } from '../case/closing/closing.js';
import { requireMayClose, requireMayReopen } from '../case/closing/who-may.js';
import { separated, underProfile } from '../case/merging/merging.js';
import { requireTriage } from '../case/triage/require-triage.js';
import { requireDuty } from '../ground/duty/require-duty.js';
import {
  declined,
  mergedInto,
  reopened,
  reportedBack,
  requireAllocatable,
  requireOpen,
  requireUnresolved,
  senderOf,
  type Handling,
} from '../ground/handling/handling.js';
import { requireClaimable } from '../orders/allocation/claim.js';
import { requireWhistler } from '../whistles/whistle/whistle.js';
import { unwritten } from './unwritten.js';

/** What the operations about a matter ask before they decide. */
export type MatterFacts = Readonly<{
  actor: Actor;
  directory: Directory;
  now: Date;
  handling: Handling;
  /** Throws STATE_FORBIDS while the matter is not located, PROFILE_MISSING. */
  profile: () => GovernanceProfile;
  /** Throws STATE_FORBIDS while the matter is not located. */
  areaCode: () => string;
  placeOf: (handling: Handling) => Parameters<typeof requireTriage>[1];
  /** Others are handled with it. */
  isMergeTarget: boolean;
  /** The matter that it is handled with. */
  target: Handling | null;
  isErased: boolean;
  account: 'NONE' | 'UNCLAIMED' | 'CLAIMED';
  /** Who leads it and is in the team; null: nobody was assigned. */
  leading: ReadonlySet<string> | null;
  dutiesOpen: number;
}>;

type MatterRule = (facts: MatterFacts) => unknown;

function duty({ actor, directory, profile, areaCode }: MatterFacts, duties: readonly Duty[]): void {
  requireDuty(directory, profile(), duties, actor.unitId, areaCode());
}

const placed = ({ actor, profile, areaCode }: MatterFacts) => ({
  profile: profile(),
  unitId: actor.unitId,
  areaCode: areaCode(),
});

const firstWord: MatterRule = (facts) => {
  if (facts.actor.unitId === null) throw new DomainError('FORBIDDEN');
  duty(facts, ['RECEIVE', 'ALLOCATE']);
  requireUnresolved(facts.handling);
};

const forbids = (detail: string): DomainError => new DomainError('STATE_FORBIDS', detail);

/** Each operation about a matter: what it would refuse now, whatever is written in it. In the order in which work usually goes. */
export const matterRules = {
  classifyAppeal: (facts) => {
    duty(facts, ['CLASSIFY']);
    requireUnresolved(facts.handling);
  },
  allocateAppeal: (facts) => {
    duty(facts, ['ALLOCATE']);
    requireAllocatable(facts.handling);
  },
  claimAppeal: ({ handling, profile, directory, actor }) =>
    requireClaimable(handling, profile(), directory, actor.unitId),
  recordFirstContact: firstWord,
  recordFirstVerification: firstWord,
  declineAppeal: ({ handling, placeOf, directory, actor, isMergeTarget, now }) => {
    requireTriage(directory, placeOf(handling), actor.unitId);
    if (isMergeTarget) throw forbids('others are handled with it');
    declined(handling, now);
  },
  mergeAppeal: ({ handling, placeOf, directory, actor, isMergeTarget }) => {
    requireTriage(directory, placeOf(handling), actor.unitId);
    mergedInto(handling, { ...handling, id: unwritten }, isMergeTarget);
  },
  unmergeAppeal: ({ handling, placeOf, directory, actor, target, isErased, now }) => {
    const seen = underProfile(handling, directory, now);
    requireTriage(directory, placeOf(seen), actor.unitId);
    separated(seen, target, now);
    if (isErased) throw new DomainError('PERSONAL_DATA_ERASED');
  },
  passAppeal: (facts) => {
    requireOpen(facts.handling);
    duty(facts, ['ALLOCATE', 'SUPERVISE']);
  },
  blowWhistle: ({ handling, profile, directory, actor }) => {
    requireOpen(handling);
    const [situation] = profile().whistle.situations;
    if (situation === undefined) throw new DomainError('WHISTLE_SITUATION');
    requireWhistler(profile(), actor.unitId === null ? null : directory.unit(actor.unitId), situation);
  },
  supervise: (facts) => {
    requireOpen(facts.handling);
    duty(facts, ['SUPERVISE']);
  },
  assignCaseLeader: (facts) => {
    duty(facts, ['SUPERVISE']);
    requireOpen(facts.handling);
  },
  tickLeaderDuty: (facts) => {
    const { actor, leading, dutiesOpen, handling } = facts;
    if (!leading) throw new DomainError('NOT_FOUND');
    if (!leading.has(actor.subject)) duty(facts, ['SUPERVISE']);
    if (!dutiesOpen) return 'DONE';
    return requireOpen(handling);
  },
  putOnAccount: (facts) => {
    duty(facts, ['SUPERVISE']);
    requireOpen(facts.handling);
    if (facts.account !== 'NONE') throw forbids('already on account');
  },
  claimAccount: ({ account }) => {
    if (account !== 'UNCLAIMED') throw forbids('nothing on account is waiting to be claimed');
  },
  reviewAccount: (facts) => {
    duty(facts, ['SUPERVISE']);
    if (facts.account === 'NONE') throw forbids('nothing is on account');
  },
  strikeOffAccount: (facts) => {
    duty(facts, ['SUPERVISE']);
    if (facts.account !== 'CLAIMED') throw forbids('not claimed, or already struck off');
  },
  reportBack: (facts) => {
    const { handling } = facts;
    if (!senderOf(handling) || !handling.externalNumber) throw forbids('no other system sent this matter');
    duty(facts, ['ALLOCATE', 'SUPERVISE']);
    reportedBack(handling);
  },
  closeAppeal: (facts) => {
    requireMayClose(facts.directory, placed(facts));
    requireClosable(facts.handling);
  },
  reopenAppeal: (facts) => {
    requireMayReopen(facts.directory, placed(facts));
    reopened(facts.handling);
  },
} as const satisfies Readonly<Record<string, MatterRule>>;
