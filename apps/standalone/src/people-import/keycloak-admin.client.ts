import { IdentityProviderError } from '@weisu/identity';

const timeoutMs = 30_000;
const pageSize = 500;

/** Keycloak refused a call; the operator needs its words. */
export class KeycloakRefused extends Error {
  constructor(
    readonly status: number,
    what: string,
    readonly reason: string,
  ) {
    super(`${what}: HTTP ${status} ${reason}`);
    this.name = 'KeycloakRefused';
  }
}

/** The admin REST API of one realm, with a token that the getter renews. */
export class KeycloakAdmin {
  constructor(
    private readonly realmUrl: string,
    private readonly token: () => Promise<string>,
  ) {}

  async get<Answer>(path: string): Promise<Answer> {
    return (await (await this.call('GET', path)).json()) as Answer;
  }

  /** All pages of a list; Keycloak answers 100 entries unless asked. */
  async all<Entry>(path: string): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (;;) {
      const sign = path.includes('?') ? '&' : '?';
      const page = await this.get<Entry[]>(`${path}${sign}first=${entries.length}&max=${pageSize}`);
      entries.push(...page);
      if (page.length < pageSize) return entries;
    }
  }

  /** Answers the id of what was made. */
  async create(path: string, body: unknown): Promise<string> {
    const response = await this.call('POST', path, body);
    const id = response.headers.get('location')?.split('/').pop();
    if (!id)
      throw new KeycloakRefused(response.status, `POST ${path}`, 'the answer names nothing that was made');
    return id;
  }

  async send(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void> {
    await this.call(method, path, body);
  }

  private async call(method: string, path: string, body?: unknown): Promise<Response> {
    const authorization = `Bearer ${await this.token()}`;
    const response = await fetch(`${this.realmUrl}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((cause: unknown) => {
      throw new IdentityProviderError(`身份服务无法连接: ${this.realmUrl}`, { cause });
    });
    if (response.ok) return response;
    throw new KeycloakRefused(response.status, `${method} ${path}`, (await response.text()).slice(0, 500));
  }
}
