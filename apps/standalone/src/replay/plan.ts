import type {
  GovernanceProfile,
  Nature,
  Outcome,
  RequestKind,
  Satisfaction,
  Sphere,
  Urgency,
} from '@weisu/contracts';
import { pick, type Chance } from './chance.js';
import type { OfficeBook } from './office-book.js';

/** What dispatch suggests of a matter; null where no keyword was found. */
export type Suggested = Readonly<{
  category: string;
  nature: Nature | null;
  urgency: Urgency | null;
  sphere: Sphere | null;
}>;

export type Call = Readonly<{ unitId: string; answer: 'COMES' | 'UPHELD' | 'OVERRULED'; stars: number }>;
export type Answer = Readonly<{ contacted: boolean; outcome: Outcome; satisfaction: Satisfaction }>;

/** What the officials will do with one matter, decided before anyone begins. */
export type Plan = Readonly<{
  classification: Readonly<{
    category: string;
    nature: Nature;
    urgency: Urgency;
    sphere: Sphere | null;
    complex: boolean;
  }>;
  declined: boolean;
  /** The units that classify and allocate, and blow the whistle. */
  triageUnitId: string;
  leadId: string;
  assistId: string | null;
  request: Readonly<{ kind: RequestKind; approve: boolean }> | null;
  whistle: Readonly<{ byId: string; endorsed: boolean; calls: readonly Call[] }> | null;
  mediation: Readonly<{
    committeeId: string;
    kind: DisputeKind;
    ends: 'AGREED' | 'FAILED' | 'REFUSED';
  }> | null;
  /** What the appellant says, round by round; the last one settles it or is no answer. */
  answers: readonly Answer[];
}>;

export type DisputeKind = 'NEIGHBOURHOOD' | 'MARRIAGE_FAMILY' | 'CONTRACT' | 'OTHER';

/** How often things happen. Assumptions of the replay, not measured anywhere. */
const shares = {
  whistle: 0.08,
  request: 0.15,
  approve: 0.7,
  dual: 0.6,
  refusal: 0.25,
  declined: 0.5,
  noAnswer: 0.06,
  unsolved: 0.12,
};

const disputeKinds: Readonly<Record<string, DisputeKind>> = {
  'WATER-SEEPAGE': 'NEIGHBOURHOOD',
  NEIGHBOURS: 'NEIGHBOURHOOD',
  FAMILY: 'MARRIAGE_FAMILY',
  CONTRACTS: 'CONTRACT',
};

export type PlanFor = Readonly<{
  areaCode: string;
  suggestion: Suggested | null;
  profile: GovernanceProfile;
  book: OfficeBook;
}>;

export function planOf({ areaCode, suggestion, profile, book }: PlanFor, chance: Chance): Plan {
  const category =
    profile.categories.find(({ code }) => code === suggestion?.category) ??
    profile.categories.find(({ code }) => code === 'POLICY') ??
    profile.categories[0];
  if (!category) throw new Error(`${profile.key} has no category`);
  const community = book.desk('COMMUNITY', 'office', areaCode);
  const desk = book.desk('STREET', 'dispatch-desk', areaCode);
  const communityTriages = book.directory.hasDuty(profile, 'CLASSIFY', community.id, areaCode);
  const lead = book.leadFor(category, profile, areaCode);
  const dual = profile.allocation.dual && lead.id !== community.id && chance('dual') < shares.dual;
  const nature = suggestion?.nature ?? category.nature;
  const triageUnitId = communityTriages ? community.id : desk.id;
  const whistle = whistleOf({ areaCode, profile, book, communityId: community.id, deskId: desk.id }, chance);
  return {
    classification: {
      category: category.code,
      nature,
      urgency: suggestion?.urgency ?? category.urgency,
      sphere: suggestion?.sphere ?? category.sphere ?? null,
      complex: chance('complex') < 0.1,
    },
    declined: category.code === 'PETITIONS' && chance('declined') < shares.declined,
    triageUnitId,
    leadId: lead.id,
    assistId: dual ? community.id : null,
    request: requestOf(lead.id === triageUnitId || lead.id === community.id, chance),
    whistle,
    mediation:
      nature === 'DISPUTE'
        ? {
            committeeId: book.desk('STREET', 'mediation', areaCode).id,
            kind: disputeKinds[category.code] ?? 'OTHER',
            ends:
              pick(['AGREED', 'AGREED', 'AGREED', 'FAILED', 'REFUSED'] as const, chance('mediation')) ??
              'AGREED',
          }
        : null,
    answers: answersOf(chance),
  };
}

/** A unit does not return a matter to itself. */
function requestOf(ownMatter: boolean, chance: Chance): Plan['request'] {
  if (chance('request') >= shares.request) return null;
  const kind = ownMatter || chance('kind of request') < 0.6 ? 'EXTEND' : 'RETURN';
  return { kind, approve: chance('approve') < shares.approve };
}

type WhistleFor = Omit<PlanFor, 'suggestion'> & Readonly<{ communityId: string; deskId: string }>;

function whistleOf(
  { areaCode, profile, book, communityId, deskId }: WhistleFor,
  chance: Chance,
): Plan['whistle'] {
  if (chance('whistle') >= shares.whistle) return null;
  const byCommunity = profile.whistle.blownBy.includes('COMMUNITY');
  const units = book.callable(areaCode);
  const first = pick(units, chance('first call'));
  const second = chance('two calls') < 0.5 ? pick(units, chance('second call')) : null;
  const called = [...new Set([first, second].flatMap((unit) => unit?.id ?? []))];
  return {
    byId: byCommunity ? communityId : deskId,
    endorsed: byCommunity && profile.whistle.endorsement,
    calls: called.map((unitId) => ({
      unitId,
      answer:
        chance(`refusal ${unitId}`) >= shares.refusal
          ? 'COMES'
          : chance(`upheld ${unitId}`) < 0.5
            ? 'UPHELD'
            : 'OVERRULED',
      stars: 1 + Math.floor(chance(`stars ${unitId}`) * 5),
    })),
  };
}

/** Some say that it is not solved: then it is done again, and after that it is. */
function answersOf(chance: Chance): readonly Answer[] {
  const settled: Answer = {
    contacted: true,
    outcome: 'SOLVED',
    satisfaction:
      pick(
        ['VERY_SATISFIED', 'SATISFIED', 'SATISFIED', 'BASICALLY', 'DISSATISFIED'] as const,
        chance('satisfaction'),
      ) ?? 'SATISFIED',
  };
  const luck = chance('answer');
  if (luck < shares.noAnswer) return [{ contacted: false, outcome: 'NO_ANSWER', satisfaction: 'NO_ANSWER' }];
  if (luck >= shares.noAnswer + shares.unsolved) return [settled];
  const first: Answer = {
    contacted: true,
    outcome: chance('partly') < 0.4 ? 'PARTLY' : 'UNSOLVED',
    satisfaction: chance('angry') < 0.5 ? 'VERY_DISSATISFIED' : 'DISSATISFIED',
  };
  return [first, settled];
}
