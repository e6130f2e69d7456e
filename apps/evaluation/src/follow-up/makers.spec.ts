import type { GovernanceProfile } from '@weisu/contracts';
import { Directory } from '@weisu/directory-client';
import { demoSnapshot } from '@weisu/testing';
import { makerOf, type FollowUpRule } from './makers.js';

const directory = new Directory(1, demoSnapshot().entries);
const s1 = profile('S1');
const s2 = profile('S2');
const gridArea = '440303003020001';

describe('who makes a follow-up', () => {
  it('is the lead for HANDLER', () => {
    expect(maker(s2, 'HANDLER', '440303.water')).toBe('440303.water');
  });

  it("is the profile's unit in the matter's own street for SUPERVISORY", () => {
    expect(maker(s2, 'SUPERVISORY', '440303003.enforcement')).toBe('440303003.dispatch-desk');
    expect(maker(s1, 'SUPERVISORY', '440303004.enforcement', '440303004029001')).toBe(
      '440303004.dispatch-desk',
    );
  });

  it('is never the handling unit for SUPERVISORY: the next with the duty is taken, else the office above it', () => {
    expect(maker(s2, 'SUPERVISORY', '440303003.dispatch-desk')).toBe('440303.office');
    expect(maker(s1, 'SUPERVISORY', '440303004.dispatch-desk', '440303004029001')).toBe(
      '440303004029001.office',
    );
    expect(maker(s1, 'SUPERVISORY', '440303004.dispatch-desk', '440303004')).toBe('440303.office');
  });

  it('is the office of the area above where the profile has no unit outside the lead', () => {
    const alone: GovernanceProfile = { ...s2, duties: { ...s2.duties, FOLLOW_UP: [] } };
    const rule = { ...ruleOf(s2, 'SUPERVISORY'), madeBy: { level: 'COMMUNITY', desk: 'office' } } as const;
    const matter = { leadUnitId: '440303003020.office', areaCode: gridArea };
    expect(makerOf(rule, matter, alone, directory)).toBe('440303003.office');
  });

  it('is nobody when the district has no other unit', () => {
    const empty = new Directory(1, []);
    const matter = { leadUnitId: '440303.office', areaCode: '440303' };
    expect(makerOf(ruleOf(s2, 'SUPERVISORY'), matter, s2, empty)).toBeNull();
  });

  it('is the grid for LOOK_BACK, and the nearest office where the matter lies no deeper than the community', () => {
    expect(maker(s1, 'LOOK_BACK', '440303.water', '440303004029001')).toBe('440303004029001.office');
    expect(maker(s1, 'LOOK_BACK', '440303.water', '440303004029')).toBe('440303004029.office');
  });
});

function maker(of: GovernanceProfile, kind: FollowUpRule['kind'], leadUnitId: string, areaCode = gridArea) {
  return makerOf(ruleOf(of, kind), { leadUnitId, areaCode }, of, directory);
}

function profile(key: string): GovernanceProfile {
  return directory.profileVersion(key, key === 'S2' ? 3 : 2)!;
}

function ruleOf({ followUps }: GovernanceProfile, kind: FollowUpRule['kind']): FollowUpRule {
  return followUps.find((rule) => rule.kind === kind)!;
}
