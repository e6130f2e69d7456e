import type { AppealAnswer } from '@weisu/api';
import { AppealRegistered, OnTheSpotRecorded } from '@weisu/contracts';
import {
  community,
  communityTwo,
  department,
  grid,
  gridCode,
  hotline,
  inGrid,
  startIntake,
} from '../intake.fixture.js';

describe('a matter settled on the spot', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  const input = {
    text: '消防通道被电动车堵住',
    action: '当场劝离，通道恢复',
    outcome: 'SETTLED',
    category: 'FIRE',
    occurredAt: '2026-11-23T08:40:00+08:00',
    clientId: 'patrol-1',
  };
  const record = (given: object, actor: Parameters<typeof service.call>[2]) =>
    service.call<AppealAnswer>('recordOnTheSpot', { input: given }, actor);

  it('is found by us, where the patrol works, and announced as closed at once', async () => {
    const answer = await record(input, grid);
    expect(answer).toMatchObject({
      origin: 'FOUND',
      channel: 'PATROL',
      areaCode: gridCode,
      appellant: null,
      firstReceiverId: '440303003020001.office',
    });
    await service.settled();
    expect(service.probe.of(AppealRegistered, answer.id)).toEqual([]);
    expect(service.probe.of(OnTheSpotRecorded, answer.id).map(({ payload }) => payload)).toMatchObject([
      { number: answer.number, category: 'FIRE', outcome: 'SETTLED', areaCode: gridCode },
    ]);
    expect(await service.sql('SELECT action FROM on_the_spot WHERE appeal_id = $1', [answer.id])).toEqual([
      { action: input.action },
    ]);
  });

  it('comes once for one clientId, also when the tablet sends it three times at once', async () => {
    const sent = { ...input, clientId: 'patrol-2', point: inGrid };
    const answers = await Promise.all([record(sent, grid), record(sent, grid), record(sent, grid)]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    await service.settled();
    expect(service.probe.of(OnTheSpotRecorded, answers[0]?.id)).toHaveLength(1);
    await expect(record({ ...sent, text: '另一件事' }, grid)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSE',
    });
  });

  it.each([
    { given: { areaCode: '440303004029' }, code: 'AREA_NOT_FOUND' },
    { given: { text: ' ' }, code: 'TEXT_EMPTY' },
    { given: { action: ' ' }, code: 'TEXT_EMPTY' },
    { given: { category: 'NONSENSE' }, code: 'CATEGORY_UNKNOWN' },
    { given: { occurredAt: '2026-11-24T09:00:00+08:00' }, code: 'INVALID_ARGUMENT' },
  ])('is refused with $code for $given, and nothing is stored', async ({ given, code }) => {
    await expect(record({ ...input, clientId: 'bad', ...given }, community)).rejects.toMatchObject({ code });
    expect(await service.sql(`SELECT 1 FROM appeal WHERE client_id = 'bad'`)).toEqual([]);
  });

  it('is recorded by street, community and grid only, each in its area', async () => {
    for (const actor of [department, hotline])
      await expect(record(input, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(record({ ...input, point: inGrid }, communityTwo)).rejects.toMatchObject({
      code: 'AREA_NOT_FOUND',
    });
    expect(
      await record({ ...input, clientId: 'patrol-3', areaCode: '440303003020' }, community),
    ).toMatchObject({ areaCode: '440303003020' });
  });
});
