import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { DomainError } from '@weisu/contracts';

export type Address = Readonly<{ address: string; family: 4 | 6 }>;

/** Every address of a host name. */
export type Lookup = (host: string) => Promise<readonly Address[]>;

/** Where a webhook goes: the address that was checked is the one connected to, so that a name cannot change in between. */
export type Target = Readonly<{ url: URL; address: Address }>;

const lookupLimitMilliseconds = 3_000;
const maxUrlLength = 2_000;

/** IANA's special-purpose registries for IPv4: this network, private, shared (CGNAT), loopback, link-local, documentation, … */
const closed4 = blockList('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

/** Only global unicast is open; that leaves out ::, ::1, v4-mapped, NAT64, ULA, link-local and multicast. */
const open6 = blockList('ipv6', ['2000::/3']);

/** Inside it: protocol assignments with Teredo, documentation, and 6to4, which carries an IPv4 address of anybody's choice. */
const closed6 = blockList('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

const loopback4 = blockList('ipv4', ['127.0.0.0/8']);

/** Whether an address is on the public network. A text that is no plain address is not. */
export function isPublicAddress(address: string): boolean {
  if (address.includes('%')) return false;
  const version = isIP(address);
  if (version === 4) return !closed4.check(address, 'ipv4');
  return version === 6 && open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6');
}

export function isLoopbackAddress(address: string): boolean {
  const version = isIP(address);
  return version === 4 ? loopback4.check(address, 'ipv4') : version === 6 && address === '::1';
}

export const systemLookup: Lookup = async (host) => {
  const addresses = await lookup(host, { all: true, verbatim: true });
  return addresses.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

export type AddressRules = Readonly<{ lookup: Lookup; allowLocal: boolean }>;

/**
 * Where a registered address leads now. Every address of the name must be public, or every one this machine's own where that is allowed
 * (then http will do). Throws WEBHOOK_ADDRESS; asked at registration and again at each delivery.
 */
export async function targetOf(text: string, rules: AddressRules): Promise<Target> {
  const url = text.length <= maxUrlLength && URL.canParse(text) ? new URL(text) : null;
  if (!url || url.username || url.password || !['https:', 'http:'].includes(url.protocol)) throw refused();
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const addresses = await addressesOf(host, rules.lookup);
  const [first] = addresses;
  const local = rules.allowLocal && addresses.every(({ address }) => isLoopbackAddress(address));
  const open = addresses.every(({ address }) => isPublicAddress(address)) && url.protocol === 'https:';
  if (!first || !(local || open)) throw refused();
  return { url, address: first };
}

async function addressesOf(host: string, resolve: Lookup): Promise<readonly Address[]> {
  const version = isIP(host);
  if (version) return [{ address: host, family: version === 6 ? 6 : 4 }];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Address[]>((answer) => {
    timer = setTimeout(() => answer([]), lookupLimitMilliseconds);
  });
  // A name that does not resolve is refused like one that resolves to nothing.
  return Promise.race([resolve(host).catch(() => []), late]).finally(() => clearTimeout(timer));
}

function refused(): DomainError {
  return new DomainError('WEBHOOK_ADDRESS');
}

function blockList(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const blocks = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix = ''] = range.split('/');
    blocks.addSubnet(network, Number(prefix), family);
  }
  return blocks;
}
