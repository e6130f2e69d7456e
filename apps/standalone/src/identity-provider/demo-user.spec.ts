import { groupsOf } from './demo-user.js';

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
