import type { IncomingHttpHeaders } from 'node:http';

/** What is asked, as far as it says who made the page that asks. */
export type Asked = Readonly<{ method: string; path: string; headers: IncomingHttpHeaders }>;

/** Named by every request of a page that is signed in: which session the page was made for. A page from elsewhere cannot send it. */
export const sessionHeader = 'x-weisu-session';

/** What images and links ask for, which can send no header. */
const fetchedByPages = ['/files/', '/papers/', '/exports/', '/session'] as const;

/**
 * Whether the cookie that came with a request says who asks (docs/adr/0051). Browsers send it along whoever made the page. What names the session and comes from our own
 * origin is hers; so is what our pages show by their address. Everything else that has no effect in her name is asked by nobody, as if there were no cookie.
 */
export function cookieUse({ method, path, headers }: Asked, origin: string): 'HERS' | 'NOBODYS' | 'REFUSED' {
  const isRead = method === 'GET' || method === 'HEAD';
  if (headers[sessionHeader] !== undefined) {
    if (headers.origin === undefined ? isRead : headers.origin === origin) return 'HERS';
    return 'REFUSED';
  }
  if (!isRead || !fetchedByPages.some((start) => path.startsWith(start))) return 'NOBODYS';
  if (path.startsWith('/session/')) return 'NOBODYS';
  return headers['sec-fetch-site'] === 'same-origin' ? 'HERS' : 'REFUSED';
}
