import {
  AppealClosed,
  AppealDeclined,
  AppealRegistered,
  ClockRescheduled,
  UnitCalled,
  DutyCalled,
} from '@weisu/contracts';
import { templateFor, templates, textOf, waitMilliseconds, type Template } from './text-message.js';

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
});
