import type { IncomingMessage, ServerResponse } from 'node:http';

/** A login or introspection form is some hundred bytes. */
const largestForm = 16_384;

/** Null when the form is larger than any of ours. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestForm) return null;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

export function answer(
  response: ServerResponse,
  status: number,
  body: string | object,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(typeof body === 'string' ? {} : { 'content-type': 'application/json', 'cache-control': 'no-store' }),
    ...headers,
  });
  response.end(text);
}
