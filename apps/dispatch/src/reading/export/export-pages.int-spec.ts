import { randomUUID } from 'node:crypto';
import { announce, PersonalDataErased } from '@weisu/contracts';
import { CallRefused } from '@weisu/service-host';
import {
  actorOf,
  DemoDirectory,
  eventually,
  startTestService,
  TestTime,
  type TestService,
} from '@weisu/testing';
import { testConfig } from '../../config.fixture.js';
import { dispatchDefinition } from '../../index.js';
import { startDispatch } from '../../matter.fixture.js';
import { Exporting, insertMatters, TestOthers } from './export.fixture.js';
import { admitWaiting } from './turn.store.js';

/** Sees what it takes part in, and nothing else. */
const department = actorOf({
  roles: ['DEPARTMENT'],
  unitId: 'unit-1',
  areaCode: '440303',
  subject: 'department',
});
const columns = ['NUMBER', 'TITLE'];

describe('an export of the ledger, page after page', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const others = new TestOthers();
  let service: TestService;
  let second: TestService;
  let exporting: Exporting;
  beforeAll(async () => {
    service = await startDispatch(time, new DemoDirectory(), others);
    second = await startTestService(dispatchDefinition, testConfig(new DemoDirectory(), others), time, {
      database: service.database,
      transport: service.transport,
    });
    exporting = new Exporting(service);
  });
  afterEach(() => {
    others.breakOff(null);
    others.asked.length = 0;
  });
  afterAll(async () => {
    await second.stop();
    await service.stop();
  });

  const numbersIn = async (id: string, actor = department) =>
    (await exporting.rows(id, actor)).map(([number]) => number);
  const isAsked = (times: number) => eventually(() => expect(others.asked).toHaveLength(times), 20_000);
  /** As if half a minute had passed in which nobody heard of who works on it. */
  const losesItsProcess = () =>
    service.sql(
      `UPDATE ledger_export SET leased_until = clock_timestamp() - interval '1 second' WHERE state = 'RUNNING'`,
    );

  it('has each matter once, the newest first, a thousand a page', async () => {
    const numbers = await insertMatters(service, 2_500, { unitIds: ['unit-1'] });
    const { id } = await exporting.ask({ columns }, department);
    expect(await exporting.until(id, 'DONE', department)).toMatchObject({
      rows: 2_500,
      file: `/exports/${id}.xlsx`,
    });
    expect(await numbersIn(id)).toEqual(numbers);
    const pages = await service.sql(
      'SELECT cardinality(appeal_ids) AS matters FROM ledger_export_page WHERE export_id = $1 ORDER BY index',
      [id],
    );
    expect(pages).toEqual([{ matters: 1_000 }, { matters: 1_000 }, { matters: 500 }]);
    expect(others.asked.map(({ keys }) => keys.length)).toEqual(Array<number>(10).fill(250));
    const [stored] = await service.sql<{ text: string }>(
      `SELECT encode(content, 'escape') AS text FROM ledger_export_page WHERE export_id = $1 AND index = 0`,
      [id],
    );
    expect(stored?.text).not.toContain(numbers[0]);
    expect(await service.sql('SELECT asked FROM ledger_export WHERE id = $1', [id])).toEqual([
      { asked: null },
    ]);
  });

  it('goes on where it was when a process dies within a page, and has no row twice', async () => {
    const unit = { ...department, unitId: 'unit-2' };
    const numbers = await insertMatters(service, 1_500, { unitIds: ['unit-2'], day: '2026-10-02' });
    const letGo = others.hold(1);
    const { id } = await exporting.ask({ columns }, unit);
    await isAsked(1);
    await losesItsProcess();
    const done = await exporting.until(id, 'DONE', unit);
    // who was believed dead comes late
    letGo();
    expect(done.rows).toBe(1_500);
    expect(await numbersIn(id, unit)).toEqual(numbers);
    expect(await exporting.read(id, unit)).toMatchObject({ state: 'DONE', rows: 1_500 });
  });

  it('waits for a part that is away, and fails when another says no for good', async () => {
    others.breakOff(new Error('nobody listens there'));
    const [number] = await insertMatters(service, 1, { day: '2026-11-02' });
    const { id } = await exporting.ask({ columns, filter: { from: '2026-11-01T00:00:00Z' } });
    await eventually(() => expect(others.asked.length).toBeGreaterThan(1), 20_000);
    expect(await exporting.read(id)).toMatchObject({ state: 'RUNNING', rows: 0 });
    others.breakOff(null);
    await exporting.until(id, 'DONE');
    expect((await exporting.rows(id)).map(([cell]) => cell)).toEqual([number]);
    others.breakOff(new CallRefused('exportedAppeals', 'DATA_KEY_LOST'));
    const refused = await exporting.ask({ columns });
    expect(await exporting.until(refused.id, 'FAILED')).toMatchObject({
      code: 'DATA_KEY_LOST',
      message: expect.stringContaining('密钥'),
      file: null,
    });
    expect(await exporting.pagesOf(refused.id)).toBe(0);
  });

  it('shows nothing of a matter that its asker was let go from before its page', async () => {
    const unit = { ...department, unitId: 'unit-3' };
    const numbers = await insertMatters(service, 1_200, { unitIds: ['unit-3'], day: '2026-10-03' });
    const letGo = others.hold(1);
    const { id } = await exporting.ask({ columns }, unit);
    await isAsked(1);
    const last = numbers.at(-1);
    await service.sql(
      `UPDATE appeal_scope SET unit_ids = '{}' WHERE appeal_id = (SELECT id FROM handling WHERE number = $1)`,
      [last],
    );
    letGo();
    await exporting.until(id, 'DONE', unit);
    expect(await numbersIn(id, unit)).toEqual(numbers.slice(0, -1));
  });

  it('is refused whole when its asker was let go from a matter that is in it', async () => {
    const unit = { ...department, unitId: 'unit-4' };
    const [number] = await insertMatters(service, 2, { unitIds: ['unit-4'], day: '2026-10-04' });
    const { id } = await exporting.ask({ columns }, unit);
    await exporting.until(id, 'DONE', unit);
    expect(await numbersIn(id, unit)).toHaveLength(2);
    await service.sql(
      `UPDATE appeal_scope SET unit_ids = '{}' WHERE appeal_id = (SELECT id FROM handling WHERE number = $1)`,
      [number],
    );
    await expect(exporting.fetch(id, unit)).rejects.toMatchObject({ code: 'EXPORT_RIGHTS_CHANGED' });
  });

  it('ends when it is cancelled within a page, and nothing of it is kept', async () => {
    const letGo = others.hold(1);
    const { id } = await exporting.ask({ columns });
    await isAsked(1);
    expect(await exporting.cancel(id)).toMatchObject({ state: 'CANCELLED', file: null });
    letGo();
    expect(await exporting.cancel(id)).toMatchObject({ state: 'CANCELLED' });
    expect(await exporting.pagesOf(id)).toBe(0);
    await expect(exporting.fetch(id)).rejects.toMatchObject({ code: 'EXPORT_GONE' });
    // the process that was making it makes the next one
    const { id: next } = await exporting.ask({ columns, filter: { from: '2026-11-01T00:00:00Z' } });
    await exporting.until(next, 'DONE');
    expect(await exporting.pagesOf(id)).toBe(0);
  });

  it('fails with the claims of its asker, an hour after it was asked for', async () => {
    others.breakOff(new Error('nobody listens there'));
    const { id } = await exporting.ask({ columns });
    await isAsked(1);
    time.advance({ hours: 1 });
    expect(await exporting.read(id)).toMatchObject({ state: 'RUNNING' });
    time.advance({ minutes: 1 });
    expect(await exporting.until(id, 'FAILED')).toMatchObject({ code: 'EXPORT_TOO_LONG' });
    expect(await service.sql('SELECT asked, page_key FROM ledger_export WHERE id = $1', [id])).toEqual([
      { asked: null, page_key: null },
    ]);
  });

  describe('with the personal data of a matter erased', () => {
    const erased = (appealId: string) =>
      service.probe.say(
        appealId,
        announce(PersonalDataErased, {
          appealId,
          erasureId: randomUUID(),
          ground: 'REQUEST',
          attachmentIds: [],
        }),
        time.now(),
      );
    const idOf = async (number: string | undefined) =>
      (await service.sql<{ id: string }>('SELECT id FROM handling WHERE number = $1', [number]))[0]?.id ?? '';

    it('is deleted where the matter is in it, and stays where it is not', async () => {
      const [inIt] = await insertMatters(service, 1, { unitIds: ['unit-5'], day: '2026-10-05' });
      const [outside] = await insertMatters(service, 1, { day: '2026-10-06' });
      const unit = { ...department, unitId: 'unit-5' };
      const { id } = await exporting.ask({ columns }, unit);
      await exporting.until(id, 'DONE', unit);
      await erased(await idOf(outside));
      const { id: fetchId } = await exporting.fetch(id, unit);
      await erased(await idOf(inIt));
      expect(await exporting.read(id, unit)).toMatchObject({
        state: 'EXPIRED',
        code: 'PERSONAL_DATA_ERASED',
      });
      expect(await exporting.pagesOf(id)).toBe(0);
      await expect(exporting.page(fetchId, 0)).rejects.toMatchObject({ code: 'EXPORT_GONE' });
    });

    it('ends while the page with the matter is being made', async () => {
      const [number] = await insertMatters(service, 1, { unitIds: ['unit-7'], day: '2026-10-07' });
      const unit = { ...department, unitId: 'unit-7' };
      const letGo = others.hold(1);
      const { id } = await exporting.ask({ columns }, unit);
      await isAsked(1);
      await erased(await idOf(number));
      letGo();
      expect(await exporting.read(id, unit)).toMatchObject({ state: 'FAILED', code: 'PERSONAL_DATA_ERASED' });
      expect(await exporting.pagesOf(id)).toBe(0);
    });
  });

  it('begins beside one other at most, however many processes admit', async () => {
    const held = others.hold();
    const street = (n: number) =>
      actorOf({ roles: ['STREET'], unitId: `street-${n}`, areaCode: '440303003', subject: `s${n}` });
    const asked = await Promise.all([1, 2, 3, 4].map((n) => exporting.ask({ columns }, street(n))));
    await Promise.all(Array.from({ length: 8 }, () => admitWaiting(service.running.source)));
    const states = await service.sql<{ state: string }>(
      `SELECT state FROM ledger_export WHERE state IN ('WAITING', 'RUNNING') ORDER BY state`,
    );
    expect(states.map(({ state }) => state)).toEqual(['RUNNING', 'RUNNING', 'WAITING', 'WAITING']);
    held();
    for (const [index, { id }] of asked.entries()) await exporting.until(id, 'DONE', street(index + 1));
  });
});
