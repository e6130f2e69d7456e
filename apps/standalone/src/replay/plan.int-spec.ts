import { fileURLToPath } from 'node:url';
import type { GovernanceProfile } from '@weisu/contracts';
import { readPack } from '@weisu/directory';
import type { Chance } from './chance.js';
import { OfficeBook } from './office-book.js';
import { planOf, type Plan, type Suggested } from './plan.js';

const s2 = '440303003020';
const s1 = '440303004029';
const deskOf = (areaCode: string): string => `${areaCode.slice(0, 9)}.dispatch-desk`;

describe('what the offices are going to do with a matter', () => {
  let book: OfficeBook;
  beforeAll(async () => {
    book = new OfficeBook(
      await readPack(fileURLToPath(new URL('../../../../deploy/districts/luohu', import.meta.url))),
    );
  });

  const plan = (
    areaCode: string,
    category: string | null,
    chances: Readonly<Record<string, number>> = {},
  ): Plan => {
    const suggestion: Suggested | null =
      category === null ? null : { category, nature: null, urgency: null, sphere: null };
    return planOf({ areaCode, suggestion, profile: profileIn(areaCode), book }, chancesOf(chances));
  };
  const profileIn = (areaCode: string): GovernanceProfile => book.profileOf(areaCode, '2026-11-21');

  it('S2: the street’s desk hands it to the department that the category names, with the community beside it', () => {
    expect(plan(s2, 'SANITATION', { dual: 0 })).toMatchObject({
      triageUnitId: deskOf(s2),
      leadId: '440303.urban-management',
      assistId: `${s2}.office`,
      classification: { category: 'SANITATION', nature: 'COMPLAINT', urgency: 'FAST' },
    });
  });

  it('S1: the community classifies and hands it to one', () => {
    const { triageUnitId, assistId } = plan(s1, 'SANITATION', { dual: 0 });
    expect(triageUnitId).toBe(`${s1}.office`);
    expect(assistId).toBeNull();
  });

  it('without a suggestion takes it for a question about policy, which a community answers where no grid is known', () => {
    expect(plan(s2, null)).toMatchObject({ classification: { category: 'POLICY' }, leadId: `${s2}.office` });
  });

  it('takes a dispute to the committee of its street, by its kind', () => {
    expect(plan(s2, 'FAMILY').mediation).toMatchObject({
      committeeId: '440303003.mediation',
      kind: 'MARRIAGE_FAMILY',
    });
    expect(plan(s2, 'SANITATION').mediation).toBeNull();
  });

  it.each([
    { areaCode: s2, byId: `${s2}.office`, endorsed: true },
    { areaCode: s1, byId: deskOf(s1), endorsed: false },
  ])('in $areaCode the whistle is blown by $byId', ({ areaCode, byId, endorsed }) => {
    expect(plan(areaCode, 'PARKING', { whistle: 0 }).whistle).toMatchObject({ byId, endorsed });
  });

  it('calls each unit once', () => {
    const { whistle } = plan(s2, 'PARKING', {
      whistle: 0,
      'two calls': 0,
      'first call': 0.3,
      'second call': 0.3,
    });
    expect(whistle?.calls).toHaveLength(1);
  });

  it('returns nothing to the unit that would get it again', () => {
    const chances = { request: 0, 'kind of request': 0.99 };
    expect(plan(s2, 'NEIGHBOURS', chances).request?.kind).toBe('EXTEND');
    expect(plan(s2, 'SANITATION', chances).request?.kind).toBe('RETURN');
  });

  it.each([
    { luck: 0, outcomes: ['NO_ANSWER'] },
    { luck: 0.1, outcomes: ['UNSOLVED', 'SOLVED'] },
    { luck: 0.9, outcomes: ['SOLVED'] },
  ])('ends with an answer or with none: $outcomes', ({ luck, outcomes }) => {
    expect(plan(s2, 'PARKING', { answer: luck }).answers.map(({ outcome }) => outcome)).toEqual(outcomes);
  });
});

describe('the book of offices', () => {
  it('finds who decides, and for an applicant that would decide itself the office above', async () => {
    const book = new OfficeBook(
      await readPack(fileURLToPath(new URL('../../../../deploy/districts/luohu', import.meta.url))),
    );
    const profile = book.profileOf(s2, '2026-11-21');
    expect(book.deciderOf('EXTEND', profile, '440303.housing', s2).id).toBe(deskOf(s2));
    expect(book.deciderOf('EXTEND', profile, deskOf(s2), s2).id).toBe('440303003.office');
    expect(book.accountOf('440303.urban-management')).toBe('department');
    expect(() => book.accountOf('nobody')).toThrow('no account');
  });
});

/** Everything that is not named is improbable. */
function chancesOf(chances: Readonly<Record<string, number>>): Chance {
  return (about) => chances[about] ?? 0.99;
}
