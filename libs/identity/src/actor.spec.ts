import { actorOf, isOutside, requireRole, roles, type Role } from './actor.js';

describe('reading an actor from the claims of a token', () => {
  it('takes over roles, unit, area, posts and client', () => {
    expect(
      actorOf({
        sub: 's-1',
        azp: 'console',
        name: '东门街道',
        realm_access: { roles: ['STREET', 'offline_access', 'default-roles-weisu'] },
        unit: 'street-440303003',
        area: '440303003',
        posts: ['街道干部', '值班长'],
      }),
    ).toEqual({
      subject: 's-1',
      name: '东门街道',
      roles: ['STREET'],
      unitId: 'street-440303003',
      areaCode: '440303003',
      posts: ['街道干部', '值班长'],
      client: 'console',
    });
  });

  it('leaves out what the token does not say', () => {
    expect(actorOf({ sub: 's-2', azp: 'weisu-cli', preferred_username: 'resident' })).toEqual({
      subject: 's-2',
      name: 'resident',
      roles: [],
      unitId: null,
      areaCode: null,
      posts: [],
      client: 'weisu-cli',
    });
  });

  it('reads a single post that is not in a list', () => {
    expect(actorOf({ sub: 's', azp: 'c', posts: '网格员' })?.posts).toEqual(['网格员']);
  });

  it.each([
    { what: 'nothing', claims: null },
    { what: 'a list', claims: [] },
    { what: 'no subject', claims: { azp: 'console' } },
    { what: 'no client', claims: { sub: 's' } },
    { what: 'a subject that is a number', claims: { sub: 1, azp: 'console' } },
  ])('finds nobody in a token with $what', ({ claims }) => expect(actorOf(claims)).toBeNull());
});

describe('requiring a role', () => {
  const actor = actorOf({ sub: 's', azp: 'c', realm_access: { roles: ['GRID', 'MEDIATOR'] } })!;

  it.each(roles)('lets %s pass only when the actor holds it', (role) => {
    const attempt = () => requireRole(actor, [role]);
    if (role === 'GRID' || role === 'MEDIATOR') expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });

  it('refuses everybody when no role is allowed', () => {
    expect(() => requireRole(actor, [])).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
  });
});

describe('being outside the administration', () => {
  it.each<{ held: Role[]; outside: boolean }>([
    { held: ['RESIDENT'], outside: true },
    { held: ['INTEGRATION'], outside: true },
    { held: ['RESIDENT', 'INTEGRATION'], outside: true },
    { held: [], outside: true },
    { held: ['RESIDENT', 'GRID'], outside: false },
    { held: ['DEPARTMENT'], outside: false },
  ])('is $outside for $held', ({ held, outside }) => expect(isOutside({ roles: held })).toBe(outside));
});
