import type { OperationAnswer } from '@weisu/api';
import {
  announce,
  AppealClosed,
  AppealMerged,
  AppealRated,
  AppealReopened,
  AppealUnmerged,
} from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import {
  neighbour,
  register,
  registerResolved,
  resolve,
  resident,
  secret,
  startEvaluation,
  street,
} from '../evaluation.fixture.js';

type Rating = OperationAnswer['rateAppeal'];

describe('rating by the resident', () => {
  let service: TestService;
  const time = new TestTime('2026-11-23T09:00:00+08:00');

  beforeAll(async () => {
    service = await startEvaluation(time);
  });
  afterAll(() => service.stop());

  const rate = (number: string, given: { secret?: string; stars?: number; comment?: string } = {}) =>
    service.call<Rating>('rateAppeal', { number, secret, stars: 5, ...given }, null);

  it('is given once, by the secret and without an account; its comment is in no event', async () => {
    const { appealId, number } = await registerResolved(service, time.now());
    expect(await rate(number, { stars: 2, comment: '很慢' })).toEqual({
      stars: 2,
      original: 2,
      objected: false,
      comment: '很慢',
      at: time.now().toISOString(),
    });
    await expect(rate(number)).rejects.toMatchObject({ code: 'RATED_ALREADY' });
    await service.settled();
    expect(service.probe.of(AppealRated, appealId)).toMatchObject([{ payload: { stars: 2 } }]);
    expect(await service.sql(`SELECT 1 FROM journal WHERE payload::text LIKE '%很慢%'`)).toHaveLength(0);
  });

  it('is given once when two come at the same time', async () => {
    const { number } = await registerResolved(service, time.now());
    const both = await Promise.allSettled([rate(number), rate(number, { stars: 1 })]);
    expect(both.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: 'RATED_ALREADY' },
    });
  });

  it('of what is handled with another matter is open when that is resolved, and closed when it is its own again', async () => {
    const { appealId, number } = await register(service, time.now());
    const target = await register(service, time.now());
    const merged = announce(AppealMerged, { appealId, intoId: target.appealId });
    await service.probe.say(appealId, merged, time.now());
    await expect(rate(number)).rejects.toMatchObject({ code: 'RATING_CLOSED' });
    await resolve(service, target.appealId, time.now());
    const unmerged = announce(AppealUnmerged, {
      ...{ appealId, fromId: target.appealId, cause: 'STAFF', mergedAt: null },
      ...{ noteId: appealId, letGo: [] },
    });
    await service.probe.say(appealId, unmerged, time.now());
    await expect(rate(number)).rejects.toMatchObject({ code: 'RATING_CLOSED' });
    await service.probe.say(appealId, merged, time.now());
    expect(await rate(number, { stars: 3 })).toMatchObject({ stars: 3 });
    // the other appellant rates for herself
    expect(await rate(target.number)).toMatchObject({ stars: 5 });
  });

  it.each([0, 6])('refuses %i stars and stores nothing', async (stars) => {
    const { appealId, number } = await registerResolved(service, time.now());
    await expect(rate(number, { stars })).rejects.toMatchObject({ code: 'STARS_INVALID' });
    expect(await service.sql('SELECT 1 FROM rating WHERE appeal_id = $1', [appealId])).toHaveLength(0);
  });

  it('is open from the resolution on, closed while the matter is done again, and open after the closing', async () => {
    const { appealId, number } = await register(service, time.now());
    await expect(rate(number)).rejects.toMatchObject({ code: 'RATING_CLOSED' });
    const again = announce(AppealReopened, { appealId, cause: 'STAFF', noteId: null });
    await service.probe.say(appealId, again, time.now());
    await expect(rate(number)).rejects.toMatchObject({ code: 'RATING_CLOSED' });
    const closed = { appealId, solved: true, meansExhausted: true, waivers: 0, automatic: false };
    await service.probe.say(appealId, announce(AppealClosed, closed), time.now());
    expect(await rate(number)).toMatchObject({ stars: 5 });
  });

  it('answers a wrong secret and an unknown number alike, and after ten in an hour PROOF_NEEDED even to the right one', async () => {
    time.set('2026-11-23T10:59:00+08:00');
    const { number } = await registerResolved(service, time.now());
    for (const target of [number, '20991231-000001-1']) {
      const guesses = Array.from({ length: 10 }, (_, n) => rate(target, { secret: `WRONG${n}` }));
      for (const guess of await Promise.allSettled(guesses))
        expect(guess).toMatchObject({ reason: { code: 'NOT_FOUND' } });
      await expect(rate(target)).rejects.toMatchObject({ code: 'PROOF_NEEDED' });
    }
    time.set('2026-11-23T11:00:00+08:00');
    expect(await rate(number)).toMatchObject({ stars: 5 });
  });

  it('does not count right guesses, and survives many wrong ones at once', async () => {
    const { number } = await registerResolved(service, time.now());
    const guesses = await Promise.allSettled(
      Array.from({ length: 30 }, () => rate(number, { secret: 'WRONG' })),
    );
    const codes = guesses.map((guess) => (guess as { reason: { code: string } }).reason.code);
    expect(codes.filter((code) => code === 'NOT_FOUND')).toHaveLength(10);
    expect(codes.filter((code) => code === 'PROOF_NEEDED')).toHaveLength(20);
    const other = await registerResolved(service, time.now());
    await rate(other.number);
    for (let again = 0; again < 11; again += 1)
      await expect(rate(other.number)).rejects.toMatchObject({ code: 'RATED_ALREADY' });
  });

  it('is seen with the matter', async () => {
    const { appealId, number } = await registerResolved(service, time.now(), {
      registered: { residentSubject: resident.subject },
    });
    await rate(number, { stars: 4 });
    const load = (actor: typeof street) =>
      service.call<(Rating | null)[]>('ratingByAppeal', { keys: [appealId, 'x'] }, actor);
    expect(await load(street)).toMatchObject([{ stars: 4 }, null]);
    expect(await load(resident)).toMatchObject([{ stars: 4 }, null]);
    expect(await load(neighbour)).toEqual([null, null]);
  });
});
