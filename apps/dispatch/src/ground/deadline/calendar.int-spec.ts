import type { LoadAnswer, WorkOrderAnswer } from '@weisu/api';
import { ClockRescheduled, type CalendarData, type CalendarVersion } from '@weisu/contracts';
import type { DirectoryEntry } from '@weisu/directory-client';
import { ChangingDirectory, demoSnapshot, eventually, TestTime, type TestService } from '@weisu/testing';
import { asLighting, clocksOf, officials, registered, startDispatch } from '../../matter.fixture.js';

const { district, desk, grid } = officials;

const inForce = demoSnapshot().entries.find((entry) => entry.kind === 'calendar')?.body as CalendarData;
/** Saturday 2027-01-02 is worked: what is counted over it becomes due a day earlier. */
const data: CalendarData = {
  ...inForce,
  version: '2027',
  years: [...inForce.years, { year: 2027, offDays: ['2027-01-01'], workDays: ['2027-01-02'] }],
};
const versionOf = (state: CalendarVersion['state']): DirectoryEntry => ({
  kind: 'calendar-version',
  key: '2027',
  body: {
    data,
    state,
    basedOn: inForce.version,
    draftedAt: '2026-12-30T01:00:00.000Z',
    draftedBy: 'district',
    activatedAt: null,
    activatedBy: null,
    reason: null,
    tellEarlier: false,
  },
});

describe('publishing the calendar of 2027', () => {
  const time = new TestTime('2026-12-29T10:00:00+08:00');
  const directory = new ChangingDirectory();
  let service: TestService;

  beforeAll(async () => {
    service = await startDispatch(time, directory);
  });
  afterAll(() => service.stop());

  const effects = async (actor: typeof district) =>
    (
      await service.call<LoadAnswer['dispatchCalendarEffects']>(
        'dispatchCalendarEffects',
        { keys: ['2027'] },
        actor,
      )
    )[0];

  it('shows what it would do, counts anew, journals why, and shortens nothing that a resident was told', async () => {
    const id = await registered(service, time);
    await service.call('classifyAppeal', { id, input: { ...asLighting, urgency: 'ROUTINE' } }, desk);
    const [order] = await service.call<WorkOrderAnswer[]>(
      'allocateAppeal',
      { id, handlers: [{ unitId: '440303003020001.office', role: 'LEAD' }] },
      desk,
    );
    const three = { amount: 3, unit: 'WORKING_DAY' };
    const extend = await service.call<{ id: string }>(
      'fileRequest',
      { input: { kind: 'EXTEND', appealId: id, workOrderId: order?.id, by: three, reason: '跨年' } },
      grid,
    );
    await service.call('decideRequest', { id: extend.id, approve: true, reason: '同意' }, desk);
    const before = await clocksOf(service, order?.id ?? '');
    // told: 72 hours end on Friday 01-01, and three working days later is 01-06. Not told: the opinion, three working days.
    expect([before['RESOLVE']?.due_by, before['OPINION']?.due_by]).toEqual([
      new Date('2027-01-07T00:00:00+08:00'),
      new Date('2027-01-05T00:00:00+08:00'),
    ]);

    expect(await effects(district)).toBeNull();
    await directory.publish(service, time, versionOf('DRAFT'));
    await eventually(async () => expect(await effects(district)).not.toBeNull());
    expect(await effects(desk)).toBeNull();
    expect(await effects(district)).toMatchObject({ earlier: 1, later: 0, kept: 1, settled: 2 });
    expect((await effects(district))?.effects.map(({ kind, kept }) => [kind, kept]).sort()).toEqual([
      ['OPINION', false],
      ['RESOLVE', true],
    ]);
    expect((await clocksOf(service, order?.id ?? ''))['OPINION']?.due_by).toEqual(before['OPINION']?.due_by);

    await directory.publish(
      service,
      time,
      { kind: 'calendar', key: 'calendar', body: data },
      versionOf('ACTIVE'),
    );
    await eventually(async () => {
      const after = await clocksOf(service, order?.id ?? '');
      expect([after['RESOLVE']?.due_by, after['OPINION']?.due_by]).toEqual([
        before['RESOLVE']?.due_by,
        new Date('2027-01-03T00:00:00+08:00'),
      ]);
    });
    await service.settled();
    const reasons = service.probe
      .of(ClockRescheduled, id)
      .filter(({ payload }) => payload.cause === 'CALENDAR')
      .map(({ payload: { kind, told, kept, provisional, calendarVersion } }) => ({
        kind,
        told,
        kept,
        provisional,
        calendarVersion,
      }));
    const counted = { provisional: false, calendarVersion: '2027' };
    expect(reasons.sort((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { kind: 'OPINION', told: false, kept: false, ...counted },
      { kind: 'RESOLVE', told: true, kept: true, ...counted },
    ]);
    expect(await effects(district)).toBeNull();
  });
});
