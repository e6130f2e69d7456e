import type { OperationAnswer } from '@weisu/api';
import { AbsenceEnded, AbsenceRecorded } from '@weisu/contracts';
import { actorOf, startTestService, TestTime, type TestService } from '@weisu/testing';
import { demoFolder, importInto } from '../import/district.fixture.js';
import { directoryDefinition } from '../index.js';
import { readPack } from '../pack/pack.reader.js';

type Absence = OperationAnswer['recordAbsence'];

const community = '440303003020.office';
const grid = '440303003020001.office';
const otherGrid = '440303003020002.office';
const level = (role: 'DISTRICT' | 'STREET' | 'COMMUNITY' | 'GRID', unitId: string) =>
  actorOf({ roles: [role], unitId, areaCode: unitId.split('.')[0] ?? '', subject: unitId });
const gridActor = level('GRID', grid);
const communityActor = level('COMMUNITY', community);
/** The street's office. */
const office = level('STREET', '440303003.office');
const desk = level('STREET', '440303003.dispatch-desk');
const neighbour = level('STREET', '440303004.dispatch-desk');
const water = actorOf({
  roles: ['DEPARTMENT'],
  unitId: '440303.water-affairs',
  areaCode: '440303',
  subject: 'water',
});

describe('who is away and who acts', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const on = (day: number, hour = 9) => new Date(Date.UTC(2026, 10, day, hour - 8));

  beforeEach(async () => {
    time.set(on(23));
    service = await startTestService(directoryDefinition, {}, time);
    await importInto(service, await readPack(demoFolder), time.now());
  });
  afterEach(() => service.stop());

  const record = (unitId: string, delegateId: string | null, more: object = {}, actor = office) =>
    service.call<Absence>(
      'recordAbsence',
      { input: { unitId, delegateId, until: on(28), reason: '年休假', ...more } },
      actor,
    );
  const list = async (args: object = {}, actor = desk) =>
    (await service.call<OperationAnswer['absences']>('absences', args, actor)).map(
      ({ unitId, delegateId }) => [unitId, delegateId],
    );

  it('hole 16: is nothing that who acts for a unit records, ends or hands on', async () => {
    const { id } = await record(grid, otherGrid);
    const acting = { actingFor: grid };
    const refused = { code: 'NOT_WHILE_ACTING_FOR' };
    const stand = level('GRID', otherGrid);
    const input = { unitId: grid, delegateId: otherGrid, until: on(29), reason: '再休一天', from: on(28) };
    for (const actor of [stand, office]) {
      await expect(service.call('recordAbsence', { input }, actor, acting)).rejects.toMatchObject(refused);
      await expect(service.call('endAbsence', { id }, actor, acting)).rejects.toMatchObject(refused);
      await expect(
        service.call('setDeputy', { unitId: grid, deputyId: otherGrid }, actor, acting),
      ).rejects.toMatchObject(refused);
    }
    // who says that it acts for itself is itself
    await service.call('endAbsence', { id }, office, { actingFor: office.unitId ?? '' });
  });

  it('is recorded by the unit itself from now on, and told with whom and until when', async () => {
    const absence = await record(grid, otherGrid, { from: on(20) }, gridActor);
    expect(absence).toMatchObject({
      unitId: grid,
      delegateId: otherGrid,
      from: on(23).toISOString(),
      until: on(28).toISOString(),
      recordedById: gridActor.subject,
    });
    await service.settled();
    expect(service.probe.of(AbsenceRecorded, absence.id)).toMatchObject([
      { payload: { unitId: grid, delegateId: otherGrid } },
    ]);
    expect(await list({}, level('GRID', otherGrid))).toEqual([[grid, otherGrid]]);
    const me = await service.call<OperationAnswer['me']>('me', {}, level('GRID', otherGrid));
    expect(me).toMatchObject({ unitId: otherGrid, representedUnitIds: [grid] });
  });

  it('names the deputy where nobody else is named, and nobody where there is none', async () => {
    await expect(record(grid, null)).rejects.toMatchObject({ code: 'ABSENCE_INVALID' });
    const deputy = (actor = gridActor) => service.call('deputy', { unitId: grid }, actor);
    await service.call('setDeputy', { unitId: grid, deputyId: otherGrid }, gridActor);
    expect(await deputy()).toMatchObject({ id: otherGrid });
    expect(await record(grid, null)).toMatchObject({ delegateId: otherGrid });
    await service.call('setDeputy', { unitId: grid, deputyId: null }, office);
    expect(await deputy()).toBeNull();
    await expect(deputy(neighbour)).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
  });

  it('is refused where the two of an AB pair would be away at once, with the ring', async () => {
    await record(grid, otherGrid);
    await expect(record(otherGrid, grid)).rejects.toMatchObject({
      code: 'DELEGATION_LOOP',
      message: expect.stringContaining('→') as string,
    });
    expect(await record(otherGrid, grid, { from: on(28), until: on(30) })).toMatchObject({
      unitId: otherGrid,
    });
  });

  it('closes no ring when two record at once', async () => {
    const both = await Promise.allSettled([record(grid, otherGrid), record(otherGrid, grid)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'DELEGATION_LOOP' },
    });
  });

  it.each([
    ['a second absence in the same days', 'ABSENCE_INVALID', grid, otherGrid, { until: on(24) }],
    ['an end that has passed', 'ABSENCE_INVALID', community, '440303003.office', { until: on(22) }],
    ['more than a year', 'ABSENCE_INVALID', community, '440303003.office', { until: on(400) }],
    ['itself', 'DELEGATE_UNFIT', community, community, {}],
    ['a grid for its community', 'DELEGATE_UNFIT', community, grid, {}],
    ['a desk for its own office', 'DELEGATE_UNFIT', '440303003.office', '440303003.dispatch-desk', {}],
    ['a department for a community', 'DELEGATE_UNFIT', community, '440303.water-affairs', {}],
    ['a unit of the neighbouring street', 'UNIT_NOT_FOUND', community, '440303004029.office', {}],
    ['a unit that is none', 'UNIT_NOT_FOUND', community, 'nobody', {}],
    ['no reason', 'TEXT_EMPTY', community, '440303003.office', { reason: ' ' }],
  ])('is refused with %s: %s', async (_, code, unitId, delegateId, more) => {
    await record(grid, otherGrid);
    await expect(record(unitId, delegateId, more)).rejects.toMatchObject({ code });
  });

  it('is no business of a neighbour, of a department, and not of a grid for its community', async () => {
    const { id } = await record(grid, otherGrid);
    for (const actor of [neighbour, water, level('GRID', '440303003001001.office')]) {
      await expect(record(grid, otherGrid, {}, actor)).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
      await expect(service.call('endAbsence', { id }, actor)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await list({}, actor)).toEqual([]);
      await expect(list({ unitId: grid }, actor)).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND' });
    }
    await expect(record(community, '440303003.office', {}, gridActor)).rejects.toMatchObject({
      code: 'UNIT_NOT_FOUND',
    });
    // who stands in may see it, and not end it
    await expect(service.call('endAbsence', { id }, level('GRID', otherGrid))).rejects.toMatchObject({
      code: 'UNIT_NOT_FOUND',
    });
  });

  it('is recorded by the unit or the office of its area: no sister unit takes over another’s duties', async () => {
    const enforcement = level('STREET', '440303003.enforcement');
    const forDesk = (actor: typeof desk) => record(desk.unitId ?? '', enforcement.unitId, {}, actor);
    await expect(forDesk(enforcement)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      service.call('setDeputy', { unitId: desk.unitId, deputyId: enforcement.unitId }, enforcement),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { id } = await forDesk(desk);
    await expect(
      service.call('endAbsence', { id }, level('STREET', '440303003.discipline')),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await service.call('endAbsence', { id }, office);
  });

  it('ends when the unit is back, once; one that has not begun leaves no trace but in the journal', async () => {
    const { id } = await record(grid, otherGrid);
    time.set(on(25));
    expect(await service.call('endAbsence', { id }, communityActor)).toMatchObject({
      until: on(25).toISOString(),
    });
    await service.settled();
    expect(service.probe.of(AbsenceEnded, id)).toHaveLength(1);
    expect([await list(), await list({ past: true })]).toEqual([[], [[grid, otherGrid]]]);
    await expect(service.call('endAbsence', { id }, gridActor)).rejects.toMatchObject({
      code: 'STATE_FORBIDS',
    });
    const later = await record(grid, otherGrid, { from: on(26) });
    await service.call('endAbsence', { id: later.id }, gridActor);
    expect(await list({ past: true })).toEqual([[grid, otherGrid]]);
  });

  it('says why to who it concerns, and to no copy of the reference data', async () => {
    await record(grid, otherGrid, { reason: '病假' });
    const [absence] = await service.call<OperationAnswer['absences']>('absences', {}, gridActor);
    expect(absence).toMatchObject({ reason: '病假' });
    const services = actorOf({ roles: ['SERVICE'], client: 'dispatch' });
    const snapshot = await service.call('directorySnapshot', { since: 0 }, services);
    expect(JSON.stringify(snapshot)).toContain(grid);
    expect(JSON.stringify(snapshot)).not.toContain('病假');
    const later = await record(community, '440303003.office', {
      from: on(29),
      until: on(30),
      reason: '病假',
    });
    await service.call('endAbsence', { id: later.id }, communityActor);
    const rows = await service.sql('SELECT 1 FROM directory_entry e WHERE e::text LIKE $1', ['%病假%']);
    expect(rows).toEqual([]);
    expect(await service.sql('SELECT 1 FROM absence_reason')).toHaveLength(1);
  });

  it('survives the import of a pack, and is forgotten a month after its end', async () => {
    await record(grid, otherGrid);
    await importInto(service, await readPack(demoFolder), time.now());
    expect(await list()).toEqual([[grid, otherGrid]]);
    time.set(new Date('2026-12-30T09:00:00+08:00'));
    expect(await list({ past: true })).toEqual([[grid, otherGrid]]);
    await record(community, '440303003.office', { until: new Date('2026-12-31T09:00:00+08:00') });
    expect(await list({ past: true })).toEqual([[community, '440303003.office']]);
  });
});
