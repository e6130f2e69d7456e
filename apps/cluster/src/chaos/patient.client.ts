import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { tokenForm, type AccountSecret } from '../accounts.js';
import { count, type Ledger } from './ledger.js';

/** Told no, by a code that asking again would not change. */
export class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'Refused';
  }
}

/** The run is over, and nothing was heard. */
export class GivenUp extends Error {}

/** Codes that say nothing of the request itself: the same again, with the same key, until something does. */
const again = new Set([
  'UNAVAILABLE',
  'INTERNAL',
  'TRY_LATER',
  'REFERENCE_INCOMPLETE',
  'IDEMPOTENCY_KEY_IN_USE',
  'UNAUTHENTICATED',
  'VERSION_CONFLICT',
]);

type Answer = Readonly<{
  data?: Record<string, unknown> | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}>;

export type Act = Readonly<{
  account: string | null;
  operation: string;
  document: string;
  variables: Readonly<Record<string, unknown>>;
  /** Codes that only mean that the news has not arrived yet. */
  early?: readonly string[];
}>;

export type ClientSettings = Readonly<{
  gatewayUrl: string;
  keycloakUrl: string;
  accounts: readonly AccountSecret[];
  ledger: Ledger;
  /** Waits until the rate allows one more attempt. */
  turn: () => Promise<void>;
  /** Nobody asks any more. */
  over: AbortSignal;
}>;

const timeoutMs = 15_000;
const firstWaitMs = 200;
const longestWaitMs = 3_000;
/** Milliseconds that news from one service to another may take before it counts as a refusal. */
const newsMs = 300_000;

/** Asks as a well-behaved client does: a key for each mutation, and the same key again until there is an answer. */
export class PatientClient {
  private readonly tokens = new Map<string, { token: Promise<string>; until: number }>();
  private addresses = 0;

  constructor(private readonly settings: ClientSettings) {}

  /** What the mutation answers; throws Refused, or GivenUp when the run ended first. Either way the ledger says so. */
  async act<Data>({ account, operation, document, variables, early = [] }: Act): Promise<Data> {
    const { ledger } = this.settings;
    const correlationId = randomUUID();
    const headers = {
      'idempotency-key': correlationId,
      'x-correlation-id': correlationId,
      ...this.address(),
    };
    const began = performance.now();
    let attempts = 0;
    const ask = async (): Promise<Data> => {
      attempts += 1;
      return (await this.once(account, document, variables, headers))[operation] as Data;
    };
    const deed = () => ({ correlationId, operation, attempts, milliseconds: performance.now() - began });
    try {
      const answer = await this.untilAnswered(ask, early);
      ledger.write({ ...deed(), outcome: 'DONE', code: null, answer });
      return answer;
    } catch (error) {
      const code = error instanceof Refused ? error.code : null;
      const outcome = code === null ? 'UNKNOWN' : 'REFUSED';
      ledger.write({ ...deed(), outcome, code, answer: null });
      throw error;
    }
  }

  /** Reads until the answer is what is waited for; throws Refused('NO_NEWS') when that takes too long. */
  async readUntil<Data>(
    account: string | null,
    document: string,
    variables: Readonly<Record<string, unknown>>,
    is: (data: Data) => boolean,
  ): Promise<Data> {
    const end = performance.now() + newsMs;
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 1.5, longestWaitMs)) {
      const data = await this.untilAnswered(
        () => this.once(account, document, variables, this.address()),
        ['NOT_FOUND'],
      );
      this.settings.ledger.reads += 1;
      if (is(data as Data)) return data as Data;
      if (performance.now() > end) throw new Refused('NO_NEWS');
      await this.wait(waitMs);
    }
  }

  /** Uploads a small PDF of words of its own; answers its id. Each attempt may leave a file that nobody refers to. */
  async upload(words: string): Promise<string> {
    const bytes = `%PDF-1.4\n% ${words}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
    const headers = this.address();
    const id = await this.untilAnswered(async () => {
      const body = new FormData();
      body.append('file', new Blob([bytes], { type: 'application/pdf' }), '现场.pdf');
      const { status, text } = await this.send('/files', { method: 'POST', body, headers });
      const answer = parsed(text) as { id?: string; error?: { code?: string } } | null;
      if (answer?.id) return answer.id;
      throw this.noted(answer?.error?.code ?? `HTTP ${status}`);
    }, []);
    this.settings.ledger.files.set(id, createHash('sha256').update(bytes).digest('hex'));
    return id;
  }

  private async once(
    account: string | null,
    document: string,
    variables: Readonly<Record<string, unknown>>,
    headers: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>> {
    const bearer = account === null ? {} : { authorization: `Bearer ${await this.tokenOf(account)}` };
    const { status, text } = await this.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers, ...bearer },
      body: JSON.stringify({ query: document, variables }),
    });
    const answer = parsed(text) as Answer | null;
    if (!answer) throw this.noted(`HTTP ${status}`);
    const [error] = answer.errors ?? [];
    const code = error ? (error.extensions?.code ?? 'INTERNAL') : null;
    if (code === 'UNAUTHENTICATED' && account !== null) this.tokens.delete(account);
    if (code) throw this.noted(code, error?.message);
    if (!answer.data) throw this.noted('no data');
    return answer.data;
  }

  /** After the rate allows it. What ends without an answer is an Error, never Refused. */
  private async send(path: string, init: RequestInit): Promise<{ status: number; text: string }> {
    await this.settings.turn();
    try {
      const response = await fetch(`${this.settings.gatewayUrl}${path}`, {
        ...init,
        signal: AbortSignal.timeout(timeoutMs),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw this.noted(reasonOf(error));
    }
  }

  /** A code of the catalogue decides, unless it is one of those above; everything else is counted and asked again. */
  private noted(reason: string, message?: string): Error {
    if (/^[A-Z_]+$/.test(reason) && !again.has(reason)) return new Refused(reason);
    count(this.settings.ledger.unanswered, reason);
    return new Error(message ?? reason);
  }

  private async untilAnswered<Data>(ask: () => Promise<Data>, early: readonly string[]): Promise<Data> {
    const end = performance.now() + newsMs;
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      if (this.settings.over.aborted) throw new GivenUp('the run is over');
      try {
        return await ask();
      } catch (error) {
        const tooEarly = error instanceof Refused && early.includes(error.code) && performance.now() < end;
        if (error instanceof Refused && !tooEarly) throw error;
      }
      await this.wait(waitMs);
    }
  }

  private async wait(ms: number): Promise<void> {
    await pause(ms * (0.75 + Math.random() / 2), null, { signal: this.settings.over }).catch(() => {
      throw new GivenUp('the run is over');
    });
  }

  /** An address of one's own each: public limits count by address. */
  private address(): Record<string, string> {
    this.addresses += 1;
    const n = this.addresses;
    return { 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` };
  }

  /** Kept for four of its five minutes; several that ask together share one request. */
  private tokenOf(account: string): Promise<string> {
    const known = this.tokens.get(account);
    if (known && performance.now() < known.until) return known.token;
    const entry = { token: this.requestToken(account), until: performance.now() + 240_000 };
    this.tokens.set(account, entry);
    entry.token.catch(() => this.tokens.get(account) === entry && this.tokens.delete(account));
    return entry.token;
  }

  private async requestToken(account: string): Promise<string> {
    const { accounts, keycloakUrl } = this.settings;
    const secret = accounts.find((one) => one.account === account && one.kind === 'person');
    if (!secret) throw new Refused('NOBODY');
    try {
      const response = await fetch(`${keycloakUrl}/realms/weisu/protocol/openid-connect/token`, {
        method: 'POST',
        body: tokenForm(secret, new Date()),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { access_token: token } = (await response.json()) as { access_token?: string };
      if (token) return token;
      throw new Error(`HTTP ${response.status}`);
    } catch (error) {
      throw this.noted(`token ${reasonOf(error)}`);
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, name, message } = (cause ?? {}) as { code?: string; name?: string; message?: string };
  return `network ${code ?? (name === 'TimeoutError' ? name : (message ?? 'error'))}`;
}
