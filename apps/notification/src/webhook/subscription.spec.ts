import {
  announce,
  AppealClosed,
  AppealPassed,
  AppealReopened,
  ClockOverdue,
  eventCatalogue,
  RequestDecided,
  RequestFiled,
  UnitCalled,
  WhistleCompleted,
  WorkOrderUrged,
} from '@weisu/contracts';
import type { Facts } from '../facts/facts.js';
import {
  bodyOf,
  clientEvents,
  clientsOf,
  maxBodyBytes,
  subscribed,
  unitEvents,
  unitsOf,
  webhookEvents,
} from './subscription.js';

const id = '0193a8f0-0000-7000-8000-000000000001';
const time = new Date('2026-11-23T09:00:00+08:00');
const dueBy = new Date('2026-11-30T18:00:00+08:00');
const unit = { unitId: 'water', client: null } as const;
const client = { unitId: null, client: 'hotline' } as const;
const facts: Facts = {
  appealNumber: '20261123-000001-1',
  external: { system: '12345', number: 'H-1' },
  registeredBy: 'hotline',
  leadUnitId: 'lead',
  whistleNumber: null,
  blowerId: null,
  districtOfficeId: null,
  unitName: null,
  delegateName: null,
  endorserIds: [],
};

describe('subscribing', () => {
  it('is to events that exist', () => {
    for (const type of webhookEvents) expect(eventCatalogue.has(type)).toBe(true);
    expect(subscribed(['dispatch.unit-called.v1', 'dispatch.unit-called.v1'], unit)).toEqual([
      'dispatch.unit-called.v1',
    ]);
  });

  it.each([
    {
      what: 'an unknown event',
      events: ['dispatch.anything.v1'],
      owner: unit,
      code: 'WEBHOOK_EVENT_UNKNOWN',
    },
    {
      what: "a unit's event for a sending system",
      events: ['dispatch.unit-called.v1'],
      owner: client,
      code: 'WEBHOOK_EVENT_UNKNOWN',
    },
    {
      what: "a sender's event for a unit",
      events: ['dispatch.appeal-closed.v1'],
      owner: unit,
      code: 'WEBHOOK_EVENT_UNKNOWN',
    },
    { what: 'no event', events: [], owner: unit, code: 'INVALID_ARGUMENT' },
  ])('refuses $what', ({ events, owner, code }) => {
    expect(() => subscribed(events, owner)).toThrow(expect.objectContaining({ code }));
  });
});

describe('whom an event concerns', () => {
  const nobody = () => null;
  const request = {
    appealId: id,
    requestId: id,
    kind: 'EXTEND',
    workOrderId: null,
    requestedById: 'asker',
  } as const;
  const ratings = [
    { unitId: 'water', stars: 5 },
    { unitId: 'gas', stars: 1 },
  ];
  const completed = announce(WhistleCompleted, { whistleId: id, first: true, noteId: id, ratings });

  it.each([
    {
      event: announce(WorkOrderUrged, { appealId: id, workOrderId: id, unitId: 'water', noteId: id }),
      units: ['water'],
    },
    { event: announce(RequestFiled, { ...request, deciderId: 'desk', decideBy: dueBy }), units: ['desk'] },
    {
      event: announce(RequestDecided, { ...request, decidedById: 'desk', approved: true }),
      units: ['asker'],
    },
    { event: announce(AppealReopened, { appealId: id, cause: 'STAFF', noteId: null }), units: ['lead'] },
    {
      event: announce(ClockOverdue, {
        clockId: id,
        kind: 'RESOLVE',
        unitId: null,
        dueBy,
        workOrderId: null,
        summonsId: null,
      }),
      units: [],
    },
    { event: completed, units: ['water', 'gas'] },
  ])('is $units for $event.type', ({ event, units }) => {
    expect(unitsOf(event, facts)).toEqual(units);
  });

  it('is the sender for what became of its appeal', () => {
    for (const type of clientEvents)
      expect(clientsOf({ type, payload: { system: 'hotline' } }, facts, nobody)).toEqual(['hotline']);
    expect(clientsOf({ type: UnitCalled.type, payload: {} }, facts, nobody)).toEqual([]);
    // what is passed on goes to whom it is passed to, and not to who sent it
    const passed = { type: AppealPassed.type, payload: { system: '民意速办' } };
    expect(clientsOf(passed, facts, nobody)).toEqual(['民意速办']);
    expect(clientsOf(passed, facts, () => 'minyi')).toEqual(['minyi']);
    expect(
      clientsOf({ type: AppealClosed.type, payload: {} }, { ...facts, registeredBy: null }, nobody),
    ).toEqual([]);
    expect(unitsOf({ type: AppealClosed.type, payload: {} }, facts)).toEqual([]);
    expect(unitEvents).not.toContain(AppealClosed.type);
  });

  it("is told with the event's own facts and the numbers people know, without another unit's stars", () => {
    const body = JSON.parse(bodyOf({ ...completed, time, subject: id }, unit, facts)) as unknown;
    expect(body).toEqual({
      type: 'dispatch.whistle-completed.v1',
      timestamp: time.toISOString(),
      data: {
        whistleId: id,
        first: true,
        noteId: id,
        ratings: [{ unitId: 'water', stars: 5 }],
        subject: id,
        appealNumber: '20261123-000001-1',
        external: null,
      },
    });
    expect(bodyOf({ ...completed, time, subject: id }, client, facts)).toContain('H-1');
  });

  it('stays under 20 kB whatever an event holds', () => {
    const payload = { text: '字'.repeat(maxBodyBytes) };
    const body = bodyOf({ type: AppealClosed.type, payload, time, subject: id }, client, facts);
    expect(JSON.parse(body)).toEqual({
      type: AppealClosed.type,
      timestamp: time.toISOString(),
      data: { subject: id },
    });
  });
});
