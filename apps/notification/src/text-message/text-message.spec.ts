import { AppealClosed, AppealDeclined, AppealRegistered } from '@weisu/contracts';
import { templateFor, templates, textOf, type Template } from './text-message.js';

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
