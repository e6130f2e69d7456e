import type { WhistleAnswer } from '@weisu/api';
import {
  ActionRecorded,
  ClockOverdue,
  EvidenceAttached,
  RefusalOverruled,
  RefusalUpheld,
  SummonsAcknowledged,
  SummonsFinished,
  SummonsRefused,
  SummonsWaived,
  UnitReportedIn,
} from '@weisu/contracts';
import { actorOf, eventually } from '@weisu/testing';
import {
  areas,
  auditor,
  community,
  district,
  housing,
  monday,
  police,
  startWhistleService,
  street,
  street2,
  summonsOf,
  urban,
  water,
  type WhistleService,
} from './whistle-service.fixture.js';

const officer = { input: { officer: '李秀英' } };
const file = '0193a8f0-0000-7000-8000-00000000f11e';
const inDongmen = { longitude: 114.135, latitude: 22.555, datum: 'WGS84' as const };

describe('a summons', () => {
  let service: WhistleService;
  beforeAll(async () => (service = await startWhistleService()));
  beforeEach(() => service.time.set(monday));
  afterAll(() => service.stop());

  const blow = async (...units: (typeof urban)[]) => {
    const appealId = await service.appeal(areas.community, 'URGENT');
    const whistle = await service.blow({ appealIds: [appealId], unitIds: units.map((unit) => unit.unitId!) });
    return { appealId, whistle, summonses: units.map((unit) => summonsOf(whistle, unit).id) };
  };
  const overdueOf = (id: string) =>
    service.probe
      .of(ClockOverdue)
      .filter((event) => event.payload.summonsId === id)
      .map((event) => event.payload.kind);

  it('gives three departments three results: one in time, one late, one that refuses and is reported to the district', async () => {
    const { appealId, summonses } = await blow(urban, water, housing);
    const [inTime = '', late = '', refuses = ''] = summonses;
    await service.act('refuseSummons', refuses, housing, { reason: '不属于本部门职责' });
    await service.act('upholdRefusal', refuses, district, { reason: '确不属其职责' });
    service.time.set('2026-11-23T10:00:00+08:00');
    await eventually(() =>
      expect([...overdueOf(inTime), ...overdueOf(late)]).toEqual(['ACKNOWLEDGE', 'ACKNOWLEDGE']),
    );
    const onTheDeadline = await service.act('reportIn', inTime, urban, officer);
    expect(onTheDeadline.reportIn).toMatchObject({
      officer: '李秀英',
      late: false,
      at: '2026-11-23T02:00:00.000Z',
    });
    service.time.set('2026-11-23T10:00:00.001+08:00');
    const after = await service.act('reportIn', late, water, officer);
    expect(after.reportIn).toMatchObject({ late: true });

    expect(await service.clocks(inTime)).toMatchObject({
      REPORT_IN: 'MET',
      ACT: 'RUNNING',
      FINISH: 'RUNNING',
    });
    expect(await service.clocks(late)).toMatchObject({
      ACKNOWLEDGE: 'OVERDUE',
      REPORT_IN: 'OVERDUE',
      ACT: 'RUNNING',
    });
    expect(await service.clocks(refuses)).toEqual({
      ACKNOWLEDGE: 'MET',
      REPORT_IN: 'CANCELLED',
      ACT: 'CANCELLED',
      FINISH: 'CANCELLED',
    });
    await service.settled();
    expect(service.probe.of(SummonsRefused, appealId)).toMatchObject([
      { payload: { unitId: housing.unitId, first: true } },
    ]);
    expect(service.probe.of(UnitReportedIn, appealId).map((event) => event.payload.late)).toEqual([
      false,
      true,
    ]);
    expect(service.probe.of(RefusalUpheld, appealId)).toHaveLength(1);
  });

  it.each([
    { what: 'on the deadline', at: '2026-11-23T09:30:00+08:00', late: false },
    { what: 'a millisecond after it', at: '2026-11-23T09:30:00.001+08:00', late: true },
  ])('acknowledged $what is late: $late', async ({ at, late }) => {
    const { appealId, summonses } = await blow(urban);
    service.time.set(at);
    const [id = ''] = summonses;
    expect(await service.act('acknowledgeSummons', id, urban)).toMatchObject({
      status: 'ACKNOWLEDGED',
      version: 2,
    });
    await service.settled();
    expect(service.probe.of(SummonsAcknowledged, appealId)).toMatchObject([{ payload: { late } }]);
    await expect(service.act('acknowledgeSummons', id, urban)).rejects.toMatchObject({
      code: 'SUMMONS_NOT_OPEN',
    });
  });

  it('acts by the called unit alone; for every other unit it does not exist', async () => {
    const { summonses } = await blow(urban, police);
    const [id = ''] = summonses;
    const operations = [
      ['acknowledgeSummons', {}],
      ['refuseSummons', { reason: '不是我们的' }],
      ['reportIn', officer],
      ['recordAction', { note: '处置' }],
      ['finishSummons', { result: '完成' }],
    ] as const;
    for (const [operation, more] of operations) {
      for (const other of [water, housing, police, street]) {
        await expect(service.act(operation, id, other, more)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }
      for (const other of [district, community, auditor]) {
        await expect(service.act(operation, id, other, more)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      }
      await expect(service.act(operation, 'x', urban, more)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await service.sql('SELECT status FROM summons WHERE id = $1', [id])).toEqual([
      { status: 'CALLED' },
    ]);
  });

  it('is taken up once when two calls come at the same time', async () => {
    const { appealId, summonses } = await blow(urban);
    const [id = ''] = summonses;
    const taken = await Promise.allSettled([1, 2].map(() => service.act('acknowledgeSummons', id, urban)));
    expect(taken.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const [one, two] = await Promise.all([
      service.act('reportIn', id, urban, officer),
      service.act('reportIn', id, urban, { input: { officer: '别人' } }),
    ]);
    expect(one?.reportIn).toEqual(two?.reportIn);
    await service.settled();
    expect(service.probe.of(UnitReportedIn, appealId)).toHaveLength(1);
    expect(service.probe.of(SummonsAcknowledged, appealId)).toHaveLength(1);
  });

  it('refused and overruled must be kept, within the limits that ran from the call', async () => {
    const { appealId, summonses } = await blow(urban);
    const [id = ''] = summonses;
    const before = await service.sql('SELECT kind, due_by FROM clock WHERE owner_id = $1 ORDER BY kind', [
      id,
    ]);
    const answer = await service.act('refuseSummons', id, urban, { reason: '应由街道负责' });
    expect(answer).toMatchObject({ status: 'REFUSED', refusal: '应由街道负责' });
    const elsewhere = actorOf({ roles: ['DISTRICT'], unitId: '440304.office', areaCode: '440304' });
    await expect(service.act('overruleRefusal', id, elsewhere, { reason: '来' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(service.act('overruleRefusal', id, street, { reason: '来' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await service.act('overruleRefusal', id, district, { reason: '职责清单第三条' });
    await expect(service.act('refuseSummons', id, urban, { reason: '再次' })).rejects.toMatchObject({
      code: 'SUMMONS_NOT_OPEN',
    });
    await expect(service.act('upholdRefusal', id, district, { reason: '改' })).rejects.toMatchObject({
      code: 'SUMMONS_NOT_OPEN',
    });
    expect(
      await service.sql('SELECT kind, due_by FROM clock WHERE owner_id = $1 ORDER BY kind', [id]),
    ).toEqual(before);
    service.time.set('2026-11-23T10:00:01+08:00');
    await eventually(() => expect(overdueOf(id)).toEqual(['REPORT_IN']));
    expect(await service.act('reportIn', id, urban, officer)).toMatchObject({ reportIn: { late: true } });
    await service.settled();
    expect(service.probe.of(RefusalOverruled, appealId)).toHaveLength(1);
    expect(JSON.stringify(service.probe.heard)).not.toMatch(/应由街道|职责清单|李秀英/u);
  });

  it('is waived by who leads the whistle, with a reason, and then is over', async () => {
    const { appealId, summonses } = await blow(urban, police);
    const [id = ''] = summonses;
    await expect(service.act('waiveSummons', id, community, { reason: '不用' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(service.act('waiveSummons', id, police, { reason: '不用' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(service.act('waiveSummons', id, street2, { reason: '不用' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(service.act('waiveSummons', id, street, { reason: '' })).rejects.toMatchObject({
      code: 'TEXT_EMPTY',
    });
    expect(await service.act('waiveSummons', id, street, { reason: '已解决' })).toMatchObject({
      status: 'WAIVED',
    });
    expect(new Set(Object.values(await service.clocks(id)))).toEqual(new Set(['CANCELLED']));
    await expect(service.act('reportIn', id, urban, officer)).rejects.toMatchObject({
      code: 'SUMMONS_NOT_OPEN',
    });
    await service.settled();
    expect(service.probe.of(SummonsWaived, appealId)).toHaveLength(1);
  });

  it('is kept at the place, with evidence for every appeal, acts and a result', async () => {
    const appealIds = [await service.appeal(), await service.appeal()];
    const whistle = await service.blow({ appealIds, unitIds: [urban.unitId!] });
    const { id } = summonsOf(whistle, urban);
    const input = { ...officer.input, phone: '138 0013 8000', point: inDongmen, attachments: [file] };
    const wrongFile = { input: { ...input, attachments: ['x'] } };
    await expect(service.act('reportIn', id, urban, wrongFile)).rejects.toMatchObject({
      code: 'ATTACHMENT_NOT_FOUND',
    });
    await expect(
      service.act('reportIn', id, urban, { input: { ...input, phone: '无' } }),
    ).rejects.toMatchObject({ code: 'PHONE_INVALID' });
    await expect(service.act('recordAction', id, urban, { note: '早了' })).rejects.toMatchObject({
      code: 'SUMMONS_NOT_OPEN',
    });
    await service.act('reportIn', id, urban, { input });
    await service.act('recordAction', id, urban, { note: '围挡', attachments: [file] });
    await service.act('recordAction', id, urban, { note: '回填' });
    const done = await service.act('finishSummons', id, urban, { result: '路面已恢复' });
    // asked for as evidence of the whistle's matters, so that no other file is shown
    const evidenceIds = [`${file}@${whistle.appealIds.join(',')}`];
    expect(done).toMatchObject({
      status: 'FINISHED',
      result: '路面已恢复',
      reportIn: { point: inDongmen, insideArea: true, phone: '13800138000', evidenceIds },
      actions: [
        { note: '围挡', by: urban.name, evidenceIds },
        { note: '回填', evidenceIds: [] },
      ],
    });
    expect(await service.clocks(id)).toEqual({
      ACKNOWLEDGE: 'MET',
      REPORT_IN: 'MET',
      ACT: 'MET',
      FINISH: 'MET',
    });
    await service.settled();
    for (const appealId of appealIds) {
      expect(service.probe.of(EvidenceAttached, appealId)).toHaveLength(2);
      expect(service.probe.of(ActionRecorded, appealId)).toHaveLength(2);
      expect(service.probe.of(SummonsFinished, appealId)).toMatchObject([{ payload: { late: false } }]);
    }
  });

  it("shows an officer's number to the unit, the street and who whistled only", async () => {
    const { whistle, summonses } = await blow(urban);
    const key = { idempotencyKey: 'arrival' };
    const args = { id: summonses[0], input: { ...officer.input, phone: '13800138000' } };
    const answer = await service.call('reportIn', args, urban, key);
    expect(await service.call('reportIn', args, urban, key)).toEqual(answer);
    expect(JSON.stringify(await service.sql('SELECT answer FROM stored_answer'))).not.toMatch(
      /李秀英|13800138000/u,
    );
    const phone = async (actor: typeof urban) => {
      const found = await service.call<WhistleAnswer>('whistle', { id: whistle.id }, actor);
      return found.summonses[0]?.reportIn?.phone;
    };
    for (const actor of [urban, street]) expect(await phone(actor)).toBe('13800138000');
    for (const actor of [community, district, auditor]) expect(await phone(actor)).toBe('138****8000');
  });
});
