import { Readable } from 'node:stream';
import { AwsClient } from 'aws4fetch';
import type { ObjectStore } from './object-store.js';
import { safeKey } from './storage-key.js';

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
    async delete(key) {
      const response = await send('DELETE', key);
      if (response.status === 404) await response.body?.cancel();
      else await done(response, 'DELETE');
    },
  };
}

async function done(response: Response, method: string): Promise<void> {
  if (!response.ok) throw await failed(response, method);
  await response.body?.cancel();
}

async function failed(response: Response, method: string): Promise<Error> {
  await response.body?.cancel();
  return new Error(`storage answered ${method} with HTTP ${response.status}`);
}
