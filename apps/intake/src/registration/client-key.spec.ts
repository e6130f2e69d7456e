import { clientKey, isOfRow, sameAddress } from './client-key.js';

const key = Buffer.alloc(32, 2);
const digest = '0ac5a7e2-2a6c-5b53-8d0e-2f6f8a4d7a11';

describe('the id that a client gives a registration', () => {
  it.each(['tablet-7', digest, `row:${digest}x`, 'row:7', '0193a8f0-0000-7000-8000-000000000001'])(
    '%s is its own, and kept as it is',
    (own) => {
      expect(isOfRow(own)).toBe(false);
      expect(clientKey(key, 'client:hotline', own, '东门中路 1 号')).toEqual({ kept: own, before: [] });
    },
  );

  it.each([null, undefined, ''])('that is none (%s) is none', (none) => {
    expect(clientKey(key, 'client:hotline', none, null)).toEqual({ kept: null, before: [] });
  });

  const row = `row:${digest}`;
  const kept = (address: string | null, registrar = 'client:hotline', by = key): string | null =>
    clientKey(by, registrar, row, address).kept;

  it('made of a row is kept as a mark that nobody makes without the key, and each caller has another', () => {
    expect(isOfRow(row)).toBe(true);
    expect(kept(null)).toMatch(/^row:[\w-]{43}$/);
    expect(kept(null)).toBe(kept(''));
    expect(kept(null, 'client:forum')).not.toBe(kept(null));
    expect(kept(null, 'client:hotline', Buffer.alloc(32, 3))).not.toBe(kept(null));
  });

  it('made of a row is another at another address, and the same however that is written', () => {
    expect(kept('东门中路 1 号')).not.toBe(kept('人民南路 1 号'));
    expect(kept('东门中路 1 号')).not.toBe(kept(null));
    expect(kept('东门中路１号。')).toBe(kept('东门中路 1 号'));
    expect(kept('3-1栋')).not.toBe(kept('31栋'));
  });

  it('made of a row is looked up as versions before stored it, each without the address', () => {
    const { before } = clientKey(key, 'client:hotline', row, '东门中路 1 号');
    expect(before).toEqual(clientKey(key, 'client:hotline', row, null).before);
    expect(before).toEqual([expect.stringMatching(/^row:[\w-]{43}$/), row, digest]);
    expect(before).not.toContain(kept(null));
  });

  it.each([
    { one: null, other: '', same: true },
    { one: '东门中路 1 号', other: '东门中路1号', same: true },
    { one: '东门中路 1 号', other: null, same: false },
    { one: '东门中路 1 号', other: '东门中路 11 号', same: false },
  ])('$one and $other are the same address: $same', ({ one, other, same }) => {
    expect(sameAddress(one, other)).toBe(same);
  });
});
