import { ClockEscalated, ClockOverdue, ClockReminder, DutyCallAnswered, DutyCalled } from '@weisu/contracts';
import type { OperationAnswer } from '@weisu/api';
import { actorOf, demoSnapshot, eventually, TestTime, type TestService } from '@weisu/testing';
import { allocated, asLighting, officials, registered, startDispatch } from '../../matter.fixture.js';

const { desk, grid, community, neighbour, department } = officials;
const people = demoSnapshot().entries.flatMap((entry) => (entry.kind === 'person' ? [entry.key] : []));
const [onDuty = '', backup = ''] = people;
const gridUnit = '440303003020001.office';
const day = '2026-11-24';
const at = (time: string) => new Date(`${day}T${time}:00+08:00`);

describe('limits on their way', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  let service: TestService;

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  beforeEach(() => time.set('2026-11-23T09:00:00+08:00'));
  afterAll(() => service.stop());

  const rungsOf = async (id: string) => {
    await service.settled();
    return [
      ...service.probe.of(ClockReminder, id).map(({ payload }) => `${payload.kind} reminder`),
      ...service.probe.of(ClockOverdue, id).map(({ payload }) => `${payload.kind} overdue`),
      ...service.probe.of(ClockEscalated, id).map(({ payload }) => `${payload.kind} ${payload.level}`),
    ];
  };

  it('remind the unit, say that they passed, and climb to the community, the street and the district, each once', async () => {
    const id = await registered(service, time);
    // the matter's own limit is met, so that the unit's alone speaks
    await service.call('recordFirstContact', { id, note: '已联系' }, desk);
    const { lead } = await allocated(service, id);
    const ofContact = async () => (await rungsOf(id)).filter((said) => said.startsWith('CONTACT'));
    const said: string[] = [];
    for (const [minutes, more] of [
      [6, 'CONTACT reminder'],
      [11, 'CONTACT overdue'],
      [41, 'CONTACT COMMUNITY'],
      [131, 'CONTACT STREET'],
      [24 * 60 + 11, 'CONTACT DISTRICT'],
    ] as const) {
      time.set(new Date(Date.parse('2026-11-23T09:00:00+08:00') + minutes * 60_000));
      said.push(more);
      await eventually(async () => expect(await ofContact()).toEqual(said));
    }
    const climbed = service.probe
      .of(ClockEscalated, id)
      .filter(({ payload }) => payload.workOrderId === lead.id);
    expect(
      climbed.filter(({ payload }) => payload.kind === 'CONTACT').map(({ payload }) => payload.toUnitIds),
    ).toEqual([['440303003020.office'], ['440303003.dispatch-desk'], ['440303.office']]);
  });

  it('are silent once they are met', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await service.call('recordContact', { id: lead.id, note: '已联系' }, grid);
    time.advance({ days: 3 });
    await eventually(async () => expect(await rungsOf(id)).toContain('RESOLVE DISTRICT'));
    expect((await rungsOf(id)).filter((said) => said.startsWith('CONTACT'))).toEqual([]);
  });

  describe('at night', () => {
    const shift = { from: at('18:00'), until: at('23:59'), personId: onDuty, backupId: backup };
    const setRoster = (shifts: object[], actor = grid, unitId = gridUnit) =>
      service.call<OperationAnswer['setDutyRoster']>(
        'setDutyRoster',
        { unitId, from: at('00:00'), until: at('23:59'), shifts },
        actor,
      );
    const calls = (subject: string) =>
      service.call<OperationAnswer['dutyCalls']>('dutyCalls', {}, actorOf({ roles: ['GRID'], subject }));
    const rung = (id: string) =>
      service.probe.of(DutyCalled, id).map(({ payload }) => [payload.why, payload.personId, payload.backup]);
    /** Urgent, and allocated to the grid at 20:00. */
    const urgent = async () => {
      const id = await registered(service, time);
      await service.call('classifyAppeal', { id, input: { ...asLighting, urgency: 'URGENT' } }, desk);
      await service.call('allocateAppeal', { id, handlers: [{ unitId: gridUnit, role: 'LEAD' }] }, desk);
      return id;
    };

    beforeEach(async () => {
      time.set(at('20:00'));
      await service.sql('DELETE FROM duty_shift');
    });

    it('ring the person on duty, and the backup when nobody answers in ten minutes', async () => {
      await setRoster([shift]);
      const id = await urgent();
      await eventually(() => expect(rung(id)).toEqual([['STARTED', onDuty, false]]));
      expect(await calls(onDuty)).toMatchObject([{ subjectId: id, why: 'STARTED', answeredAt: null }]);
      expect(await calls(backup)).toEqual([]);
      time.set(at('20:10'));
      time.advance({ minutes: 1 });
      await eventually(() => expect(rung(id)).toContainEqual(['STARTED', backup, true]));
      const [call] = await calls(backup);
      await service.call('answerDutyCall', { id: call?.id }, actorOf({ roles: ['GRID'], subject: backup }));
      expect(await calls(onDuty)).toEqual([]);
      await service.settled();
      expect(service.probe.of(DutyCallAnswered, id).map(({ payload }) => payload.personId)).toEqual([backup]);
    });

    it('leave the backup in peace when somebody answered', async () => {
      await setRoster([shift]);
      const id = await urgent();
      await eventually(async () => expect(await calls(onDuty)).toHaveLength(1));
      const [call] = await calls(onDuty);
      const answer = (subject: string) =>
        service.call('answerDutyCall', { id: call?.id }, actorOf({ roles: ['GRID'], subject }));
      await expect(answer(backup)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(answer('somebody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const answers = await Promise.all([answer(onDuty), answer(onDuty)]);
      expect(answers).toMatchObject([{ answeredById: onDuty }, { answeredById: onDuty }]);
      time.set(at('20:30'));
      await eventually(async () => expect(await rungsOf(id)).toContain('CONTACT overdue'));
      expect(rung(id).filter(([, , isBackup]) => isBackup)).toEqual([]);
      expect(service.probe.of(DutyCallAnswered, id)).toHaveLength(1);
    });

    it('ring the nearest office above when the unit has nobody on duty, and nobody when there is none', async () => {
      const silent = await urgent();
      await setRoster([shift], desk, '440303003.dispatch-desk');
      const id = await urgent();
      await eventually(() => expect(rung(id)).toEqual([['STARTED', onDuty, false]]));
      await service.settled();
      expect(rung(silent)).toEqual([]);
    });

    it('ring nobody for what can wait until the morning, nor by day', async () => {
      await setRoster([shift]);
      const routine = await registered(service, time);
      await allocated(service, routine);
      time.set(at('10:00'));
      await setRoster([{ ...shift, from: at('00:00') }]);
      const byDay = await urgent();
      await service.settled();
      expect([rung(routine), rung(byDay)]).toEqual([[], []]);
    });

    it('follow a roster that is set by its own unit or by an office above it, and by nobody else', async () => {
      expect(await setRoster([shift])).toMatchObject([
        { personId: onDuty, backupId: backup, unitId: gridUnit },
      ]);
      expect(await setRoster([shift], community)).toHaveLength(1);
      expect(await setRoster([shift], desk)).toHaveLength(1);
      for (const actor of [neighbour, department])
        await expect(setRoster([shift], actor)).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
      const read = { unitId: gridUnit, from: at('00:00'), until: at('23:59') };
      await expect(service.call('dutyRoster', read, neighbour)).rejects.toMatchObject({
        code: 'UNIT_NOT_FOUND',
      });
      expect(await service.call('dutyRoster', read, community)).toHaveLength(1);
    });

    it('keep one roster when two set the same period at once', async () => {
      await Promise.all([
        setRoster([shift]),
        setRoster([{ ...shift, personId: backup, backupId: null }], desk),
      ]);
      expect(await service.sql('SELECT 1 FROM duty_shift')).toHaveLength(1);
    });

    it('know no shift of a stranger', async () => {
      await expect(setRoster([{ ...shift, personId: 'nobody' }])).rejects.toMatchObject({
        code: 'PERSON_NOT_FOUND',
      });
      await expect(setRoster([shift, shift])).rejects.toMatchObject({ code: 'ROSTER_INVALID' });
    });
  });
});
