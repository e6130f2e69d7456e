import type { ExternalOrder } from '@weisu/contracts';
import {
  checkExternal,
  contactWhenOf,
  externalColumns,
  externalOf,
  registered,
  repeated,
  type Appeal,
} from './appeal.js';

const sentAt = new Date('2026-11-23T09:00:00+08:00');
const before = new Date('2026-11-23T08:59:59+08:00');
const order: ExternalOrder = {
  system: '12345',
  number: 'H-1',
  dispatchedAt: sentAt,
  dueBy: new Date('2026-11-26T18:00:00+08:00'),
  returnBy: null,
  categoryCode: 'NOISE',
  urgency: 'URGENT',
  handlerUnitIds: ['440303.water'],
  followUpBySender: true,
  replyRequired: false,
};

describe('the order of an outside system', () => {
  it.each([
    { given: { dueBy: before }, refusal: 'outside deadline' },
    { given: { returnBy: before }, refusal: 'outside deadline' },
    { given: { system: ' ' }, refusal: 'must not be blank' },
    { given: { number: '' }, refusal: 'must not be blank' },
  ])('is refused with "$refusal" for $given', ({ given, refusal }) => {
    expect(() => checkExternal({ ...order, ...given })).toThrow(refusal);
  });

  it('may end the moment it was sent', () => {
    expect(checkExternal({ ...order, dueBy: sentAt, returnBy: sentAt })).toMatchObject({ dueBy: sentAt });
  });

  it('comes out of its columns as it went in', () => {
    expect(externalOf(externalColumns(order))).toEqual(order);
    expect(externalOf(externalColumns(null))).toBeNull();
  });
});

describe('what others hear of a registration', () => {
  const said = { suggestion: null, secretVerifier: 'ab'.repeat(32) };

  it('is facts and ids: no text, no name, no phone', () => {
    const { payload } = registered(appeal, said);
    expect(payload).toMatchObject({
      appealId: appeal.id,
      reachable: true,
      secretVerifier: said.secretVerifier,
    });
    expect(JSON.stringify(payload)).not.toMatch(/路灯|sealed/);
  });

  it('says when she may be called, and nothing where nobody said it', () => {
    expect(registered({ ...appeal, contactWhen: 'BY_DAY' }, said).payload).toMatchObject({
      contactWhen: 'BY_DAY',
    });
    expect(registered(appeal, said).payload).not.toHaveProperty('contactWhen');
  });

  it.each([
    { origin: 'REPORTED', phoneSealed: 'k1.sealed', chosen: 'BY_MESSAGE', when: 'BY_MESSAGE' },
    { origin: 'REPORTED', phoneSealed: 'k1.sealed', chosen: null, when: 'NOW' },
    { origin: 'REPORTED', phoneSealed: null, chosen: 'BY_DAY', when: null },
    { origin: 'FOUND', phoneSealed: 'k1.sealed', chosen: 'BY_DAY', when: null },
  ] as const)('of $origin with the number $phoneSealed, who chose $chosen is called: $when', (one) => {
    expect(contactWhenOf(one, one.chosen)).toBe(one.when);
  });

  it('of a matter we found has no receipt and nobody to reach', () => {
    const { payload } = registered({ ...appeal, origin: 'FOUND' }, said);
    expect(payload).toMatchObject({ origin: 'FOUND', reachable: false, secretVerifier: null });
  });

  it('of a repeat is said on the original', () => {
    expect(repeated(originalId, appeal).payload).toEqual({
      appealId: originalId,
      repeatId: appeal.id,
      repeatNumber: appeal.number,
    });
  });
});

const originalId = '0193a8f0-0000-7000-8000-000000000002';
const appeal: Appeal = {
  id: '0193a8f0-0000-7000-8000-000000000001',
  number: '20261123-000001-1',
  title: '路灯',
  text: '路灯不亮',
  channel: 'WEB',
  origin: 'REPORTED',
  areaCode: null,
  address: null,
  longitude: null,
  latitude: null,
  datum: null,
  kind: 'PERSON',
  nameSealed: null,
  phoneSealed: 'k1.sealed',
  phoneWrittenSealed: null,
  contactWhen: null,
  persons: null,
  confidential: false,
  personKey: null,
  textHash: Buffer.alloc(32),
  wordsHash: Buffer.alloc(32),
  contentMark: Buffer.alloc(32),
  repeatOfId: null,
  firstReceiverId: null,
  residentSubject: null,
  registeredBy: null,
  registrar: 'subject:anonymous',
  clientId: null,
  ...externalColumns(null),
  registeredAt: new Date('2026-11-23T09:00:00+08:00'),
  submittedAt: sentAt,
};
