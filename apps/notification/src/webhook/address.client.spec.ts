import { isLoopbackAddress, isPublicAddress, targetOf, type Address } from './address.client.js';

describe('a public address', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2400:3200::1',
    '2606:4700:4700::1111',
    '2001:4860:4860::8888',
  ])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    { what: 'this network', address: '0.0.0.0' },
    { what: 'private 10/8', address: '10.1.2.3' },
    { what: 'CGNAT', address: '100.64.0.1' },
    { what: 'CGNAT, last', address: '100.127.255.255' },
    { what: 'loopback', address: '127.0.0.1' },
    { what: 'loopback elsewhere', address: '127.255.255.254' },
    { what: 'link-local and cloud metadata', address: '169.254.169.254' },
    { what: 'private 172.16/12', address: '172.16.0.1' },
    { what: 'private 172.16/12, last', address: '172.31.255.255' },
    { what: 'protocol assignments', address: '192.0.0.8' },
    { what: 'documentation', address: '192.0.2.1' },
    { what: 'old 6to4 relays', address: '192.88.99.1' },
    { what: 'private 192.168/16', address: '192.168.1.1' },
    { what: 'benchmarks', address: '198.18.0.1' },
    { what: 'documentation 2', address: '198.51.100.1' },
    { what: 'documentation 3', address: '203.0.113.1' },
    { what: 'multicast', address: '224.0.0.1' },
    { what: 'reserved', address: '240.0.0.1' },
    { what: 'broadcast', address: '255.255.255.255' },
    { what: 'unspecified v6', address: '::' },
    { what: 'loopback v6', address: '::1' },
    { what: 'v4-mapped loopback', address: '::ffff:127.0.0.1' },
    { what: 'v4-mapped private in hexadecimal', address: '::ffff:a01:203' },
    { what: 'v4-mapped public', address: '::ffff:8.8.8.8' },
    { what: 'v4-compatible', address: '::7f00:1' },
    { what: 'NAT64', address: '64:ff9b::7f00:1' },
    { what: 'local NAT64', address: '64:ff9b:1::1' },
    { what: 'discard only', address: '100::1' },
    { what: 'Teredo', address: '2001::1' },
    { what: 'ORCHID', address: '2001:20::1' },
    { what: 'documentation v6', address: '2001:db8::1' },
    { what: '6to4 of a private address', address: '2002:a00:1::1' },
    { what: 'documentation v6, new', address: '3fff::1' },
    { what: 'unique local', address: 'fc00::1' },
    { what: 'unique local, assigned', address: 'fd12:3456::1' },
    { what: 'link-local v6', address: 'fe80::1' },
    { what: 'link-local v6 with its zone', address: 'fe80::1%eth0' },
    { what: 'a public address with a zone', address: '2606:4700::1%1' },
    { what: 'old site-local', address: 'fec0::1' },
    { what: 'multicast v6', address: 'ff02::1' },
    { what: 'a name', address: 'localhost' },
    { what: 'nothing', address: '' },
    { what: 'a short form', address: '127.1' },
  ])('is not $what ($address)', ({ address }) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('is told from one of this machine', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1', '10.0.0.1', '8.8.8.8', 'x'].map(isLoopbackAddress)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('where a webhook may go', () => {
  const at = (...addresses: string[]) => ({
    allowLocal: false,
    lookup: (): Promise<Address[]> =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
  });

  it('is a public https address, pinned to the first that its name has', async () => {
    const { url, address } = await targetOf('https://hooks.example.cn/in?x=1', at('1.1.1.1', '2606:4700::1'));
    expect(url.href).toBe('https://hooks.example.cn/in?x=1');
    expect(address).toEqual({ address: '1.1.1.1', family: 4 });
    await expect(targetOf('https://8.8.8.8/', at())).resolves.toMatchObject({
      address: { address: '8.8.8.8' },
    });
    await expect(targetOf('https://[2606:4700::1]/', at())).resolves.toMatchObject({
      address: { family: 6 },
    });
  });

  it.each([
    { what: 'http', url: 'http://hooks.example.cn/', addresses: ['1.1.1.1'] },
    { what: 'another scheme', url: 'ftp://hooks.example.cn/', addresses: ['1.1.1.1'] },
    { what: 'a file', url: 'file:///etc/passwd', addresses: ['1.1.1.1'] },
    { what: 'credentials', url: 'https://user:word@hooks.example.cn/', addresses: ['1.1.1.1'] },
    { what: 'no address at all', url: 'hooks.example.cn', addresses: ['1.1.1.1'] },
    { what: 'a name without an address', url: 'https://hooks.example.cn/', addresses: [] },
    {
      what: 'a name with one private address',
      url: 'https://hooks.example.cn/',
      addresses: ['1.1.1.1', '10.0.0.1'],
    },
    { what: 'a private literal', url: 'https://192.168.1.1/', addresses: ['1.1.1.1'] },
    { what: 'loopback in decimal', url: 'https://2130706433/', addresses: ['1.1.1.1'] },
    { what: 'loopback in octal', url: 'https://0177.0.0.1/', addresses: ['1.1.1.1'] },
    { what: 'loopback in hexadecimal', url: 'https://0x7f.1/', addresses: ['1.1.1.1'] },
    { what: 'v4-mapped loopback', url: 'https://[::ffff:127.0.0.1]/', addresses: ['1.1.1.1'] },
    {
      what: 'a url that is too long',
      url: `https://hooks.example.cn/${'a'.repeat(2_000)}`,
      addresses: ['1.1.1.1'],
    },
  ])('is not $what', async ({ url, addresses }) => {
    await expect(targetOf(url, at(...addresses))).rejects.toMatchObject({ code: 'WEBHOOK_ADDRESS' });
  });

  it('is not a name that does not resolve', async () => {
    const lookup = () => Promise.reject(new Error('ENOTFOUND'));
    await expect(targetOf('https://nowhere.example/', { allowLocal: true, lookup })).rejects.toMatchObject({
      code: 'WEBHOOK_ADDRESS',
    });
  });

  it('is this machine where that is allowed, and nothing else over http', async () => {
    const local = { ...at('127.0.0.1'), allowLocal: true };
    await expect(targetOf('http://localhost:8080/', local)).resolves.toMatchObject({
      address: { family: 4 },
    });
    await expect(targetOf('http://10.0.0.1/', local)).rejects.toMatchObject({ code: 'WEBHOOK_ADDRESS' });
    await expect(targetOf('https://10.0.0.1/', local)).rejects.toMatchObject({ code: 'WEBHOOK_ADDRESS' });
    await expect(targetOf('http://8.8.8.8/', local)).rejects.toMatchObject({ code: 'WEBHOOK_ADDRESS' });
    const none = { allowLocal: true, lookup: () => Promise.resolve([]) };
    await expect(targetOf('http://nowhere/', none)).rejects.toMatchObject({ code: 'WEBHOOK_ADDRESS' });
  });
});
