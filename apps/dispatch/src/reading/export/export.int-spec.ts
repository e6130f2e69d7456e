import { LedgerExportFetched, LedgerExportRequested, type Absence } from '@weisu/contracts';
import type { WorkOrderAnswer } from '@weisu/api';
import { actorOf, ChangingDirectory, eventually, TestTime, type TestService } from '@weisu/testing';
import { allocated, numberOf, officials, registered, startDispatch } from '../../matter.fixture.js';
import { Exporting, gateway, insertMatters, TestOthers } from './export.fixture.js';

const { desk, neighbour, grid, auditor, hotline } = officials;
const colleague = { ...desk, subject: 'colleague' };

describe('asking for an export of the ledger', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const directory = new ChangingDirectory();
  const others = new TestOthers();
  let service: TestService;
  let exporting: Exporting;
  beforeAll(async () => {
    service = await startDispatch(time, directory, others);
    exporting = new Exporting(service);
  });
  afterAll(() => service.stop());

  it('is answered with rows of what everybody knows of a matter, by columns that were asked for', async () => {
    const id = await registered(service, time);
    const { lead } = await allocated(service, id);
    await service.call<WorkOrderAnswer>('acceptWorkOrder', { id: lead.id }, grid);
    await service.call('recordContact', { id: lead.id, note: '已联系' }, grid);
    const note = '灯具已更换，联系人13800138000';
    await service.call('resolveWorkOrder', { id: lead.id, note }, grid);
    await service.settled();
    const columns = [
      ...[
        'STATUS',
        'NUMBER',
        'UNIT',
        'SINCE',
        'AREA',
        'CATEGORY',
        'URGENCY',
        'CHANNEL',
        'RESULT',
        'TEXT',
        'NAME',
      ],
      ...['PHONE', 'FOLLOW_UP', 'RATING', 'REPEAT_OF'],
    ];
    const asked = await exporting.ask({ columns, filter: { status: ['RESOLVED'] } });
    expect(asked).toMatchObject({
      state: 'WAITING',
      columns,
      named: false,
      rows: 0,
      file: null,
      fetches: [],
    });
    await exporting.until(asked.id, 'DONE');
    expect(await exporting.rows(asked.id)).toEqual([
      [
        ...['已办结', await numberOf(service, id), expect.stringContaining('网格'), '2026-11-23 09:00:00'],
        ...[expect.stringContaining('东门社区'), expect.stringMatching(/^\p{Script=Han}+$/u), '快处', '网页'],
        ...['灯具已更换，联系人（号码略）', '=立新路路灯不亮', '张**', '138****5678', '已解决', 5, ''],
      ],
    ]);
    expect(others.asked.at(-1)).toMatchObject({
      asker: { subject: 'desk', roles: ['STREET'] },
      named: false,
    });
  });

  it('asks nobody for what dispatch knows itself', async () => {
    const before = others.asked.length;
    const { id } = await exporting.ask({ columns: ['NUMBER', 'STATUS'] });
    await exporting.until(id, 'DONE');
    expect(others.asked).toHaveLength(before);
  });

  it('is on record: who asked, and each time that the file was fetched', async () => {
    const { id } = await exporting.ask({});
    await exporting.until(id, 'DONE');
    const first = await exporting.fetch(id);
    await exporting.fetch(id);
    await service.settled();
    expect(service.probe.of(LedgerExportRequested, id)).toMatchObject([
      { payload: { exportId: id, columns: ['NUMBER'], named: false }, actor: { subject: 'desk' } },
    ]);
    expect(service.probe.of(LedgerExportFetched, id)).toHaveLength(2);
    expect((await exporting.read(id))?.fetches.map((fetch) => fetch.id)).toContain(first.id);
    expect(
      await service.sql('SELECT actor_subject, client FROM ledger_export_fetch WHERE id = $1', [first.id]),
    ).toEqual([{ actor_subject: 'desk', client: 'console' }]);
  });

  it('again under its key is the same export', async () => {
    const key = { idempotencyKey: 'export-once' };
    const first = await exporting.ask({}, desk, key);
    expect((await exporting.ask({}, desk, key)).id).toBe(first.id);
  });

  it.each([
    ['no column', { columns: [] }, desk, 'EXPORT_COLUMNS_INVALID'],
    ['a column twice', { columns: ['NUMBER', 'NUMBER'] }, desk, 'EXPORT_COLUMNS_INVALID'],
    ['what a unit was let go from', { filter: { former: true } }, desk, 'INVALID_ARGUMENT'],
    ['an area of the neighbour', { filter: { areaCode: '440303004' } }, desk, 'AREA_NOT_FOUND'],
    ['names without a purpose', { named: true }, desk, 'PURPOSE_REQUIRED'],
    ['names by who may not reveal them', { named: true, purpose: '核对' }, auditor, 'FORBIDDEN'],
    ['anything by another system', {}, hotline, 'FORBIDDEN'],
  ])('is refused for %s', async (_, input, actor, code) => {
    await expect(exporting.ask(input, actor)).rejects.toMatchObject({ code });
  });

  it('is its asker’s alone', async () => {
    const { id } = await exporting.ask({});
    await exporting.until(id, 'DONE');
    for (const other of [neighbour, colleague, grid]) {
      expect(await exporting.read(id, other)).toBeNull();
      await expect(exporting.fetch(id, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(exporting.cancel(id, other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect(await service.call('ledgerExports', {}, other)).toEqual([]);
    }
    expect(await service.call('ledgerExports', {}, desk)).toContainEqual(expect.objectContaining({ id }));
    await expect(exporting.fetch('no-id')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { id: fetchId } = await exporting.fetch(id);
    await expect(service.call('exportPage', { fetchId, index: 0 }, desk)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(service.call('exportPage', { fetchId, index: 99 }, gateway)).rejects.toMatchObject({
      code: 'EXPORT_GONE',
    });
  });

  it('names who asked for a purpose, which intake is told with every matter', async () => {
    const before = others.asked.length;
    await insertMatters(service, 600);
    const filter = { until: '2026-11-01T00:00:00Z' };
    const input = { columns: ['NUMBER', 'PHONE'], named: true, purpose: '电话回访', filter };
    const { id } = await exporting.ask(input);
    await exporting.until(id, 'DONE');
    expect((await exporting.rows(id))[0]?.[1]).toBe('13812345678');
    const questions = others.asked.slice(before);
    expect(questions.map(({ keys }) => keys.length)).toEqual([250, 250, 100]);
    expect(questions).toEqual(
      questions.map(() => expect.objectContaining({ exportId: id, named: true, purpose: '电话回访' })),
    );
  });

  it('has at most ten thousand matters with names, and as many as there are without', async () => {
    await insertMatters(service, 10_001, { day: '2026-09-01' });
    const filter = { until: '2026-10-01T00:00:00Z' };
    const named = { columns: ['NAME'], named: true, purpose: '电话回访', filter };
    await expect(exporting.ask(named)).rejects.toMatchObject({ code: 'EXPORT_TOO_MANY_NAMED' });
    const { id } = await exporting.ask({ filter });
    expect(await exporting.until(id, 'DONE')).toMatchObject({ rows: 10_001 });
  }, 60_000);

  it('waits behind two others of the unit, and a fourth is told to wait', async () => {
    const letGo = others.hold();
    const columns = ['TITLE'];
    const running = await exporting.ask({ columns });
    await exporting.until(running.id, 'RUNNING');
    const waiting = [
      await exporting.ask({ columns }),
      await exporting.ask({ columns }),
      await exporting.ask({ columns }),
    ];
    await expect(exporting.ask({ columns }, colleague)).rejects.toMatchObject({
      code: 'EXPORT_TOO_MANY_WAITING',
    });
    await expect(exporting.fetch(running.id)).rejects.toMatchObject({ code: 'EXPORT_NOT_READY' });
    const theirs = await exporting.ask({ columns }, neighbour);
    await exporting.cancel(waiting[0]!.id);
    const instead = await exporting.ask({ columns }, colleague);
    await exporting.cancel(running.id);
    letGo();
    for (const { id } of waiting.slice(1)) await exporting.until(id, 'DONE');
    await exporting.until(theirs.id, 'DONE', neighbour);
    await exporting.until(instead.id, 'DONE', colleague);
  }, 60_000);

  describe('for a unit that is away', () => {
    const delegate = actorOf({
      roles: ['GRID'],
      unitId: '440303003020002.office',
      areaCode: '440303003020002',
      subject: 'delegate',
    });
    const actingFor = grid.unitId ?? '';
    const standIn = { ...delegate, unitId: actingFor, delegateId: delegate.unitId ?? '' };
    const absence: Absence = {
      id: '0193a8f1-0000-7000-8000-000000000001',
      unitId: actingFor,
      delegateId: delegate.unitId ?? '',
      from: '2026-11-23T00:00:00.000Z',
      until: '2026-11-23T01:30:00.000Z',
      recordedAt: '2026-11-22T01:00:00.000Z',
      recordedBy: 'grid',
    };

    it('is made and fetched in its absence, and ends with it', async () => {
      await directory.publish(service, time, { kind: 'absence', key: absence.id, body: absence });
      await eventually(async () =>
        expect(await service.sql(`SELECT 1 FROM directory_copy WHERE kind = 'absence'`)).toHaveLength(1),
      );
      const asked = await exporting.ask({}, delegate, { actingFor });
      await exporting.until(asked.id, 'DONE', standIn);
      // as oneself it is not one's own
      await expect(exporting.fetch(asked.id, delegate)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      expect((await exporting.fetch(asked.id, delegate, { actingFor })).rows).toBeGreaterThan(0);
      others.breakOff(new Error('nobody listens there'));
      const running = await exporting.ask({ columns: ['TITLE'] }, delegate, { actingFor });
      await exporting.until(running.id, 'RUNNING', standIn);
      time.set('2026-11-23T09:30:00+08:00');
      await expect(exporting.fetch(asked.id, delegate, { actingFor })).rejects.toMatchObject({
        code: 'NOT_DELEGATED',
      });
      expect(await exporting.until(asked.id, 'EXPIRED', standIn)).toMatchObject({ code: 'NOT_DELEGATED' });
      expect(await exporting.pagesOf(asked.id)).toBe(0);
      expect(await exporting.until(running.id, 'FAILED', standIn)).toMatchObject({ code: 'NOT_DELEGATED' });
      others.breakOff(null);
    }, 60_000);
  });

  it('keeps the file for a day, and a fetch that has begun for half an hour', async () => {
    const { id } = await exporting.ask({});
    const { expiresAt } = await exporting.until(id, 'DONE');
    expect(new Date(expiresAt ?? '').getTime() - time.now().getTime()).toBe(24 * 3_600_000);
    const { id: fetchId } = await exporting.fetch(id);
    time.advance({ minutes: 30 });
    await exporting.page(fetchId, 0);
    time.advance({ minutes: 1 });
    await expect(exporting.page(fetchId, 0)).rejects.toMatchObject({ code: 'EXPORT_GONE' });
    time.advance({ hours: 23, minutes: 28 });
    await exporting.fetch(id);
    time.advance({ minutes: 1 });
    await expect(exporting.fetch(id)).rejects.toMatchObject({ code: 'EXPORT_GONE' });
    expect(await exporting.until(id, 'EXPIRED')).toMatchObject({ file: null, code: null });
    expect(await exporting.pagesOf(id)).toBe(0);
    expect(await service.sql('SELECT 1 FROM ledger_export_fetch WHERE export_id = $1', [id])).toHaveLength(2);
  });
});
