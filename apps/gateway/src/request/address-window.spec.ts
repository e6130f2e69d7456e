import { AddressWindow, networkOf } from './address-window.js';

const at = (seconds: number) => new Date(seconds * 1_000);

describe('the window of an address', () => {
  it('admits so many within a minute that slides', () => {
    const window = new AddressWindow(2);
    const admitted = [0, 30, 59, 60, 61, 90].map((second) => window.admits('a', at(second)));
    expect(admitted).toEqual([true, true, false, true, false, true]);
  });

  it('counts each address for itself', () => {
    const window = new AddressWindow(1);
    expect([window.admits('a', at(0)), window.admits('b', at(0)), window.admits('a', at(1))]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('forgets the quietest of too many addresses', () => {
    const window = new AddressWindow(1);
    for (let n = 0; n <= 10_000; n += 1) window.admits(`a${n}`, at(0));
    expect(window.admits('a10000', at(1))).toBe(false);
    expect(window.admits('a0', at(1))).toBe(true);
  });
});

describe('the network of an address', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:db8:0:1:aaaa::1', '2001:db8:0:1'],
    ['2001:DB8:0:1:bbbb:0:0:2%eth0', '2001:db8:0:1'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
