import { groupsOf, subjectOf } from './demo-user.js';

describe('the subject of a demo account', () => {
  it('is a version 5 UUID that never changes', () => {
    expect(subjectOf('street')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(subjectOf('street')).toBe('3e16a105-d467-5688-9f8e-b08dd84a7618');
    expect(subjectOf('street-2')).not.toBe(subjectOf('street'));
  });
});

describe('the group of a demo account', () => {
  it.each([
    {
      areaCode: '440303003020001',
      unitId: 'g1',
      groups: ['/440303/440303003/440303003020/440303003020001/g1'],
    },
    { areaCode: '440303', unitId: null, groups: ['/440303'] },
    { areaCode: null, unitId: 'water', groups: ['/water'] },
    { areaCode: null, unitId: null, groups: [] },
  ])('of $areaCode and $unitId is $groups', ({ groups, ...user }) => {
    expect(groupsOf(user)).toEqual(groups);
  });
});
