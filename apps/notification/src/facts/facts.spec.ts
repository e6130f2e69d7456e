import { eventKey, isRepetition, subjectOf } from './facts.js';

const id = '0193a8f0-0000-7000-8000-000000000001';
const time = new Date('2026-11-23T09:00:00+08:00');
const dueBy = new Date('2026-11-30T18:00:00+08:00');

describe('what happened once', () => {
  it("has one name, though a clock's end is told for each appeal of its whistle", () => {
    const payload = { clockId: 'c', dueBy };
    expect(eventKey({ id: 'one', time, payload })).toBe(eventKey({ id: 'two', time, payload }));
    expect(eventKey({ id: 'one', time, payload: {} })).toBe('one');
    const keys = [
      payload,
      { ...payload, rung: 0 },
      { ...payload, rung: 1 },
      { ...payload, before: new Date(0) },
      { ...payload, dutyCallId: 'd', backup: false },
      { ...payload, dutyCallId: 'd', backup: true },
    ].map((one) => eventKey({ id: 'x', time, payload: one }));
    expect(new Set(keys).size).toBe(keys.length);
    const moved = { id: 'x', payload: { ...payload, before: new Date(0) } };
    expect(eventKey({ ...moved, time })).not.toBe(eventKey({ ...moved, time: dueBy }));
  });

  it('is told by the first event of a whistle', () => {
    expect([{ first: false }, { first: true }, {}].map((payload) => isRepetition({ payload }))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('has a subject only where it is an id', () => {
    expect(subjectOf({ subject: id })).toBe(id);
    expect(subjectOf({ subject: 'directory' })).toBeNull();
  });
});
