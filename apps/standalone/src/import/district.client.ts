import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { requestToken } from '../identity-provider/token.client.js';

/** What the API answers when it says no. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly messageZh: string,
    readonly field: string | null,
  ) {
    super(`${field ? `${field}: ` : ''}${code}: ${message}`);
    this.name = 'Refused';
  }
}

type GraphqlAnswer = Readonly<{
  data?: unknown;
  errors?: readonly Readonly<{
    message: string;
    path?: readonly (string | number)[];
    extensions?: Readonly<{ code?: string; messageZh?: string }>;
  }>[];
}>;

export type Question = Readonly<{
  /** Null asks without a token. */
  account: string | null;
  document: string;
  variables?: Readonly<Record<string, unknown>>;
  /** The question may be put again when its answer got lost: it has no effect, or has it once. */
  repeatable?: boolean;
}>;

const timeLimitMs = 60_000;
const attempts = 6;
/** A token is renewed this long before it ends. */
const renewalMs = 45_000;

/** Talks to a district as its accounts do: over its public GraphQL, with tokens that are renewed in time. */
export class DistrictClient {
  private readonly tokens = new Map<string, { token: Promise<string>; until: number }>();
  calls = 0;

  constructor(
    readonly url: string,
    private readonly dataDir: string,
  ) {}

  /** The data of the answer. Throws Refused with the first error's code; network failures as they are. */
  async ask<Data>(question: Question): Promise<Data> {
    // the same for every attempt: a mutation that was answered and not heard does nothing again
    const key = randomUUID();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await this.once(question, key)) as Data;
      } catch (error) {
        const again = attempt < attempts && this.worthRepeating(error, question);
        if (!again) throw error;
        await pause(100 * 4 ** (attempt - 1));
      }
    }
  }

  private worthRepeating(error: unknown, { account, repeatable }: Question): boolean {
    if (error instanceof Refused && error.code === 'UNAUTHENTICATED' && account !== null) {
      this.tokens.delete(account);
      return true;
    }
    if (error instanceof Refused) return error.code === 'UNAVAILABLE';
    return repeatable === true;
  }

  private async once({ account, document, variables }: Question, key: string): Promise<unknown> {
    this.calls += 1;
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(account === null ? {} : { authorization: `Bearer ${await this.tokenOf(account)}` }),
      },
      body: JSON.stringify({ query: document, variables }),
      signal: AbortSignal.timeout(timeLimitMs),
    });
    const text = await response.text();
    const answer = parsed(text);
    if (!answer) throw new Error(`HTTP ${response.status}: ${text.slice(0, 200)}`);
    const [error] = answer.errors ?? [];
    if (error) {
      const code = error.extensions?.code ?? 'INTERNAL';
      const field = error.path?.filter((step) => typeof step === 'string').join('.') ?? null;
      throw new Refused(code, error.message, error.extensions?.messageZh ?? error.message, field);
    }
    return answer.data;
  }

  private tokenOf(account: string): Promise<string> {
    const known = this.tokens.get(account);
    if (known && Date.now() < known.until) return known.token;
    const entry = {
      token: requestToken({ baseUrl: this.url, account, dataDir: this.dataDir }),
      until: Number.POSITIVE_INFINITY,
    };
    this.tokens.set(account, entry);
    entry.token.then(
      (token) => (entry.until = endOf(token) - renewalMs),
      () => this.tokens.delete(account),
    );
    return entry.token;
  }

  /** Business time where it can be set, else null. */
  async simulatedTime(): Promise<Date | null> {
    const response = await fetch(`${this.url}/test-clock`, { signal: AbortSignal.timeout(timeLimitMs) });
    const text = await response.text();
    return response.ok ? new Date((JSON.parse(text) as { now: string }).now) : null;
  }

  async setTime(setting: Readonly<{ now?: Date; speed: number }>): Promise<void> {
    const response = await fetch(`${this.url}/test-clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(setting),
      signal: AbortSignal.timeout(timeLimitMs),
    });
    if (!response.ok) throw new Error(`POST /test-clock: HTTP ${response.status}: ${await response.text()}`);
    await response.text();
  }

  /**
   * An instant that lies after everything registered before this call and before everything registered after it. The server's own clock:
   * in simulated time exactly, else by its Date header, which counts seconds, just after it has turned.
   */
  async boundary(): Promise<Date> {
    const simulated = await this.simulatedTime();
    if (simulated) return simulated;
    const first = await this.dateHeader();
    for (let date = first; ; date = await this.dateHeader()) {
      if (date > first) return date;
      await pause(50);
    }
  }

  private async dateHeader(): Promise<Date> {
    const response = await fetch(`${this.url}/health`, { signal: AbortSignal.timeout(timeLimitMs) });
    await response.text();
    const date = new Date(response.headers.get('date') ?? '');
    if (Number.isNaN(date.getTime())) throw new Error(`${this.url} tells no time`);
    return date;
  }
}

function parsed(text: string): GraphqlAnswer | null {
  try {
    const answer = JSON.parse(text) as GraphqlAnswer | null;
    return answer?.data === undefined && answer?.errors === undefined ? null : answer;
  } catch {
    return null;
  }
}

/** The end of a token's life in milliseconds of this machine, from what it says of itself. */
function endOf(token: string): number {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
    exp: number;
    iat: number;
  };
  return Date.now() + (claims.exp - claims.iat) * 1_000;
}
