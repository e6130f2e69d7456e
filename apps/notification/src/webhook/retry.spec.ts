import { longestRetryAfter, nextStep, waitAsked } from './retry.js';

const now = new Date('2026-11-23T09:00:00Z');
const schedule = [0, 5_000, 300_000];
const answered = (status: number, retryAfter: string | null = null) =>
  ({ kind: 'ANSWERED', status, retryAfter }) as const;

describe('what follows from an attempt', () => {
  it.each([200, 201, 204, 299])('is delivery for %i', (status) => {
    expect(nextStep(answered(status), 1, schedule, now)).toEqual({ status: 'DELIVERED' });
  });

  it.each([301, 302, 307, 400, 401, 404, 422, 500])('is another attempt for %i', (status) => {
    expect(nextStep(answered(status), 1, schedule, now)).toEqual({
      status: 'FAILED',
      afterMilliseconds: 5_000,
      reason: `HTTP ${status}`,
    });
  });

  it('waits as the schedule says, and gives up after its last attempt', () => {
    const failed = { kind: 'FAILED', reason: 'ECONNREFUSED' } as const;
    expect(nextStep(failed, 2, schedule, now)).toMatchObject({ afterMilliseconds: 300_000 });
    expect(nextStep(failed, 3, schedule, now)).toEqual({
      status: 'ABANDONED',
      reason: 'ECONNREFUSED',
      disables: false,
    });
  });

  it('is the end of the endpoint for 410', () => {
    expect(nextStep(answered(410), 1, schedule, now)).toMatchObject({ status: 'ABANDONED', disables: true });
  });

  it.each([
    { status: 429, retryAfter: '60', wait: 60_000 },
    { status: 502, retryAfter: '60', wait: 60_000 },
    { status: 504, retryAfter: '60', wait: 60_000 },
    { status: 429, retryAfter: '1', wait: 5_000 },
    { status: 429, retryAfter: null, wait: 5_000 },
    { status: 500, retryAfter: '60', wait: 5_000 },
  ])('respects Retry-After $retryAfter of $status with $wait ms', ({ status, retryAfter, wait }) => {
    expect(nextStep(answered(status, retryAfter), 1, schedule, now)).toMatchObject({
      afterMilliseconds: wait,
    });
  });

  it.each([
    { given: 'Mon, 23 Nov 2026 09:02:00 GMT', wait: 120_000 },
    { given: 'Mon, 23 Nov 2026 08:00:00 GMT', wait: 0 },
    { given: '999999999', wait: longestRetryAfter },
    { given: 'soon', wait: 0 },
    { given: '-5', wait: 0 },
  ])('reads Retry-After $given as $wait ms', ({ given, wait }) => {
    expect(waitAsked(given, now)).toBe(wait);
  });
});
