/** What lets its holder follow a matter, and act on it. */
export type Link = Readonly<{ number: string; secret: string }>;

/** Of `/t/20261128-000128-4#secret`. */
export function linkOf(path: string, hash: string): Link | null {
  const number = /^\/t\/([\d-]{8,40})\/?$/.exec(path)?.[1];
  const secret = decodeURIComponent(hash.slice(1));
  return number && secret ? { number, secret } : null;
}
