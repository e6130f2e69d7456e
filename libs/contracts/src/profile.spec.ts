import {
  budgetSchema,
  clockRule,
  clockRuleSchema,
  limitFor,
  profileOfFile,
  unitSelectorSchema,
  type Category,
  type GovernanceProfile,
  type ProfileFile,
} from './index.js';

const minutes = (amount: number) => ({ amount, unit: 'MINUTE' as const });
const rule = clockRuleSchema.parse({
  kind: 'RESOLVE',
  startsOn: 'ALLOCATION',
  limits: [
    { urgency: ['URGENT'], budget: minutes(30) },
    { complex: true, responseLevel: [3, 4], budget: minutes(300) },
    { complex: false, budget: minutes(100) },
  ],
  cite: 'a test',
});

describe('the limit that a profile sets', () => {
  it.each([
    {
      matter: 'urgent, whatever else',
      of: { urgency: 'URGENT', complex: true, responseLevel: 3 },
      limit: 30,
    },
    { matter: 'complex at the street', of: { urgency: 'FAST', complex: true, responseLevel: 3 }, limit: 300 },
    { matter: 'simple', of: { urgency: 'ROUTINE', complex: false, responseLevel: 1 }, limit: 100 },
    { matter: 'not yet classified', of: { urgency: null, complex: false, responseLevel: null }, limit: 100 },
  ])('for a matter that is $matter is $limit minutes', ({ of, limit }) => {
    expect(limitFor(rule, of)).toEqual(minutes(limit));
  });

  it.each([
    { matter: 'complex in the grid', of: { urgency: 'FAST', complex: true, responseLevel: 1 } },
    { matter: 'complex and at no level yet', of: { urgency: null, complex: true, responseLevel: null } },
  ])('is none for a matter that is $matter', ({ of }) => {
    expect(limitFor(rule, of)).toBeNull();
  });

  it('is found by the kind of its clock', () => {
    const profile = { clocks: [rule] } as unknown as GovernanceProfile;
    expect(clockRule(profile, 'RESOLVE')).toBe(rule);
    expect(clockRule(profile, 'CONTACT')).toBeNull();
  });

  it('is the matter’s own or the unit’s, where it has one of each', () => {
    const [ofMatter, ofUnit] = (['REGISTRATION', 'ALLOCATION'] as const).map((startsOn) => ({
      ...rule,
      startsOn,
    }));
    const profile = { clocks: [ofMatter, ofUnit] } as unknown as GovernanceProfile;
    expect(clockRule(profile, 'RESOLVE', 'REGISTRATION')).toBe(ofMatter);
    expect(clockRule(profile, 'RESOLVE', 'ALLOCATION')).toBe(ofUnit);
    expect(clockRule(profile, 'RESOLVE', 'WHISTLE')).toBeNull();
  });
});

describe('what a person writes', () => {
  it.each([
    ['3 WORKING_DAY', { amount: 3, unit: 'WORKING_DAY' }],
    [
      { amount: 10, unit: 'MINUTE' },
      { amount: 10, unit: 'MINUTE' },
    ],
  ])('%j is a budget', (written, budget) => {
    expect(budgetSchema.parse(written)).toEqual(budget);
  });
  it.each(['0 MINUTE', '3 DAYS', '3WORKING_DAY', '-1 MINUTE', 'MINUTE 3', '1000000 MINUTE'])(
    '%s is none',
    (written) => expect(budgetSchema.safeParse(written).success).toBe(false),
  );

  it.each([
    ['STREET.dispatch-desk', { level: 'STREET', desk: 'dispatch-desk' }],
    ['DISTRICT.DEPARTMENT', { level: 'DISTRICT', kind: 'DEPARTMENT' }],
  ])('%s is a selector', (written, selector) => {
    expect(unitSelectorSchema.parse(written)).toEqual(selector);
  });
  it.each(['STREET', 'CITY.office', 'STREET.', 'STREET.Desk', 'STREET.MINISTRY'])('%s is none', (written) =>
    expect(unitSelectorSchema.safeParse(written).success).toBe(false),
  );
});

describe('categories of a district', () => {
  const known = (code: string, nature: Category['nature'], sphere: Category['sphere']): Category => ({
    ...{ code, nature, sphere },
    ...{ name: code, keywords: [], urgency: 'ROUTINE' },
  });
  const district = [
    known('LIGHT', 'HELP', 'PUBLIC'),
    known('NOISE', 'DISPUTE', 'PRIVATE'),
    known('ASK', 'INQUIRY', 'PUBLIC'),
  ];
  const grid = { level: 'GRID' as const, desk: 'office' };
  const desk = { level: 'STREET' as const, desk: 'dispatch-desk' };
  const resolved = (categories: object) =>
    profileOfFile(
      {
        categories: Array.isArray(categories) ? categories : { without: [], lists: [], ...categories },
      } as unknown as ProfileFile,
      district,
    );

  it('get their lead from the first line that fits, and none where none does', () => {
    const { profile, flaws } = resolved({
      without: ['ASK'],
      leads: [
        { spheres: ['PRIVATE'], lead: grid },
        { codes: ['ASK'], lead: desk },
      ],
    });
    expect(flaws).toEqual([]);
    expect(profile.categories.map(({ code, lead }) => [code, lead])).toEqual([
      ['LIGHT', undefined],
      ['NOISE', grid],
    ]);
  });

  it('are named rightly, or it is said', () => {
    expect(resolved({ without: ['MOON'], leads: [{ codes: ['SUN'], lead: desk }] }).flaws).toEqual([
      'the category MOON is not in categories.csv',
      'the category SUN is not in categories.csv',
    ]);
  });

  it('get who assists, who must not, and what duty lists say', () => {
    const { profile } = resolved({
      leads: [{ codes: ['LIGHT'], lead: desk, assist: [grid], never: [desk] }],
      lists: [
        { codes: ['LIGHT'], COMMUNITY: 'ASSIST' },
        { STREET: 'NONE', COMMUNITY: 'NONE' },
      ],
    });
    expect(profile.categories[0]).toMatchObject({
      assist: [grid],
      never: [desk],
      lists: { COMMUNITY: 'ASSIST' },
    });
    expect(profile.categories[1]?.lists).toEqual({ STREET: 'NONE', COMMUNITY: 'NONE' });
  });

  it('may be listed in the profile itself', () => {
    expect(resolved(district).profile.categories).toBe(district);
  });
});

describe('the limit for a sphere or a nature', () => {
  const bySphere = clockRuleSchema.parse({
    kind: 'RESOLVE',
    startsOn: 'ALLOCATION',
    limits: [
      { sphere: ['PRIVATE'], budget: '3 WORKING_DAY' },
      { nature: ['INQUIRY'], budget: '1 WORKING_DAY' },
      { budget: '15 WORKING_DAY' },
    ],
    cite: 'a test',
  });
  it.each([
    ['PRIVATE', 'HELP', 3],
    ['PUBLIC', 'INQUIRY', 1],
    ['PUBLIC', 'HELP', 15],
    [null, null, 15],
  ])('of a matter that is %s and %s is %s working days', (sphere, nature, days) => {
    const matter = { urgency: null, complex: false, responseLevel: 1, sphere, nature };
    expect(limitFor(bySphere, matter)?.amount).toBe(days);
  });
});

describe('a unit selector', () => {
  it('names a kind or a desk', () => {
    expect(unitSelectorSchema.safeParse({ level: 'STREET' }).success).toBe(false);
    expect(unitSelectorSchema.safeParse({ level: 'STREET', desk: 'dispatch-desk' }).success).toBe(true);
  });
});

describe('a limit of law', () => {
  const law = { kind: 'CONFIRMATION', startsOn: 'AGREEMENT', cite: 'a test' };
  const limits = (budget: string) => [{ budget }];
  const flaws = (more: object): readonly string[] =>
    clockRuleSchema.safeParse({ ...law, ...more }).error?.issues.map(({ message }) => message) ?? [];

  it('holds where the profile says nothing of it', () => {
    expect(clockRule({ clocks: [] }, 'CONFIRMATION')).toMatchObject({
      ...{ source: 'LAW', startsOn: 'AGREEMENT', rollOffRestDay: true, suspendable: false },
      limits: [{ budget: { amount: 30, unit: 'NATURAL_DAY' } }],
    });
    expect(clockRule({ clocks: [] }, 'MEDIATE')).toBeNull();
  });

  it('is made shorter by a profile, never longer, paused, extended or begun elsewhere', () => {
    expect(flaws({ limits: limits('20 NATURAL_DAY') })).toEqual([]);
    expect(flaws({ limits: limits('30 NATURAL_DAY') })).toEqual([]);
    expect(flaws({ limits: limits('31 NATURAL_DAY') })).toEqual([expect.stringContaining('only shorten')]);
    expect(flaws({ limits: limits('30 WORKING_DAY') })).toEqual([expect.stringContaining('only shorten')]);
    expect(flaws({ limits: limits('30 NATURAL_DAY'), suspendable: true })).toHaveLength(1);
    expect(flaws({ limits: limits('30 NATURAL_DAY'), extension: { times: 1 } })).toHaveLength(1);
    expect(flaws({ limits: limits('30 NATURAL_DAY'), startsOn: 'MEDIATION' })).toHaveLength(1);
  });

  it('is the profile’s where that is shorter', () => {
    const own = clockRuleSchema.parse({ ...law, limits: limits('20 NATURAL_DAY') });
    expect(clockRule({ clocks: [own] }, 'CONFIRMATION')).toBe(own);
  });
});
