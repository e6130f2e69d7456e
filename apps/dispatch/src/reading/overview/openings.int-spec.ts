import type { AppealOpeningConnectionAnswer } from '@weisu/api';
import { retire } from '@weisu/service-host';
import { actorOf, TestTime, type TestService } from '@weisu/testing';
import { dispatchDefinition } from '../../index.js';
import { officials, registered, startDispatch } from '../../matter.fixture.js';

const { desk, grid, neighbour, district } = officials;
const auditor = actorOf({ roles: ['AUDITOR'], areaCode: '440303', subject: 'auditor', client: 'console' });
const elsewhere = actorOf({ roles: ['DISTRICT'], areaCode: '440304', subject: 'other-district' });

describe('who opened an appeal', () => {
  const time = new TestTime('2026-11-23T09:00:10+08:00');
  let service: TestService;
  let id: string;

  const openings = async (args: Readonly<{ first?: number; after?: string }> = {}, actor = auditor) =>
    service.call<AppealOpeningConnectionAnswer>('appealOpenings', { id, ...args }, actor);
  const seen = async () =>
    (await openings()).edges?.map(({ node }) => [node?.operation, node?.actorId, node?.unitId]);

  beforeAll(async () => {
    service = await startDispatch(time);
  });
  beforeEach(async () => {
    time.set(new Date('2026-11-23T09:00:10+08:00'));
    id = await registered(service, time);
  });
  afterAll(() => service.stop());

  it('is written down once a minute for the same person, the latest first', async () => {
    await service.call('appeal', { id }, desk);
    await Promise.all([1, 2, 3].map(() => service.call('appeal', { id }, desk)));
    expect(await seen()).toEqual([['appeal', desk.subject, desk.unitId]]);
    time.set(new Date('2026-11-23T09:01:00+08:00'));
    await service.call('appeal', { id }, grid);
    await service.call('appeal', { id }, desk);
    const [latest, next, first] = (await seen()) ?? [];
    expect([latest?.[1], next?.[1]].toSorted()).toEqual([desk.subject, grid.subject].toSorted());
    expect(first).toEqual(['appeal', desk.subject, desk.unitId]);
    expect(await seen()).toHaveLength(3);
    expect((await openings()).edges?.at(-1)?.node).toMatchObject({
      at: '2026-11-23T01:00:10.000Z',
      actorKind: 'STAFF',
      correlationId: expect.any(String) as unknown,
    });
  });

  it('holds nobody who was shown nothing, and nobody who read a list', async () => {
    expect(await service.call('appeal', { id }, neighbour)).toBeNull();
    await service.call('appeals', {}, desk);
    await service.call('handlingByAppeal', { keys: [id] }, desk);
    expect(await seen()).toEqual([]);
  });

  it('is read in pages', async () => {
    for (const minute of [1, 2, 3, 4, 5]) {
      time.set(new Date(`2026-11-23T09:0${minute}:00+08:00`));
      await service.call('appeal', { id }, desk);
    }
    const first = await openings({ first: 2 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true });
    const rest = await openings({ first: 10, after: first.pageInfo?.endCursor ?? '' });
    expect([...(first.edges ?? []), ...(rest.edges ?? [])].map(({ node }) => node?.at)).toEqual(
      [5, 4, 3, 2, 1].map((minute) => `2026-11-23T01:0${minute}:00.000Z`),
    );
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false });
    await expect(openings({ after: 'made-up' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('says since when it is kept, once a month of it went', async () => {
    await service.call('appeal', { id }, desk);
    expect((await openings()).keptSince).toBeNull();
    time.set(new Date('2026-12-01T00:00:00+08:00'));
    await service.call('appeal', { id }, desk);
    expect(await seen()).toHaveLength(2);
    const environment = { ACCESS_LOG_MONTHS: '6' };
    const place = { ownerUrl: service.database.adminUrl, environment, time };
    time.set(new Date('2027-05-31T23:59:59+08:00'));
    expect(await retire(dispatchDefinition, place)).toEqual([]);
    time.set(new Date('2027-06-01T00:00:00+08:00'));
    expect(await retire(dispatchDefinition, place)).toMatchObject([{ month: '2026-11-01' }]);
    expect((await openings()).edges?.map(({ node }) => node?.at)).toEqual(['2026-11-30T16:00:00.000Z']);
    expect((await openings()).keptSince).toBe('2026-11-30T16:00:00.000Z');
  });

  it('is for auditors and the district: not for a desk, and not for another district', async () => {
    await service.call('appeal', { id }, desk);
    expect((await openings({}, district)).edges).toHaveLength(1);
    await expect(openings({}, desk)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(openings({}, elsewhere)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      service.call('appealOpenings', { id: '00000000-0000-4000-8000-000000000000' }, auditor),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('can be added to and not be changed, and is no entry of the ledger', async () => {
    const before = await service.sql('SELECT count(*) FROM journal');
    await service.call('appeal', { id }, desk);
    for (const change of [
      'UPDATE access_log SET client = client',
      'DELETE FROM access_log',
      'TRUNCATE access_log',
    ])
      await expect(service.running.source.query(change)).rejects.toThrow('permission denied');
    expect(await service.sql('SELECT count(*) FROM journal')).toEqual(before);
  });

  it('answers nothing when it cannot be written down', async () => {
    await service.sql('ALTER TABLE access_log RENAME TO elsewhere');
    await expect(service.call('appeal', { id }, desk)).rejects.toMatchObject({ code: 'INTERNAL' });
    await service.sql('ALTER TABLE elsewhere RENAME TO access_log');
  });
});
