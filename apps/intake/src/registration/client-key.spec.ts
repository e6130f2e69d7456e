import { clientKey, isOfRow } from './client-key.js';

const key = Buffer.alloc(32, 2);
const digest = '0ac5a7e2-2a6c-5b53-8d0e-2f6f8a4d7a11';

describe('the id that a client gives a registration', () => {
  it.each(['tablet-7', digest, `row:${digest}x`, 'row:7', '0193a8f0-0000-7000-8000-000000000001'])(
    '%s is its own, and kept as it is',
    (own) => {
      expect(isOfRow(own)).toBe(false);
      expect(clientKey(key, 'client:hotline', own)).toEqual({ kept: own, before: null });
    },
  );

  it.each([null, undefined, ''])('that is none (%s) is none', (none) => {
    expect(clientKey(key, 'client:hotline', none)).toEqual({ kept: null, before: null });
  });

  it('made of a row is kept as a mark that nobody makes without the key, and each caller has another', () => {
    const { kept, before } = clientKey(key, 'client:hotline', `row:${digest}`);
    expect(before).toBe(digest);
    expect(isOfRow(`row:${digest}`)).toBe(true);
    expect(kept).toMatch(/^row:[\w-]{43}$/);
    expect(kept).not.toContain(digest);
    expect(clientKey(key, 'client:hotline', `row:${digest}`).kept).toBe(kept);
    expect(clientKey(key, 'client:forum', `row:${digest}`).kept).not.toBe(kept);
    expect(clientKey(Buffer.alloc(32, 3), 'client:hotline', `row:${digest}`).kept).not.toBe(kept);
  });
});
