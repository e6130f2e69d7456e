/** Addresses that are remembered at once; beyond them the one that was quiet for longest is forgotten. */
const mostAddresses = 10_000;

/** How often each address may do something within a minute that slides. One replica counts for itself. */
export class AddressWindow {
  private readonly seen = new Map<string, number[]>();

  constructor(
    private readonly perMinute: number,
    private readonly windowMs = 60_000,
  ) {}

  /** Counts one attempt; false when the address has used up its minute. A refused attempt does not prolong the wait. */
  admits(address: string, now: Date): boolean {
    const key = networkOf(address);
    const from = now.getTime() - this.windowMs;
    const recent = (this.seen.get(key) ?? []).filter((at) => at > from);
    const admitted = recent.length < this.perMinute;
    if (admitted) recent.push(now.getTime());
    this.seen.delete(key);
    this.seen.set(key, recent);
    if (this.seen.size > mostAddresses) this.forgetQuietest();
    return admitted;
  }

  private forgetQuietest(): void {
    const quietest = this.seen.keys().next();
    if (!quietest.done) this.seen.delete(quietest.value);
  }
}

/** One subscriber has a whole /64 of IPv6, so its first four groups count as one address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%', 1).join('').split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  return [...groups, ...Array<string>(zeros).fill('0'), ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
