import { actorOf } from '@weisu/testing';
import { maskedAppellant, revealedAppellant } from './appellant.js';

const contact = { name: '张三', phone: '13812345678' };
const mask = { kind: 'PERSON', anonymous: false, persons: null, name: '张**', phone: '138****5678' };
const hidden = { ...mask, name: null, phone: null };
const submitter = actorOf({ roles: ['RESIDENT'], subject: 'r-1' });
const sender = actorOf({ roles: ['INTEGRATION'], client: 'hotline' });

describe('the appellant as others see them', () => {
  it.each([
    { actor: actorOf({ roles: ['DISTRICT'] }), confidential: true, seen: mask },
    { actor: actorOf({ roles: ['STREET'] }), confidential: true, seen: mask },
    { actor: actorOf({ roles: ['COMMUNITY'] }), confidential: true, seen: mask },
    { actor: actorOf({ roles: ['AUDITOR'] }), confidential: true, seen: mask },
    { actor: submitter, confidential: true, seen: mask },
    { actor: sender, confidential: true, seen: mask },
    { actor: actorOf({ roles: ['GRID'] }), confidential: true, seen: hidden },
    { actor: actorOf({ roles: ['DEPARTMENT'] }), confidential: true, seen: hidden },
    { actor: actorOf({ roles: ['COMPANY'] }), confidential: true, seen: hidden },
    { actor: actorOf({ roles: ['MEDIATOR'] }), confidential: true, seen: hidden },
    { actor: actorOf({ roles: ['COMPANY', 'RESIDENT'], subject: 'r-2' }), confidential: true, seen: hidden },
    { actor: actorOf({ roles: ['GRID'] }), confidential: false, seen: mask },
    { actor: actorOf({ roles: ['DEPARTMENT'] }), confidential: false, seen: mask },
  ])('$actor.roles, confidential $confidential: $seen.name', ({ actor, confidential, seen }) => {
    expect(maskedAppellant(appealOf({ confidential }), contact, actor)).toEqual(seen);
  });

  it('is nobody where we found the matter', () => {
    expect(maskedAppellant(appealOf({ origin: 'FOUND' }), contact, sender)).toBeNull();
  });

  it('without name and phone is anonymous, which is no secret', () => {
    const nobody = { name: null, phone: null };
    expect(maskedAppellant(appealOf({}), nobody, sender)).toMatchObject({ anonymous: true });
    expect(maskedAppellant(appealOf({}), { ...nobody, name: '张三' }, sender)).toMatchObject({
      anonymous: false,
    });
  });

  it('is shown in full by a reveal', () => {
    expect(revealedAppellant(appealOf({ kind: 'GROUP', persons: 12 }), contact)).toEqual({
      kind: 'GROUP',
      anonymous: false,
      persons: 12,
      ...contact,
    });
  });
});

type Asked = Parameters<typeof maskedAppellant>[0];

function appealOf(given: Partial<Asked>): Asked {
  return {
    origin: 'REPORTED',
    kind: 'PERSON',
    persons: null,
    confidential: false,
    residentSubject: 'r-1',
    registeredBy: 'hotline',
    ...given,
  };
}
