import { clockRule, clockRuleSchema, limitFor, unitSelectorSchema, type GovernanceProfile } from './index.js';

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
});

describe('a unit selector', () => {
  it('names a kind or a desk', () => {
    expect(unitSelectorSchema.safeParse({ level: 'STREET' }).success).toBe(false);
    expect(unitSelectorSchema.safeParse({ level: 'STREET', desk: 'dispatch-desk' }).success).toBe(true);
  });
});
