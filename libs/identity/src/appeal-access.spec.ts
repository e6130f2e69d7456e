import { roles, type Actor, type Role } from './actor.js';
import { maySeeAppeal, type AppealScope } from './appeal-access.js';

const appeals = {
  'in the community': { ...nobodys(), areaCode: '440303003020' },
  "in the neighbour's street": { ...nobodys(), areaCode: '440303004' },
  'in another district': { ...nobodys(), areaCode: '440304001' },
  unlocated: nobodys(),
  "in the neighbour's street, own unit called": {
    ...nobodys(),
    areaCode: '440303004',
    unitIds: ['x', 'own'],
  },
  'unlocated, own unit called': { ...nobodys(), unitIds: ['own'] },
  'submitted by the actor': { ...nobodys(), areaCode: '440304001', residentSubject: 'me' },
  "registered by the actor's system": { ...nobodys(), areaCode: '440304001', registeredBy: 'hotline' },
} satisfies Record<string, AppealScope>;

type Appeal = keyof typeof appeals;

const called: Appeal[] = ["in the neighbour's street, own unit called", 'unlocated, own unit called'];
const visible: Record<Role, { areaCode: string | null; sees: Appeal[] }> = {
  AUDITOR: { areaCode: null, sees: Object.keys(appeals) as Appeal[] },
  DISTRICT: {
    areaCode: '440303',
    sees: ['in the community', "in the neighbour's street", 'unlocated', ...called],
  },
  STREET: { areaCode: '440303003', sees: ['in the community', ...called] },
  COMMUNITY: { areaCode: '440303003020', sees: ['in the community', ...called] },
  // The appeal lies in the community, not yet in a grid of it.
  GRID: { areaCode: '440303003020001', sees: called },
  DEPARTMENT: { areaCode: '440303', sees: called },
  COMPANY: { areaCode: '440303', sees: called },
  MEDIATOR: { areaCode: '440303003', sees: called },
  RESIDENT: { areaCode: null, sees: ['submitted by the actor'] },
  INTEGRATION: { areaCode: null, sees: ["registered by the actor's system"] },
  ADMIN: { areaCode: '440303', sees: [] },
  SERVICE: { areaCode: '440303', sees: [] },
};

describe('who may see an appeal', () => {
  const cases = roles.flatMap((role) =>
    (Object.keys(appeals) as Appeal[]).map((appeal) => ({
      role,
      appeal,
      seen: visible[role].sees.includes(appeal),
    })),
  );

  it.each(cases)('$role sees an appeal $appeal: $seen', ({ role, appeal, seen }) => {
    expect(maySeeAppeal(actor([role], visible[role].areaCode), appeals[appeal])).toBe(seen);
  });

  it('adds up the roles of one actor', () => {
    const both = actor(['RESIDENT', 'GRID'], '440303003020001');
    expect(maySeeAppeal(both, appeals['submitted by the actor'])).toBe(true);
    expect(maySeeAppeal(both, appeals['unlocated, own unit called'])).toBe(true);
    expect(maySeeAppeal(both, appeals.unlocated)).toBe(false);
  });

  it('shows an unlocated appeal to no district officer without a district', () => {
    expect(maySeeAppeal(actor(['DISTRICT'], null), appeals.unlocated)).toBe(false);
  });

  it('does not take a missing unit, resident or client for a match', () => {
    const bare = { ...actor(['DEPARTMENT', 'RESIDENT', 'INTEGRATION'], null), unitId: null };
    expect(maySeeAppeal(bare, nobodys())).toBe(false);
  });
});

function nobodys(): AppealScope {
  return { areaCode: null, unitIds: [], residentSubject: null, registeredBy: null };
}

function actor(held: Role[], areaCode: string | null): Actor {
  return { subject: 'me', name: '', roles: held, unitId: 'own', areaCode, posts: [], client: 'hotline' };
}
