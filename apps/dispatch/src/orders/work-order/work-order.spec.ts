import { later, monday, orderOf } from '../../case.fixture.js';
import {
  accepted,
  cancelledOrder,
  contacted,
  designated,
  isOpenOrder,
  progressed,
  reopenedOrder,
  resolvedOrder,
  returned,
  verified,
  workOrderStatuses,
  type WorkOrder,
} from './work-order.js';

const open = ['DISPATCHED', 'ACCEPTED', 'HANDLING'] as const;
const ended = ['RESOLVED', 'RETURNED', 'CANCELLED'] as const;

const steps: Record<string, (order: WorkOrder) => WorkOrder> = {
  accepted,
  contacted: (order) => contacted(order, monday, false),
  verified: (order) => verified(order, monday),
  progressed,
  resolved: (order) => resolvedOrder(order, monday),
  returned,
};

describe.each(Object.entries(steps))('a work order is %s', (_, step) => {
  it.each(open)('while it is %s', (status) => expect(isOpenOrder(orderOf({ status }))).toBe(true));
  it.each(open)('from %s', (status) => expect(() => step(orderOf({ status }))).not.toThrow());
  it.each(ended)('never when it is %s', (status) => {
    expect(() => step(orderOf({ status }))).toThrow(expect.objectContaining({ code: 'STATE_FORBIDS' }));
  });
});

describe('a work order', () => {
  it('knows every status as open or ended', () => {
    expect([...open, ...ended].sort()).toEqual([...workOrderStatuses].sort());
  });

  it('is accepted once, and stays in hand when it is accepted late', () => {
    expect(accepted(orderOf()).status).toBe('ACCEPTED');
    const inHand = orderOf({ status: 'HANDLING' });
    expect(accepted(inHand)).toBe(inHand);
  });

  it.each([
    { late: false, inTime: true },
    { late: true, inTime: false },
    { late: null, inTime: null },
  ])('remembers of the first contact, late: $late, that it was in time: $inTime', ({ late, inTime }) => {
    expect(contacted(orderOf(), monday, late)).toMatchObject({
      contactedAt: monday,
      contactedInTime: inTime,
    });
  });

  it('keeps the first contact and the first verification', () => {
    const once = verified(contacted(orderOf(), monday, true), monday);
    const twice = verified(contacted(once, later(60), false), later(60));
    expect(twice).toMatchObject({ contactedAt: monday, contactedInTime: false, verifiedAt: monday });
  });

  it('counts its returns, and is designated when one was refused', () => {
    expect(returned(orderOf({ returns: 1 }))).toMatchObject({ status: 'RETURNED', returns: 2 });
    expect(designated(orderOf()).designated).toBe(true);
  });

  it('is cancelled only while it is open, and taken up only when it was resolved', () => {
    expect(cancelledOrder(orderOf()).status).toBe('CANCELLED');
    expect(cancelledOrder(orderOf({ status: 'RESOLVED' })).status).toBe('RESOLVED');
    const done = orderOf({ status: 'RESOLVED', resolvedAt: monday });
    expect(reopenedOrder(done)).toMatchObject({ status: 'HANDLING', resolvedAt: null });
    expect(reopenedOrder(orderOf({ status: 'RETURNED' })).status).toBe('RETURNED');
  });
});
