import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import type { ObjectStore, StoredObject } from './object-store.js';
import { isStorageKey, safeKey } from './storage-key.js';

export type S3Options = Readonly<{
  /** Without a slash at the end; the bucket is the first step of the path. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}>;

const requestTimeoutMs = 60_000;

/** Objects in a bucket of S3 or of anything that speaks its protocol (MinIO, OSS, OBS). */
export function s3Store({ endpoint, bucket, ...credentials }: S3Options): ObjectStore {
  const client = new AwsClient({ ...credentials, service: 's3', retries: 2 });
  const send = (
    method: string,
    key: string,
    init: { body?: Uint8Array; headers?: Record<string, string> } = {},
  ) =>
    client.fetch(`${endpoint}/${bucket}/${safeKey(key)}`, {
      ...(init as RequestInit),
      method,
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
  return {
    async put(key, bytes, mediaType) {
      const headers = { 'content-type': mediaType, 'content-length': String(bytes.byteLength) };
      await done(await send('PUT', key, { body: bytes, headers }), 'PUT');
    },
    async get(key) {
      const response = await send('GET', key);
      if (response.status === 404) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok || !response.body) throw await failed(response, 'GET');
      return Readable.fromWeb(response.body);
    },
    async *list() {
      let after: string | null = null;
      do {
        const query = new URLSearchParams({
          'list-type': '2',
          ...(after ? { 'continuation-token': after } : {}),
        });
        const response: Response = await client.fetch(`${endpoint}/${bucket}?${query.toString()}`, {
          signal: AbortSignal.timeout(requestTimeoutMs),
        });
        if (!response.ok) throw await failed(response, 'LIST');
        const page = await response.text();
        yield* objectsOf(page);
        after = tag(page, 'NextContinuationToken');
      } while (after !== null);
    },
    // a bucket has no end that its protocol tells
    free: () => Promise.resolve(null),
    async delete(key) {
      const response = await send('DELETE', key);
      if (response.status === 404) await response.body?.cancel();
      else await done(response, 'DELETE');
    },
  };
}

/** Of a page of ListObjectsV2; keys of ours hold nothing that XML would escape, and others in the bucket are not ours to judge. */
function objectsOf(page: string): StoredObject[] {
  return [...page.matchAll(/<Contents>(.*?)<\/Contents>/gs)].flatMap(([, content = '']) => {
    const key = tag(content, 'Key') ?? '';
    const at = new Date(tag(content, 'LastModified') ?? Number.NaN);
    return isStorageKey(key) && !Number.isNaN(at.getTime()) ? [{ key, at }] : [];
  });
}

/** The text of an element; a token is base64, of which XML escapes nothing but what it never holds. */
function tag(xml: string, name: string): string | null {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? null;
}

async function done(response: Response, method: string): Promise<void> {
  if (!response.ok) throw await failed(response, method);
  await response.body?.cancel();
}

async function failed(response: Response, method: string): Promise<Error> {
  await response.body?.cancel();
  return new Error(`storage answered ${method} with HTTP ${response.status}`);
}
