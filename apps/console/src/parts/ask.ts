import type { Document } from './document.js';
import { Refused, Unheard, type Challenge } from './refused.js';

/** Milliseconds after which an answer is not waited for any more. */
const patience = 30_000;

type Options = Readonly<{
  /** Of a change: the same one again under the same key changes nothing again. 128 random bits. */
  key?: string;
  /** Told while the browser works for what a busy network has to pay. */
  onPaying?: (isPaying: boolean) => void;
}>;

/** Throws Refused, and Unheard when nobody answers. Who is asked for a proof of work makes it, and asks again under the same key. */
export async function ask<Answer, Variables>(
  document: Document<Answer, Variables>,
  variables: Variables,
  options: Options = {},
): Promise<Answer> {
  const body = JSON.stringify({ query: document, variables });
  return paid(options, async (headers) => {
    const response = await sent('/graphql', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      body,
    });
    const { data, errors } = (await parsed(response)) as {
      data?: Answer;
      errors?: readonly { extensions: object }[];
    };
    const [error] = errors ?? [];
    if (error) throw Refused.by(error.extensions);
    if (!data) throw new Unheard();
    return data;
  });
}

/** What the gateway says of a file that it has taken. */
export type Uploaded = Readonly<{ id: string; name: string; mediaType: string; thumbnail: string | null }>;

/** Throws as `ask` does. */
export async function upload(file: Blob, name: string, options: Options = {}): Promise<Uploaded> {
  const form = new FormData();
  form.append('file', file, name);
  return paid(options, async (headers) => {
    const response = await sent('/files', { method: 'POST', headers, body: form });
    const answer = (await parsed(response)) as Uploaded & { error?: object };
    if (answer.error) throw Refused.by(answer.error);
    return answer;
  });
}

async function paid<Answer>(
  { key, onPaying }: Options,
  send: (headers: Record<string, string>) => Promise<Answer>,
): Promise<Answer> {
  const headers: Record<string, string> = key ? { 'idempotency-key': key } : {};
  // one proof may have been used up by what was sent before its answer was lost
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await send(headers);
    } catch (error) {
      const challenge = challengeOf(error);
      if (!challenge || attempt >= 3) throw error;
      onPaying?.(true);
      try {
        headers['x-weisu-proof'] = await solved(challenge);
      } finally {
        onPaying?.(false);
      }
    }
  }
}

const challengeOf = (error: unknown): Challenge | null => (error instanceof Refused ? error.challenge : null);

/** Only who is asked for one loads what makes it. */
async function solved(challenge: Challenge): Promise<string> {
  const { proofOf } = await import('./proof.js');
  return proofOf(challenge);
}

async function sent(url: string, request: RequestInit): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    return await fetch(url, {
      ...request,
      signal: stop.signal,
      cache: 'no-store',
    });
  } catch {
    throw new Unheard();
  } finally {
    clearTimeout(timer);
  }
}

async function parsed(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // what is no JSON comes from something between us and the gateway
    throw new Unheard();
  }
}
