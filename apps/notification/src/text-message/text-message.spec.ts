import {
  AppealClosed,
  AppealDeclined,
  AppealRegistered,
  AppellantMessaged,
  ClockRescheduled,
  UnitCalled,
  DutyCalled,
} from '@weisu/contracts';
import {
  answeredCall,
  answeringEvents,
  callOf,
  templateFor,
  templates,
  textOf,
  waitMilliseconds,
  type Template,
} from './text-message.js';
import { usefulMilliseconds } from './useful.js';

describe('text messages to the appellant', () => {
  const sender = { followUpBySender: true };

  it.each([
    {
      what: 'a registration',
      type: AppealRegistered.type,
      payload: { reachable: true, external: null },
      speaks: false,
      template: 'RECEIPT',
    },
    {
      what: 'a registration without a telephone',
      type: AppealRegistered.type,
      payload: { reachable: false, external: null },
      speaks: false,
      template: null,
    },
    {
      what: 'a registration by a sender that follows up itself',
      type: AppealRegistered.type,
      payload: { reachable: true, external: sender },
      speaks: false,
      template: null,
    },
    {
      what: 'a contact by message, also where the sender follows up itself',
      type: AppellantMessaged.type,
      payload: {},
      speaks: true,
      template: 'CONTACT',
    },
    {
      what: 'a summons, once for a whistle',
      type: UnitCalled.type,
      payload: { first: true },
      speaks: true,
      template: 'SUMMONS',
    },
    {
      what: 'its repetition for another matter',
      type: UnitCalled.type,
      payload: { first: false },
      speaks: false,
      template: null,
    },
    { what: 'a closing', type: AppealClosed.type, payload: {}, speaks: false, template: 'CLOSED' },
    {
      what: 'a closing of such a sender',
      type: AppealClosed.type,
      payload: {},
      speaks: true,
      template: null,
    },
    {
      what: 'a refusal to accept',
      type: AppealDeclined.type,
      payload: {},
      speaks: false,
      template: 'DECLINED',
    },
    {
      what: 'a deadline that moved and was told',
      type: ClockRescheduled.type,
      payload: { told: true, before: new Date(0), dueBy: new Date(1) },
      speaks: false,
      template: 'DEADLINE',
    },
    {
      what: 'a deadline that moved, of a sender that speaks itself',
      type: ClockRescheduled.type,
      payload: { told: true, before: new Date(0), dueBy: new Date(1) },
      speaks: true,
      template: null,
    },
    {
      what: 'a deadline that only became certain',
      type: ClockRescheduled.type,
      payload: { told: true, before: new Date(1), dueBy: new Date(1) },
      speaks: false,
      template: null,
    },
    {
      what: 'a deadline that nobody was told',
      type: ClockRescheduled.type,
      payload: { told: false, before: new Date(0), dueBy: new Date(1) },
      speaks: false,
      template: null,
    },
    { what: 'a call at night', type: DutyCalled.type, payload: {}, speaks: true, template: 'DUTY_CALL' },
    { what: 'anything else', type: 'dispatch.urged.v1', payload: {}, speaks: false, template: null },
  ])('answer $what with $template', ({ type, payload, speaks, template }) => {
    expect(templateFor({ type, payload }, speaks)).toBe(template);
  });

  it.each(Object.keys(templates) as Template[])(
    'say the number and nothing else of the matter: %s',
    (template) => {
      expect(textOf(template, '20261123-000001-1')).toContain('20261123-000001-1');
      expect(textOf(template, '1')).not.toContain('{');
    },
  );
});

describe('at night', () => {
  const hours = (amount: number) => amount * 3_600_000;
  it.each([
    ['21:59', 0],
    ['22:00', hours(10)],
    ['00:00', hours(8)],
    ['07:30', hours(0.5)],
    ['08:00', 0],
  ])('at %s a text that can be read tomorrow waits %s milliseconds', (time, milliseconds) => {
    const now = new Date(`2026-11-23T${time}:00+08:00`);
    expect(waitMilliseconds('DEADLINE', now)).toBe(milliseconds);
    expect(waitMilliseconds('CLOSED', now)).toBe(milliseconds);
  });

  it('a receipt answers at once, and who is on duty is woken', () => {
    const now = new Date('2026-11-23T03:00:00+08:00');
    expect([waitMilliseconds('RECEIPT', now), waitMilliseconds('DUTY_CALL', now)]).toEqual([0, 0]);
  });

  it('what stands for a call goes as soon as the call would', () => {
    expect(waitMilliseconds('CONTACT', new Date('2026-11-23T03:00:00+08:00'))).toBe(0);
  });
});

describe('a text is of use', () => {
  const said = new Date('2026-11-23T09:00:00+08:00');
  const later = (hours: number) => new Date(said.getTime() + hours * 3_600_000);

  it.each([
    { template: 'RECEIPT', hours: 24 },
    { template: 'CONTACT', hours: 24 },
    { template: 'CLOSED', hours: 72 },
    { template: 'DECLINED', hours: 72 },
    { template: 'DEADLINE', hours: 72 },
  ] as const)('$template for $hours hours from what it tells of, however late it is heard', (one) => {
    expect(usefulMilliseconds(one.template, null, said, said)).toBe(one.hours * 3_600_000);
    expect(usefulMilliseconds(one.template, null, said, later(one.hours - 1))).toBe(3_600_000);
    expect(usefulMilliseconds(one.template, null, said, later(one.hours))).toBe(0);
    expect(usefulMilliseconds(one.template, null, said, later(100))).toBeLessThan(0);
  });

  it.each(['SUMMONS', 'DUTY_CALL'] as const)('%s as long as the limit runs that it calls for', (template) => {
    expect(usefulMilliseconds(template, later(2), said, said)).toBe(2 * 3_600_000);
    expect(usefulMilliseconds(template, later(100), said, later(99))).toBe(3_600_000);
    expect(usefulMilliseconds(template, later(2), said, later(2))).toBe(0);
  });

  it.each([
    { what: 'that the profile does not set', limitBy: null },
    { what: 'that has passed already, which is why it calls', limitBy: later(-1) },
    { what: 'that passes as it calls', limitBy: said },
  ])('for a day where it calls for a limit $what', ({ limitBy }) => {
    expect(usefulMilliseconds('DUTY_CALL', limitBy, said, said)).toBe(24 * 3_600_000);
  });

  it('until somebody answers the call that it tells of', () => {
    const limitBy = later(2);
    const summons = { type: UnitCalled.type, payload: { summonsId: 's', reportInBy: limitBy } };
    expect(callOf(summons)).toEqual({ id: 's', limitBy });
    expect(callOf({ type: DutyCalled.type, payload: { dutyCallId: 'd', dueBy: limitBy } })).toEqual({
      id: 'd',
      limitBy,
    });
    expect(callOf({ type: AppealClosed.type, payload: {} })).toBeNull();
    expect(answeredCall({ payload: { summonsId: 's' } })).toBe('s');
    expect(answeredCall({ payload: { dutyCallId: 'd', clockId: 'c' } })).toBe('d');
    expect(answeringEvents).toContain('dispatch.summons-acknowledged.v1');
  });
});
