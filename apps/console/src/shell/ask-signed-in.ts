import type { Document } from '../parts/document.js';
import { Refused, Unheard } from '../parts/refused.js';
import { isAtWork, sessions } from './session.js';

/** Milliseconds after which an answer is not waited for any more; a photo takes longer. */
const patience = 30_000;
const patienceForFiles = 120_000;

type Options = Readonly<{
  /** Of a change: again under the same key it changes nothing again. */
  key?: string;
  signal?: AbortSignal;
}>;

/** As whoever is signed in. Throws Refused, and Unheard when nobody answers. */
export async function askSignedIn<Answer, Variables>(
  document: Document<Answer, Variables>,
  variables: Variables,
  { key, signal }: Options = {},
): Promise<Answer> {
  const { data, errors } = (await answered(
    '/graphql',
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key ? { 'idempotency-key': key } : {}),
      },
      body: JSON.stringify({ query: document, variables }),
    },
    patience,
    signal,
  )) as Readonly<{ data?: Answer; errors?: readonly Readonly<{ extensions: object }>[] }>;
  const [error] = errors ?? [];
  if (error) throw told(Refused.by(error.extensions));
  if (!data) throw new Unheard();
  return data;
}

/** What the gateway says of a file that it has taken. */
export type Uploaded = Readonly<{ id: string; name: string; thumbnail: string | null }>;

/** Throws as `askSignedIn` does. */
export async function uploadSignedIn(file: Blob, name: string): Promise<Uploaded> {
  const form = new FormData();
  form.append('file', file, name);
  const answer = (await answered(
    '/files',
    { method: 'POST', headers: {}, body: form },
    patienceForFiles,
  )) as Uploaded & Readonly<{ error?: object }>;
  if (answer.error) throw told(Refused.by(answer.error));
  return answer;
}

function told(refused: Refused): Refused {
  sessions.refused(refused.code);
  return refused;
}

type Sent = Readonly<{ method: string; headers: Record<string, string>; body: BodyInit }>;

async function answered(url: string, sent: Sent, patient: number, signal?: AbortSignal): Promise<unknown> {
  // `AbortSignal.any` and `timeout` are younger than the oldest browser
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patient);
  signal?.addEventListener('abort', () => stop.abort());
  const headers = {
    ...sent.headers,
    'x-weisu-session': sessions.tag ?? '',
    ...(isAtWork() ? {} : { 'x-weisu-by': 'page' }),
  };
  try {
    const response = await fetch(url, { ...sent, headers, signal: stop.signal, cache: 'no-store' });
    return await response.json();
  } catch {
    // nobody answered, or something between us and the gateway did
    throw new Unheard();
  } finally {
    clearTimeout(timer);
  }
}
