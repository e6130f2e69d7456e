import { judge, paceOf, type Sample } from './pace.js';

const pace = { leastRate: 1_000, windowMs: 10_000, bodyWithinMs: 30_000 };
const sample = (seconds: number, more: Partial<Sample> = {}): Sample => ({
  ...{ at: seconds * 1_000, read: 0, taken: 0, waiting: 0 },
  ...more,
});

describe('a body that comes', () => {
  const coming = { begun: 0, bodyComplete: false, since: sample(0) };

  it.each([
    ['nothing after less than a window', sample(9.9), null],
    ['nothing in a window', sample(10), 'BODY'],
    ['a byte too few', sample(10, { read: 9_999 }), 'BODY'],
    ['just enough', sample(10, { read: 10_000 }), null],
    ['fast, and without an end', sample(31, { read: 1_000_000 }), 'BODY'],
  ] as const)('with %s', (_, now, slow) => expect(judge(coming, now, pace).slow).toBe(slow));

  it('is looked at window by window: a fast beginning excuses no end', () => {
    const { since } = judge(coming, sample(10, { read: 1_000_000 }), pace);
    expect(judge({ ...coming, since }, sample(20, { read: 1_000_500 }), pace).slow).toBe('BODY');
  });
});

describe('an answer that is read', () => {
  const asked = { begun: 0, bodyComplete: true, since: sample(0) };

  it.each([
    ['nothing to read: we are at work, or a stream has nothing to say', sample(100), null],
    ['much to read, and nothing taken', sample(10, { waiting: 100_000 }), 'ANSWER'],
    ['a byte too few taken', sample(10, { waiting: 100_000, taken: 9_999 }), 'ANSWER'],
    ['just enough taken', sample(10, { waiting: 100_000, taken: 10_000 }), null],
    ['less left than a window takes, and that much taken', sample(10, { waiting: 10, taken: 10 }), null],
  ] as const)('with %s', (_, now, slow) => expect(judge(asked, now, pace).slow).toBe(slow));

  it('begins to count when there is something to read', () => {
    const { since } = judge(asked, sample(60), pace);
    expect(judge({ ...asked, since }, sample(69, { waiting: 100_000 }), pace).slow).toBeNull();
  });
});

describe('the pace of a request', () => {
  it('is slow enough for a film where files come, and nowhere else', () => {
    const film = paceOf('POST', '/files').bodyWithinMs;
    expect(paceOf('POST', '/files?x').bodyWithinMs).toBe(film);
    for (const [method, url] of [
      ['POST', '/graphql'],
      ['GET', '/files/1'],
      ['POST', '/filesystem'],
      [undefined, undefined],
    ] as const)
      expect(paceOf(method, url).bodyWithinMs).toBeLessThan(film);
  });
});
