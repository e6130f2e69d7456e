import { monday } from '../../case.fixture.js';
import { eventCatalogue } from '@weisu/contracts';
import type { z } from 'zod';
import { actorOf, detailOf, keptOf, summaryOf, type Entry } from './ledger.js';
import { betweenServices, notKept, toldFields } from './told-fields.js';

const names = {
  unit: (id: string) => (id === 'grid' ? '东门社区第一网格' : null),
  person: (subject: string) => (subject === 'chen' ? '陈佳慧' : null),
};
const entryOf = (type: string, payload: Entry['payload'], overrides: Partial<Entry> = {}): Entry => ({
  appeal_id: 'a',
  service: 'DISPATCH',
  sequence: 1,
  type,
  at: monday,
  actor_subject: 'chen',
  actor_kind: 'PERSON',
  unit_id: 'desk',
  delegate_id: null,
  payload,
  ...overrides,
});

describe('a line of the ledger', () => {
  it.each([
    [
      'dispatch.work-order-dispatched.v1',
      { unitId: 'grid', role: 'LEAD' },
      '分拨派单 · 东门社区第一网格 · 主办',
    ],
    [
      'dispatch.appellant-contacted.v1',
      { unitId: 'grid', late: true },
      '联系诉求人 · 东门社区第一网格 · 逾时',
    ],
    ['dispatch.appellant-contacted.v1', { unitId: 'grid', late: false }, '联系诉求人 · 东门社区第一网格'],
    ['dispatch.request-decided.v1', { kind: 'EXTEND', approved: false }, '审批申请 · 延期 · 不同意'],
    ['dispatch.clock-overdue.v1', { kind: 'CONTACT', unitId: 'nobody' }, '超期 · nobody · 联系诉求人时限'],
    ['mediation.clock-overdue.v1', { kind: 'CONFIRMATION' }, '调解时限届满 · 申请司法确认时限'],
    ['dispatch.sender-verdict-recorded.v1', { number: 'X-1', accepted: true }, '上级认定 · X-1 · 认定通过'],
    [
      'evaluation.appeal-rated.v1',
      { stars: 5 },
      `${eventCatalogue.get('evaluation.appeal-rated.v1')?.label} · 5星`,
    ],
    ['nobody.knows-it.v1', {}, 'nobody.knows-it.v1'],
  ])('says of %s %o', (type, payload, summary) => {
    expect(summaryOf(entryOf(type, payload), names)).toBe(summary);
  });

  it('does not repeat the unit that acted', () => {
    const own = entryOf('dispatch.work-order-accepted.v1', { unitId: 'grid' }, { unit_id: 'grid' });
    expect(summaryOf(own, names)).toBe('签收');
  });

  it('never holds the value of a field that it has no word for', () => {
    const odd = entryOf('dispatch.appeal-closed.v1', { note: '住户张三 13800000000', role: '张三' });
    expect(summaryOf(odd, names)).toBe('结案');
  });
});

describe('what an entry says of other appeals', () => {
  const repeated = entryOf('intake.appeal-repeated.v1', { appealId: 'a', repeatId: 'b', repeatNumber: '1' });

  const nobody = new Set<string>();

  it('is shown to whoever may see them', () => {
    expect(detailOf(repeated, { linked: new Set(['b']), unknown: nobody })).toEqual(repeated.payload);
  });

  it.each([
    ['a repetition', repeated],
    ['an original', entryOf('intake.appeal-registered.v1', { appealId: 'a', repeatOfId: 'b' })],
    ['a merger', entryOf('dispatch.appeal-merged.v1', { appealId: 'a', intoId: 'b' })],
  ])('is left out of %s for whoever may not', (_what, entry) => {
    expect(detailOf(entry, { linked: new Set(['c']), unknown: nobody })).toEqual({ appealId: 'a' });
  });

  it.each([
    ['the matter itself', 'a'],
    ['the other one', 'b'],
  ])('is left out of a repetition when %s was told in confidence', (_what, confidential) => {
    const links = { linked: new Set(['b']), unknown: new Set([confidential]) };
    expect(detailOf(repeated, links)).toEqual({ appealId: 'a' });
    const merged = entryOf('dispatch.appeal-merged.v1', { appealId: 'a', intoId: 'b' });
    expect(detailOf(merged, links)).toEqual(merged.payload);
  });
});

describe('the fields of events', () => {
  const fields = [...eventCatalogue.values()].flatMap(({ payload }) =>
    Object.keys((payload as z.ZodObject).shape),
  );

  it('are each told in the ledger, or stay between services', () => {
    expect(fields.filter((name) => !toldFields.has(name) && !betweenServices.has(name))).toEqual([]);
    expect([...toldFields, ...betweenServices].filter((name) => !fields.includes(name))).toEqual([]);
  });

  it('are kept but for what is hers, which nobody reads here', () => {
    expect(keptOf({ appealId: 'a', contactWhen: 'BY_DAY', secretVerifier: null })).toEqual({
      ...{ appealId: 'a', secretVerifier: null },
    });
    expect([...notKept].filter((name) => !betweenServices.has(name))).toEqual([]);
  });
});

describe('who did it', () => {
  it.each([
    ['RESIDENT', 'someone', '诉求人'],
    ['SYSTEM', 'system', '系统'],
    ['INTEGRATION', 'hotline', 'hotline'],
    ['OFFICIAL', 'chen', '陈佳慧'],
    ['OFFICIAL', 'gone', 'gone'],
  ])('of kind %s, %s, reads %s', (actor_kind, actor_subject, read) => {
    expect(actorOf(entryOf('dispatch.appeal-closed.v1', {}, { actor_kind, actor_subject }), names)).toBe(
      read,
    );
  });
});
