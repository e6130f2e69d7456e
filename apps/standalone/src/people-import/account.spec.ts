import { accountSubject } from '@weisu/contracts';
import { accountOf, needsSecondFactor, type Account, type AccountRow } from './account.js';

describe('a row of the table of people', () => {
  it('becomes an account whose group gives unit and area', () => {
    expect(accountOf(row({ posts: '街道干部；值班长' }))).toEqual({
      account: 'street',
      subject: accountSubject('street'),
      name: '张三',
      roles: ['STREET'],
      posts: ['街道干部', '值班长'],
      group: '/440303/440303003/440303003.office',
      person: true,
      system: false,
    });
  });

  it.each([
    { roles: 'RESIDENT', unit: '', area: '', person: true, system: false },
    { roles: 'DEPARTMENT', person: true, system: true },
    { roles: 'DEPARTMENT', system: 'no', person: true, hasSystem: false },
    { roles: 'STREET', system: '是', person: true, hasSystem: true },
    { roles: 'INTEGRATION', unit: '', person: false, system: true },
  ])('with $roles and system "$system" is a person: $person', ({ person, hasSystem, system, ...given }) => {
    const cell = typeof system === 'string' ? system : '';
    const expected = hasSystem ?? system;
    expect(accountOf(row({ ...given, system: cell }))).toMatchObject({ person, system: expected });
  });

  it.each([
    [{ account: 'ab' }, '账号须为'],
    [{ account: '' }, '账号须为'],
    [{ account: 'a/b/c' }, '账号须为'],
    [{ account: 'Street' }, '小写'],
    [{ name: '' }, '缺姓名'],
    [{ roles: '' }, '缺角色'],
    [{ roles: 'MAYOR' }, 'MAYOR'],
    [{ roles: 'SERVICE' }, 'SERVICE 只给'],
    [{ roles: 'INTEGRATION;STREET' }, '不能与其他角色同用'],
    [{ unit: '' }, '须有单位'],
    [{ area: '' }, '须有区域'],
    [{ area: '4403' }, '区域代码'],
    [{ unit: 'a/b' }, '不能含 /'],
    [{ system: 'maybe' }, 'system 应为'],
    [{ signsAs: '12345' }, 'signs_as 只用于 INTEGRATION'],
    [{ roles: 'INTEGRATION', unit: '', signsAs: '12345;市民 热线' }, '系统名称 市民 热线'],
  ])('is refused with %j', (given, reason) => {
    expect(accountOf(row(given))).toEqual({
      reasons: expect.arrayContaining([expect.stringContaining(reason)]) as unknown,
    });
  });

  it.each([
    ['DISTRICT', true],
    ['AUDITOR', true],
    ['ADMIN', true],
    ['STREET', false],
  ])('of a %s needs a second factor: %s', (roles, needed) => {
    expect(needsSecondFactor(accountOf(row({ roles })) as Account)).toBe(needed);
  });
});

function row(given: Partial<AccountRow>): AccountRow {
  const complete = {
    account: 'street',
    name: '张三',
    roles: 'STREET',
    unit: '440303003.office',
    area: '440303003',
  };
  return { ...complete, posts: '', system: '', signsAs: '', ...given };
}
