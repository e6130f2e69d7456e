import type { AppealScope } from '@weisu/identity';
import { actorOf } from '@weisu/testing';
import { actors, committeeId, mediationOf } from './mediation.fixture.js';
import { maySee, maySeePersons, requireCommittee, requireCommitteeOr } from './who-may.js';

const appealId = '0193a8f0-0000-7000-8000-000000000001';
const scope = (overrides: Partial<AppealScope> = {}): AppealScope => ({
  areaCode: '440303003020',
  unitIds: ['440303.urban-management'],
  residentSubject: 'resident',
  registeredBy: 'hotline',
  ...overrides,
});
const alone = { mediation: mediationOf(), scope: null };
const ofAppeal = { mediation: mediationOf({ appealId }), scope: scope() };
const department = actorOf({ roles: ['DEPARTMENT'], unitId: '440303.urban-management', areaCode: '440303' });
const calledStreet = actorOf({ roles: ['STREET'], unitId: 'called', areaCode: '440303004' });

describe('who may see a mediation', () => {
  it.each([
    ['the committee', actors.mediator, true, true],
    ['the street', actors.street, true, true],
    ['the community', actors.community, true, true],
    ['the district', actors.district, true, false],
    ['an auditor', actors.auditor, true, false],
    ['another committee', actors.mediatorNextDoor, false, false],
    ['a neighbour street', actors.streetNextDoor, false, false],
    ['a neighbour community', actors.communityNextDoor, false, false],
    ['the resident', actors.resident, false, false],
    ['a department that takes part', department, false, false],
  ])('%s', (_case, actor, sees, persons) => {
    for (const matter of [alone, ofAppeal]) {
      expect(maySee(actor, matter)).toBe(sees);
      expect(maySeePersons(actor, matter)).toBe(persons);
    }
  });

  it('follows an appeal that was relocated', () => {
    const moved = { ...ofAppeal, scope: scope({ areaCode: '440303003001' }) };
    expect(maySee(actors.communityNextDoor, moved)).toBe(true);
    expect(maySee(actors.community, moved)).toBe(false);
    expect(maySee(actors.mediator, moved)).toBe(true);
  });

  it('shows no persons to a street that was only called to the appeal', () => {
    const called = { ...ofAppeal, scope: scope({ unitIds: ['called'] }) };
    expect(maySee(calledStreet, called)).toBe(true);
    expect(maySeePersons(calledStreet, called)).toBe(false);
  });

  it('is nobody of an area while the appeal is unknown here', () => {
    const unknown = { ...ofAppeal, scope: null };
    expect(maySee(actors.street, unknown)).toBe(false);
    expect(maySee(actors.mediator, unknown)).toBe(true);
  });

  it('does not see through a role that reads no mediations', () => {
    const both = actorOf({ roles: ['RESIDENT', 'STREET'], subject: 'resident', areaCode: '440303004' });
    expect(maySee(both, ofAppeal)).toBe(false);
  });
});

describe('who may act', () => {
  const denied = expect.objectContaining({ code: 'FORBIDDEN' });

  it('is the committee alone for its own work', () => {
    expect(() => requireCommittee(actors.mediator, alone)).not.toThrow();
    const street = actorOf({ roles: ['STREET'], unitId: committeeId, areaCode: '440303003' });
    for (const actor of [street, actors.community, actors.mediatorNextDoor])
      expect(() => requireCommittee(actor, alone)).toThrow(denied);
  });

  it('is also the community of the matter for what it may record', () => {
    expect(() => requireCommitteeOr('COMMUNITY', actors.community, ofAppeal)).not.toThrow();
    expect(() => requireCommitteeOr('COMMUNITY', actors.communityNextDoor, ofAppeal)).toThrow(denied);
    expect(() => requireCommitteeOr('STREET', actors.community, ofAppeal)).toThrow(denied);
    expect(() => requireCommitteeOr('STREET', actors.street, ofAppeal)).not.toThrow();
    expect(() => requireCommitteeOr('STREET', calledStreet, ofAppeal)).toThrow(denied);
  });
});
