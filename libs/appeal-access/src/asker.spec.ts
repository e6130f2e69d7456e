import type { Actor } from '@weisu/identity';
import { actorOfAsker, askerOf } from './asker.js';

const auditor: Actor = {
  subject: 'auditor',
  name: '赵审',
  roles: ['AUDITOR'],
  unitId: null,
  areaCode: null,
  posts: [],
  client: 'console',
};
const standIn: Actor = {
  ...auditor,
  roles: ['STREET'],
  unitId: '440303003.duty-room',
  delegateId: '440303003.dispatch-desk',
  areaCode: '440303003',
};

describe('who asked for an export, on its way to another service', () => {
  it.each([
    ['an auditor without a unit', auditor],
    ['who acts for a unit that is away', standIn],
  ])('arrives as who it was: %s', (_, actor) => {
    expect(actorOfAsker(askerOf(actor))).toEqual(actor);
    expect('delegateId' in actorOfAsker(askerOf(actor))).toBe('delegateId' in actor);
  });

  it('is no service, and has no role that the realm does not know', () => {
    const asker = { ...askerOf(standIn), roles: ['SERVICE', 'OWNER', 'GRID'] };
    expect(actorOfAsker(asker).roles).toEqual(['GRID']);
  });
});
