import type { Category, GovernanceProfile } from '@weisu/contracts';
import { directory, handlingOf, profileNamed } from '../../case.fixture.js';
import type { Handler } from './allocation.js';
import { requireClaimable } from './claim.js';
import { requireOnList } from './duty-list.js';

const here = '440303003020001';
const community = '440303003020.office';
const grid = '440303003020001.office';
const desk = '440303003.dispatch-desk';
const department = '440303.urban-management';
const noise: Category = { code: 'NOISE', name: '噪音', keywords: [], nature: 'COMPLAINT', urgency: 'FAST' };

const given =
  (category: Partial<Category>, ...handlers: readonly Handler[]) =>
  () =>
    requireOnList(handlers, { ...noise, ...category }, directory, here);
const lead = (unitId: string): Handler => ({ unitId, role: 'LEAD' });
const assist = (unitId: string): Handler => ({ unitId, role: 'ASSIST' });

describe('a duty list', () => {
  it('lets everybody lead where there is none', () => {
    expect(given({}, lead(community), assist(desk))).not.toThrow();
  });

  it.each([
    ['a community', community, { COMMUNITY: 'NONE' }],
    ['a grid of that community', grid, { COMMUNITY: 'NONE' }],
    ['a street, to whom a department would push it down', desk, { STREET: 'NONE' }],
  ] as const)('keeps off-list work from %s, leading or assisting', (_, unitId, lists) => {
    for (const handler of [lead(unitId), assist(unitId)])
      expect(given({ lists }, handler)).toThrow(expect.objectContaining({ code: 'UNIT_OUTSIDE_LIST' }));
  });

  it('lets who only assists assist, and not lead', () => {
    const lists = { COMMUNITY: 'ASSIST' } as const;
    expect(given({ lists }, lead(desk), assist(community))).not.toThrow();
    expect(given({ lists }, lead(community))).toThrow(expect.objectContaining({ code: 'UNIT_ONLY_ASSISTS' }));
  });

  it('does not speak of departments and companies, nor of another level', () => {
    expect(given({ lists: { COMMUNITY: 'NONE', STREET: 'NONE' } }, lead(department))).not.toThrow();
    expect(given({ lists: { COMMUNITY: 'NONE' } }, lead(desk))).not.toThrow();
  });

  it('names who must not have it in any case', () => {
    const never = [{ level: 'DISTRICT' as const, desk: 'urban-management' }];
    expect(given({ never }, assist(department))).toThrow(
      expect.objectContaining({ code: 'UNIT_OUTSIDE_LIST' }),
    );
  });
});

describe('claiming', () => {
  const claim = { spheres: ['PRIVATE' as const], by: [{ level: 'GRID' as const, desk: 'office' }] };
  const profile: Pick<GovernanceProfile, 'allocation'> = {
    allocation: { ...profileNamed('S2').allocation, claim },
  };
  const matter = (overrides: Parameters<typeof handlingOf>[0] = {}) =>
    handlingOf({ category: 'NEIGHBOURS', sphere: 'PRIVATE', ...overrides });
  const claimed =
    (by: string | null, overrides = {}, of = profile) =>
    () =>
      requireClaimable(matter(overrides), of, directory, by);

  it('is for the grid of the matter', () => {
    expect(claimed(grid)()).toBe(grid);
  });

  it.each([
    ['a neighbour’s grid', claimed('440303004029001.office'), 'CLAIM_NOT_YOURS'],
    ['another level', claimed(community), 'CLAIM_NOT_YOURS'],
    ['nobody’s unit', claimed(null), 'CLAIM_NOT_YOURS'],
    ['another sphere', claimed(grid, { sphere: 'PUBLIC' }), 'CLAIM_NOT_YOURS'],
    ['a profile without claims', claimed(grid, {}, profileNamed('S2')), 'CLAIM_NOT_YOURS'],
    ['what is not classified', claimed(grid, { category: null }), 'NOT_CLASSIFIED'],
    ['what somebody has', claimed(grid, { status: 'ALLOCATED' }), 'STATE_FORBIDS'],
    ['what lies nowhere yet', claimed(grid, { areaCode: null }), 'STATE_FORBIDS'],
  ])('is refused to %s', (_, attempt, code) => {
    expect(attempt).toThrow(expect.objectContaining({ code }));
  });
});
