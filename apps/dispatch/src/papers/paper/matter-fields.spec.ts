import type { Handling } from '../../ground/handling/handling.js';
import type { Entry } from '../../ground/ledger/ledger.js';
import type { WorkOrder } from '../../orders/work-order/work-order.js';
import {
  collectionFields,
  feedbackFields,
  followUpFields,
  followUpOf,
  handlingFields,
  isRated,
  opinionFields,
  type MatterFacts,
} from './matter-fields.js';

const at = (time: string): Date => new Date(`2026-11-23T${time}:00+08:00`);

describe('问题收集登记单', () => {
  it.each([
    ['an official, by name', {}, '〔s〕'],
    ['an official whom the reference data do not know', { actor_subject: 'gone' }, null],
    ['the resident', { actor_kind: 'RESIDENT' }, null],
    ['another system', { actor_kind: 'INTEGRATION' }, null],
  ])(
    'says who collected it, and leaves the line to be written where that was no official: %s',
    (_, by, name) => {
      const registered = { ...said('intake.appeal-registered.v1', '09:00'), ...by };
      expect(collectionFields(factsOf({ entries: [registered] }))['receivedBy']).toBe(name);
    },
  );

  it('leaves it empty, too, when nothing was heard of the registration', () => {
    expect(collectionFields(factsOf({ entries: [] }))['receivedBy']).toBeNull();
  });
});

describe('问题处理登记单', () => {
  it('has the last lead’s limit, and what units did on the way with what they noted', () => {
    const entries = [
      said('dispatch.work-order-accepted.v1', '09:10'),
      said('dispatch.ledger-noise.v1', '09:15'),
      said('dispatch.appellant-contacted.v1', '09:20', { noteId: 'contact' }),
      said('dispatch.unit-reported-in.v1', '09:30', { noteId: 'unknown', late: true }),
      said('dispatch.request-decided.v1', '09:40', { kind: 'EXTEND', approved: true }),
      said('dispatch.work-order-resolved.v1', '09:50', { role: 'ASSIST', noteId: 'done' }),
    ];
    const limits = [
      { ownerId: 'lead', kind: 'RESOLVE', state: 'RUNNING', dueBy: at('18:00') },
      { ownerId: 'lead', kind: 'RESOLVE', state: 'CANCELLED', dueBy: at('12:00') },
      { ownerId: 'assist', kind: 'RESOLVE', state: 'RUNNING', dueBy: at('13:00') },
    ] as const;
    expect(handlingFields(factsOf({ entries, limits }))).toMatchObject({
      ...{ lead: '〔grid〕', assists: '〔water〕', dispatchedAt: '2026年11月23日 09:05' },
      ...{ dueBy: '2026年11月23日 18:00', result: null, doneAt: null },
      progress: [
        '11月23日 09:10 〔grid〕 签收',
        '11月23日 09:20 〔grid〕 联系诉求人：已约定上门',
        '11月23日 09:30 〔grid〕 报到 · 逾时',
        '11月23日 09:40 〔grid〕 审批申请 · 延期 · 同意',
        '11月23日 09:50 〔grid〕 工单办结 · 协办：已修好',
      ].join('\n'),
    });
  });

  it('is none before somebody leads', () => {
    expect(() => handlingFields(factsOf({ orders: [] }))).toThrow(notReady);
  });
});

describe('问题反馈登记单', () => {
  const resolved = said('dispatch.work-order-resolved.v1', '10:00', { role: 'LEAD', noteId: 'done' });
  const assisted = said('dispatch.work-order-resolved.v1', '10:05', { role: 'ASSIST', noteId: 'contact' });
  const asked = (contacted: boolean, time: string) =>
    said('evaluation.follow-up-recorded.v1', time, { contacted });

  it('has the lead’s result, when the appellant was last told of it, and the stars', () => {
    const rated = said('evaluation.appeal-rated.v1', '12:00', { stars: 4 });
    const entries = [resolved, assisted, asked(true, '11:00'), asked(false, '11:30'), rated];
    expect(feedbackFields(factsOf({ entries }, at('10:00')))).toMatchObject({
      ...{
        result: '已修好',
        doneAt: '2026年11月23日 10:00',
        repliedAt: '2026年11月23日 11:00',
        stars: '4星',
      },
    });
  });

  it('is of the last round: who was told, and rated, before it, has not spoken of this result', () => {
    const rated = said('evaluation.appeal-rated.v1', '09:50', { stars: 5 });
    const again = said('dispatch.work-order-resolved.v1', '12:00', { role: 'LEAD', noteId: 'contact' });
    const facts = factsOf({ entries: [resolved, asked(true, '10:30'), rated, again] }, at('12:00'));
    expect(feedbackFields(facts)).toMatchObject({ result: '已约定上门', repliedAt: null, stars: null });
    expect(isRated(facts)).toBe(false);
    const after = said('evaluation.appeal-rated.v1', '12:30', { stars: 2 });
    const told = factsOf({ entries: [...facts.entries, asked(true, '12:20'), after] }, at('12:00'));
    expect(feedbackFields(told)).toMatchObject({ repliedAt: '2026年11月23日 12:20', stars: '2星' });
    expect(isRated(told)).toBe(true);
  });

  it('is none of what was reopened', () => {
    expect(() => feedbackFields(factsOf({ entries: [resolved] }))).toThrow(notReady);
  });
});

describe('处理意见书', () => {
  it('has the day on which it was filed, whenever it is put on paper', () => {
    const opinion = { facts: '属实', opinion: '更换', basis: null, filed_at: at('16:00') };
    expect(opinionFields(factsOf({}), opinion)).toMatchObject({ filedAt: '2026年11月23日', opinion: '更换' });
  });
});

describe('回访登记表', () => {
  const form = (unitId: string, time: string, more: object = {}) =>
    said('evaluation.follow-up-recorded.v1', time, {
      ...{ unitId, followUpId: `f-${time}`, formNumber: `${unitId}-${time}`, outcome: 'SOLVED' },
      ...{ satisfaction: 'SATISFIED', ...more },
    });
  const resolved = (time: string, noteId: string) =>
    said('dispatch.work-order-resolved.v1', time, { role: 'LEAD', noteId });

  it('is the unit’s last one that has a number, with the result as it was when the appellant was asked', () => {
    const entries = [
      resolved('10:00', 'done'),
      form('desk', '11:00'),
      form('other', '11:10'),
      form('desk', '11:20', { formNumber: null, outcome: null }),
      resolved('12:00', 'contact'),
    ];
    const facts = factsOf({ entries }, at('12:00'));
    const { entry, number, followUpId } = followUpOf(facts, 'desk');
    expect([number, followUpId]).toEqual(['desk-11:00', 'f-11:00']);
    expect(followUpFields(facts, entry)).toMatchObject({
      ...{ lead: '〔grid〕', result: '已修好', contactedAt: '2026年11月23日 11:00', by: '〔s〕' },
      ...{ outcome: '已解决', satisfaction: '满意' },
    });
    expect(() => followUpOf(facts, 'grid')).toThrow(notReady);
    const older = form('grid', '11:30', { formNumber: undefined });
    expect(followUpOf(factsOf({ entries: [older] }), 'grid').number).toBeNull();
  });
});

const notReady = expect.objectContaining({ code: 'PAPER_NOT_READY' }) as Error;

function said(type: string, time: string, payload: object = {}): Entry {
  return {
    ...{ appeal_id: 'a', service: 'DISPATCH', sequence: 1, type, at: at(time), actor_subject: 's' },
    ...{ actor_kind: 'STAFF', unit_id: 'grid', delegate_id: null, payload: { ...payload } },
  };
}

function factsOf(more: Partial<MatterFacts>, resolvedAt: Date | null = null): MatterFacts {
  const order = { dispatchedAt: at('09:05'), status: 'HANDLING' };
  return {
    handling: {
      ...{ number: '1', channel: 'WEB', submittedAt: at('09:00'), nature: null, urgency: null, resolvedAt },
    } as Handling,
    ...{ area: '东门街道', category: '路灯照明', entries: [], limits: [] },
    texts: new Map([
      ['contact', '已约定上门'],
      ['done', '已修好'],
    ]),
    orders: [
      { ...order, id: 'lead', unitId: 'grid', role: 'LEAD' },
      { ...order, id: 'assist', unitId: 'water', role: 'ASSIST' },
    ] as WorkOrder[],
    names: { unit: (id) => `〔${id}〕`, person: (subject) => (subject === 's' ? '〔s〕' : null) },
    ...more,
  };
}
