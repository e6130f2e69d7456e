import type { WorkOrder } from '../work-order/work-order.js';
import { changesNothing, compared } from './staying.js';

const at = new Date('2026-11-23T09:00:00+08:00');
const later = new Date('2026-11-23T10:00:00+08:00');

const order = (unitId: string, more: Partial<WorkOrder> = {}): WorkOrder => ({
  ...{ id: unitId, appealId: 'a', unitId, role: 'ASSIST', status: 'DISPATCHED', designated: false },
  ...{ dispatchedAt: at, contactedAt: null, verifiedAt: null, resolvedAt: null, contactedInTime: null },
  ...{ returns: 0, version: 1 },
  ...more,
});
const lead = order('grid', { role: 'LEAD', status: 'HANDLING' });
const done = order('water', { status: 'RESOLVED', resolvedAt: at });
const to = (unitId: string, role: 'LEAD' | 'ASSIST' = 'ASSIST') => ({ unitId, role });

describe('allocating again', () => {
  it('changes nothing with the same handlers, in whatever order', () => {
    const change = compared([to('water'), to('grid', 'LEAD')], [lead, done], null);
    expect(change).toMatchObject({ added: [], dropped: [] });
    expect(changesNothing(change)).toBe(true);
  });

  it.each([
    {
      what: 'a new lead',
      handlers: [to('gas', 'LEAD'), to('grid')],
      added: ['gas'],
      dropped: [],
      stays: ['grid'],
    },
    { what: 'fewer', handlers: [to('gas', 'LEAD')], added: ['gas'], dropped: ['grid'], stays: [] },
    {
      what: 'one more',
      handlers: [to('grid', 'LEAD'), to('gas')],
      added: ['gas'],
      dropped: [],
      stays: ['grid'],
    },
    {
      what: 'the roles swapped',
      handlers: [to('grid'), to('water', 'LEAD')],
      added: ['water'],
      dropped: [],
      stays: ['grid'],
    },
  ])('with $what keeps who stays', ({ handlers, added, dropped, stays }) => {
    const change = compared(handlers, [lead, done], null);
    expect(change.added.map(({ unitId }) => unitId)).toEqual(added);
    expect(change.dropped.map(({ unitId }) => unitId)).toEqual(dropped);
    expect(change.staying.map(({ order: { unitId } }) => unitId)).toEqual(stays);
    expect(changesNothing(change)).toBe(false);
  });

  it('takes what was done before the matter was reopened for done no more', () => {
    expect(compared([to('water')], [done], at).added).toEqual([to('water')]);
    expect(compared([to('water')], [{ ...done, resolvedAt: later }], at).added).toEqual([]);
  });

  it.each(['RETURNED', 'CANCELLED'] as const)('does not bring back an order that is %s', (status) => {
    expect(compared([to('water')], [order('water', { status })], null).added).toEqual([to('water')]);
  });
});
