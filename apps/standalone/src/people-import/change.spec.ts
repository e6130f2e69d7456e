import type { Account } from './account.js';
import { differences, groupAttributes, groupsOnPath, type Found } from './change.js';

const wanted: Account = {
  account: 'street',
  subject: 's-1',
  name: '张三',
  roles: ['STREET'],
  posts: ['街道干部', '值班长'],
  group: '/440303/440303003/office',
  person: true,
  system: false,
};
const same: Found = {
  id: 'u-1',
  subject: 's-1',
  name: '张三',
  roles: ['STREET'],
  posts: ['值班长', '街道干部'],
  groups: ['/440303/440303003/office'],
  enabled: true,
};

describe('what an import changes', () => {
  it('is nothing when only the order differs', () => expect(differences(wanted, same)).toEqual([]));

  it.each<[string, Partial<Found>, string]>([
    ['a name', { name: '李四' }, '姓名 李四 → 张三'],
    ['a role too many', { roles: ['STREET', 'DISTRICT'] }, '角色 STREET、DISTRICT → STREET'],
    ['missing posts', { posts: [] }, '岗位 （无） → 街道干部、值班长'],
    ['another group', { groups: ['/440303'] }, '组 /440303 → /440303/440303003/office'],
  ])('tells %s', (_what, found, told) => {
    expect(differences(wanted, { ...same, ...found })).toEqual([told]);
  });
});

describe('the groups of a path', () => {
  it('begin at the top', () => {
    expect(groupsOnPath('/440303/440303003/office')).toEqual([
      '/440303',
      '/440303/440303003',
      '/440303/440303003/office',
    ]);
  });

  it('give an area by digits and a unit otherwise', () => {
    expect(groupAttributes('440303003')).toEqual({ area: ['440303003'] });
    expect(groupAttributes('440303003.office')).toEqual({ unit: ['440303003.office'] });
  });
});
