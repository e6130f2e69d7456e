import { DomainError } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { requireOtherSide } from '../ground/duty/require-duty.js';
import { decided, type Request } from '../orders/request/request.js';
import { ratingAnswered, substituteDecided, substituteProposed } from '../whistles/whistle/substitute.js';
import {
  acknowledged,
  acted,
  finished,
  overruled,
  refused,
  reportedIn,
  upheld,
  waived,
  type Summons,
} from '../whistles/whistle/summons.js';
import {
  actsForStreet,
  mayAnswer,
  mayLead,
  profileOfWhistle,
  requireDecidesRefusal,
  requireLead,
} from '../whistles/whistle/who-may.js';
import { completed, endorsed, type Whistle } from '../whistles/whistle/whistle.js';
import { unwritten } from './unwritten.js';

type Asked = Readonly<{ actor: Actor; directory: Directory; now: Date }>;

export type WhistleFacts = Asked &
  Readonly<{
    whistle: Whistle;
    summonses: readonly Summons[];
    isPublished: boolean;
    /** Something was erased of its matters. */
    isErased: boolean;
  }>;

type WhistleRule = (facts: WhistleFacts) => unknown;

const lead = ({ directory, whistle, actor, now }: Asked & Readonly<{ whistle: Whistle }>): void =>
  requireLead(directory, whistle, actor, now);

/** Each operation about a whistle: what it would refuse now, whatever is written in it. */
export const whistleRules = {
  endorseWhistle: ({ actor, directory, whistle, now }) => {
    const profile = profileOfWhistle(directory, whistle);
    if (actor.unitId === null || !actsForStreet(directory, profile, actor.unitId, whistle.areaCode))
      throw new DomainError('FORBIDDEN', 'the desk of the street stands behind a whistle');
    endorsed(whistle, actor.unitId, now);
  },
  callConsultation: (facts) => {
    lead(facts);
    if (facts.whistle.completedAt) throw new DomainError('WHISTLE_COMPLETED');
  },
  recordFinding: ({ actor, directory, whistle, summonses }) => {
    const { unitId } = actor;
    if (unitId === null) throw new DomainError('FORBIDDEN');
    const isThere = summonses.some((summons) => summons.unitId === unitId && summons.presentAt !== null);
    if (!isThere && !mayLead(directory, profileOfWhistle(directory, whistle), whistle, unitId))
      throw new DomainError('FORBIDDEN', 'who whistled, or a called unit that has reported in');
    if (whistle.completedAt) throw new DomainError('WHISTLE_COMPLETED');
  },
  completeWhistle: (facts) => {
    lead(facts);
    const ratings = facts.summonses
      .filter(({ status }) => status === 'FINISHED')
      .map(({ id }) => ({ summonsId: id, stars: 5 }));
    completed(facts.whistle, facts.summonses, ratings, unwritten, facts.now);
  },
  publishWhistle: (facts) => {
    lead(facts);
    if (!facts.whistle.calledAt) throw new DomainError('WHISTLE_NOT_ENDORSED');
    if (facts.isErased) throw new DomainError('PERSONAL_DATA_ERASED');
  },
  withdrawPublication: (facts) => {
    lead(facts);
    if (!facts.isPublished) throw new DomainError('STATE_FORBIDS', 'nothing is published');
  },
} as const satisfies Readonly<Record<string, WhistleRule>>;

export type SummonsFacts = Asked &
  Readonly<{
    summons: Summons;
    whistle: Whistle;
    /** Whether the caller sees the whistle with all that belongs to it. */
    isWhistleSeen: boolean;
  }>;

type SummonsRule = (facts: SummonsFacts) => unknown;

function own({ actor, summons }: SummonsFacts): Summons {
  if (!mayAnswer(actor, summons)) throw new DomainError('NOT_FOUND');
  return summons;
}

const district = (facts: SummonsFacts): void =>
  requireDecidesRefusal(facts.directory, facts.actor, facts, facts.now);

function leads(facts: SummonsFacts): void {
  if (!facts.isWhistleSeen) throw new DomainError('NOT_FOUND');
  lead(facts);
}

const nowhere = { officer: '…', phone: null, point: null, insideArea: null, evidenceIds: [] } as const;

/** Each operation about a summons: what it would refuse now, whatever is written in it. */
export const summonsRules = {
  acknowledgeSummons: (facts) => acknowledged(own(facts), facts.whistle, false),
  reportIn: (facts) => {
    if (own(facts).presentAt) return 'DONE';
    return reportedIn(facts.summons, facts.whistle, nowhere, false, facts.now);
  },
  recordAction: (facts) => acted(own(facts), facts.whistle, unwritten),
  finishSummons: (facts) => finished(own(facts), facts.whistle, unwritten, false),
  refuseSummons: (facts) => refused(own(facts), facts.whistle, unwritten),
  proposeSubstitute: (facts) =>
    substituteProposed(own(facts), facts.whistle, facts.whistle.areaCode, unwritten),
  answerRating: (facts) => ratingAnswered(own(facts), facts.whistle, unwritten),
  upholdRefusal: (facts) => {
    district(facts);
    upheld(facts.summons, facts.whistle, unwritten);
  },
  overruleRefusal: (facts) => {
    district(facts);
    overruled(facts.summons, facts.whistle, unwritten, facts.now);
  },
  decideSubstitute: (facts) => {
    leads(facts);
    substituteDecided(facts.summons, facts.whistle, false, unwritten);
  },
  waiveSummons: (facts) => {
    leads(facts);
    waived(facts.summons, facts.whistle, unwritten);
  },
} as const satisfies Readonly<Record<string, SummonsRule>>;

export type RequestFacts = Asked & Readonly<{ request: Request }>;

/** What is decided about a request. */
export const requestRules = {
  decideRequest: ({ actor, directory, request, now }) => {
    if (request.deciderId !== actor.unitId) throw new DomainError('NOT_FOUND');
    requireOtherSide(directory, actor, [request.requestedById], now);
    decided(request, false, unwritten, null, now);
  },
} as const satisfies Readonly<Record<string, (facts: RequestFacts) => unknown>>;
