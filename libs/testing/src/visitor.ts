/** A browser without pages: cookies by name, sent where their path allows. Follows redirects by itself while they stay below one address. */
export function visitor(stays: string) {
  const jar = new Map<string, { value: string; path: string }>();

  const cookiesAt = (pathname: string): string =>
    [...jar]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([key, { value }]) => `${key.slice(0, key.indexOf('|'))}=${value}`)
      .join('; ');

  function remember(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      const path = /path=([^;]+)/i.exec(line)?.[1] ?? '/';
      if (value === '') jar.delete(`${name}|${path}`);
      else jar.set(`${name}|${path}`, { value, path });
    }
  }

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: cookiesAt(new URL(url).pathname), ...(init.headers as object) },
    });
    remember(response.headers.getSetCookie());
    return response;
  }

  async function follow(url: string, init?: RequestInit) {
    let current = url;
    let response = await request(url, init);
    for (;;) {
      const header = response.headers.get('location');
      const location = header ? new URL(header, current) : null;
      if (!location?.href.startsWith(stays)) {
        return { url: current, status: response.status, location, html: await response.text() };
      }
      current = location.href;
      response = await request(current);
    }
  }

  const form = (fields: Record<string, string>): RequestInit => ({
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  return {
    request,
    follow,
    cookiesAt,
    remember,
    open: (url: string) => follow(url),
    post: (url: string, fields: Record<string, string>) => request(url, form(fields)),
    async submit(url: string, fields: Record<string, string>): Promise<URL> {
      const { location, html } = await follow(url, form(fields));
      if (!location) throw new Error(`no redirect to the client: ${html}`);
      return location;
    },
  };
}
