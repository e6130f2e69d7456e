/** It lies in a cookie meanwhile, in characters. */
const longest = 1_000;

/** Where somebody comes back to after signing in: a page of the console, and nothing else. */
export function wayBack(asked: unknown): string {
  const home = '/console';
  if (typeof asked !== 'string' || asked.length > longest) return home;
  const base = 'http://console.invalid';
  if (!URL.canParse(asked, base)) return home;
  const { origin, pathname, search, hash } = new URL(asked, base);
  const isOurs = origin === base && (pathname === home || pathname.startsWith(`${home}/`));
  return isOurs ? `${pathname}${search}${hash}` : home;
}
