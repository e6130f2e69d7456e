import type { AppealAnswer, PublicProgressAnswer } from '@weisu/api';
import {
  announce,
  AppealJudged,
  AppealRated,
  AppealUnmerged,
  ClockOverdue,
  SupervisionIssued,
} from '@weisu/contracts';
import { eventually, TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  clocksOf,
  numberOf,
  officials,
  registered,
  secret,
  secretVerifier,
  startDispatch,
  statusOf,
} from '../../matter.fixture.js';

const { desk, grid, neighbour, department, auditor } = officials;
const monday = '2026-11-23T09:00:00+08:00';

describe('a merge that is taken back', () => {
  const time = new TestTime(monday);
  let service: TestService;
  let own: string;
  let target: string;
  beforeAll(async () => (service = await startDispatch(time)));
  beforeEach(async () => {
    time.set(monday);
    own = await registered(service, time, { secretVerifier });
    target = await registered(service, time, { secretVerifier });
  });
  afterAll(() => service.stop());

  const merge = () => service.call<AppealAnswer>('mergeAppeal', { id: own, into: target }, desk);
  const unmerge = (actor = desk, more: object = {}) =>
    service.call<AppealAnswer>('unmergeAppeal', { id: own, reason: '两处不是同一盏灯', ...more }, actor);
  const separate = async (more: object = {}, options: object = {}) =>
    service.call<PublicProgressAnswer>(
      'separateAppeal',
      { number: await numberOf(service, own), secret, reason: '这不是我反映的事', ...more },
      null,
      options,
    );
  const track = async () =>
    service.call<PublicProgressAnswer>('trackAppeal', { number: await numberOf(service, own), secret }, null);
  const close = async () => {
    const { lead, assist } = await allocated(service, target);
    await service.call('resolveWorkOrder', { id: assist.id, note: '已协办' }, department);
    await service.call('resolveWorkOrder', { id: lead.id, note: '已修复' }, grid);
    await service.call(
      'fileHandlingOpinion',
      { id: lead.id, input: { facts: '属实', opinion: '已办' } },
      grid,
    );
    const settled = announce(AppealJudged, { appealId: target, verdict: 'SETTLED', kind: 'SUPERVISORY' });
    await service.probe.say(target, settled, time.now());
    await service.call('closeAppeal', { id: target, closing: { solved: true, meansExhausted: true } }, desk);
  };

  it('is its own matter again, to be allocated anew, and what the other became is no longer its own', async () => {
    await merge();
    time.set('2026-11-23T09:30:00+08:00');
    expect(await unmerge()).toMatchObject({ status: 'REGISTERED' });
    const { lead } = await allocated(service, own);
    await service.call('acceptWorkOrder', { id: lead.id }, grid);
    expect(await statusOf(service, own)).toBe('HANDLING');
    expect(await statusOf(service, target)).toBe('REGISTERED');
    await service.settled();
    expect(service.probe.of(AppealUnmerged, own).map(({ payload }) => payload)).toMatchObject([
      { fromId: target, cause: 'STAFF', mergedAt: new Date(monday).toISOString(), letGo: [] },
    ]);
  });

  it('has limits that run from its own registration: the joined time is ours', async () => {
    const before = (await clocksOf(service, own))['ALLOCATE'];
    await merge();
    time.set('2026-11-25T09:00:00+08:00');
    await unmerge();
    expect((await clocksOf(service, own))['ALLOCATE']).toMatchObject({ due_by: before?.due_by });
    await eventually(() => {
      const kinds = service.probe.of(ClockOverdue, own).map(({ payload }) => payload.kind);
      expect(kinds.toSorted()).toEqual(['ALLOCATE', 'CONTACT', 'VERIFY']);
    });
  });

  it('does not say again that a limit has passed which had passed before', async () => {
    time.set('2026-11-25T09:00:00+08:00');
    // allocating, first contact and verification
    await eventually(() => expect(service.probe.of(ClockOverdue, own)).toHaveLength(3));
    await merge();
    await unmerge();
    await service.settled();
    expect(service.probe.of(ClockOverdue, own)).toHaveLength(3);
    expect(await service.sql('SELECT 1 FROM clock WHERE owner_id = $1', [own])).toHaveLength(3);
  });

  it('brings nothing back that was erased, and what others are handled with is not declined', async () => {
    await merge();
    await expect(
      service.call('declineAppeal', { id: target, ground: 'OUT_OF_SCOPE', explanation: '不属职责' }, desk),
    ).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await service.sql('UPDATE handling SET personal_data_erased_at = now() WHERE id = $1', [own]);
    await expect(unmerge()).rejects.toMatchObject({ code: 'PERSONAL_DATA_ERASED' });
    expect(await statusOf(service, own)).toBe('MERGED');
  });

  it('is said by the appellant with her secret, once and for good', async () => {
    await merge();
    expect(await track()).toMatchObject({ merged: true });
    const separated = await separate();
    expect(separated).toMatchObject({ status: 'REGISTERED', merged: false });
    await service.settled();
    expect((await track()).steps?.at(-1)?.label).toMatch(/单独办理/);
    await expect(merge()).rejects.toMatchObject({ code: 'MERGE_INVALID' });
    await expect(service.call('mergeAppeal', { id: target, into: own }, desk)).rejects.toMatchObject({
      code: 'MERGE_INVALID',
    });
    const third = await registered(service, time);
    await service.call('mergeAppeal', { id: own, into: third }, desk);
    expect(await statusOf(service, own)).toBe('MERGED');
  });

  it('is said once by one that comes again, and by one of two at once', async () => {
    await merge();
    const both = await Promise.allSettled([separate(), unmerge()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(separate()).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await service.settled();
    expect(service.probe.of(AppealUnmerged, own)).toHaveLength(1);
  });

  it('answers a repetition under its key where the matter stands', async () => {
    await merge();
    const key = { idempotencyKey: `separate-${own}-0123456789abcdef0123456789abcdef` };
    await separate({}, key);
    expect(await separate({}, key)).toMatchObject({ status: 'REGISTERED' });
  });

  it('lets go whose orders had ended with the merging', async () => {
    const { assist } = await allocated(service, own);
    await merge();
    const seen = () => service.call<AppealAnswer>('appeal', { id: own }, department);
    expect(await seen()).toMatchObject({ former: false });
    await unmerge();
    expect(await seen()).toMatchObject({ former: true });
    await service.settled();
    expect(service.probe.of(AppealUnmerged, own)[0]?.payload.letGo).toContainEqual({
      workOrderId: assist.id,
      unitId: department.unitId,
    });
  });

  it.each([
    ['a neighbour', neighbour, 'NOT_FOUND'],
    ['a grid, which does not triage', grid, 'FORBIDDEN'],
    ['an auditor', auditor, 'FORBIDDEN'],
  ])('is nothing for %s', async (_, actor, code) => {
    await merge();
    await expect(unmerge(actor)).rejects.toMatchObject({ code });
    expect(await statusOf(service, own)).toBe('MERGED');
  });

  it.each([
    ['what is not merged', async () => unmerge(), 'STATE_FORBIDS'],
    ['a wrong secret', async () => (await merge(), separate({ secret: 'WRONG' })), 'NOT_FOUND'],
    ['no reason', async () => (await merge(), separate({ reason: ' ' })), 'TEXT_EMPTY'],
    [
      'another version',
      async () => (await merge(), unmerge(desk, { expectedVersion: 99 })),
      'VERSION_CONFLICT',
    ],
  ])('is refused for %s', async (_, act, code) => {
    await expect(act()).rejects.toMatchObject({ code });
  });

  it('is taken back until 30 days after both have ended, to the millisecond', async () => {
    await merge();
    await close();
    expect(await statusOf(service, target)).toBe('CLOSED');
    const ended = time.now().getTime();
    time.set(new Date(ended + 30 * 86_400_000 + 1));
    await expect(unmerge()).rejects.toMatchObject({ code: 'UNMERGE_TOO_LATE' });
    time.set(new Date(ended + 30 * 86_400_000));
    await unmerge();
    expect(await statusOf(service, own)).toBe('REGISTERED');
  });

  it('of who is handled with another she rates when that is done, and a bad rating is its lead’s', async () => {
    await merge();
    expect((await track()).mayRate).toBe(false);
    await close();
    expect((await track()).mayRate).toBe(true);
    await service.probe.say(own, announce(AppealRated, { appealId: own, stars: 1 }), time.now());
    expect((await track()).mayRate).toBe(false);
    await service.settled();
    expect(service.probe.of(SupervisionIssued, own)).toEqual([]);
    expect(service.probe.of(SupervisionIssued, target).map(({ payload }) => payload.unitId)).toEqual([
      grid.unitId,
    ]);
  });
});
