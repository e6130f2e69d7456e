import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fastify, type FastifyInstance } from 'fastify';
import { s3Store } from './s3.store.js';

const key = '2026/11/0190d3a4-0000-7000-8000-000000000001.png';
const signature =
  /^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/cn-south-1\/s3\/aws4_request, SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, Signature=[0-9a-f]{64}$/;

let bucket: FastifyInstance;
let store: ReturnType<typeof s3Store>;
const objects = new Map<string, Buffer>();
/** Answers a page of a listing by its token. */
let listed = (token: string): string => token;
const seen: { method: string; url: string; authorization: string | undefined; type: string | undefined }[] =
  [];

beforeAll(async () => {
  bucket = fastify();
  bucket.removeAllContentTypeParsers();
  bucket.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  bucket.all('/*', (request, reply) => {
    const { method, url, headers } = request;
    seen.push({ method, url, authorization: headers.authorization, type: headers['content-type'] });
    if (!signature.test(headers.authorization ?? '')) return reply.status(403).send('<Error/>');
    const query = new URL(url, 'http://bucket').searchParams;
    if (query.has('list-type')) return reply.send(listed(query.get('continuation-token') ?? ''));
    if (method === 'PUT') objects.set(url, request.body as Buffer);
    if (method === 'DELETE') return reply.status(objects.delete(url) ? 204 : 404).send();
    const found = objects.get(url);
    return found ? reply.send(method === 'PUT' ? '' : found) : reply.status(404).send('<Error/>');
  });
  await bucket.listen({ port: 0, host: '127.0.0.1' });
  store = s3Store({
    endpoint: `http://127.0.0.1:${(bucket.server.address() as AddressInfo).port}`,
    bucket: 'evidence',
    region: 'cn-south-1',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
  });
});

afterAll(() => bucket.close());

it('puts, gets and deletes an object by signed requests', async () => {
  await store.put(key, Buffer.from('bytes'), 'image/png');
  expect(await text((await store.get(key))!)).toBe('bytes');
  await store.delete(key);
  await store.delete(key);
  expect(await store.get(key)).toBeNull();
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual(
    ['PUT', 'GET', 'DELETE', 'DELETE', 'GET'].map((method) => `${method} /evidence/${key}`),
  );
  expect(seen[0]).toMatchObject({ type: 'image/png' });
});

it('lists what it holds page by page, and no object that is not ours', async () => {
  const pages = new Map([
    ['', { keys: [key, 'foreign/a.txt'], next: 'two+/=' }],
    ['two+/=', { keys: [key.replace('.png', '.pdf')], next: null }],
  ]);
  listed = (token) => {
    const { keys, next } = pages.get(token)!;
    const contents = keys.map(
      (each) =>
        `<Contents><Key>${each}</Key><LastModified>2026-11-23T01:00:00.000Z</LastModified></Contents>`,
    );
    const more = next ? `<NextContinuationToken>${next}</NextContinuationToken>` : '';
    return `<ListBucketResult>${contents.join('')}${more}</ListBucketResult>`;
  };
  const found: { key: string; at: Date }[] = [];
  for await (const each of store.list()) found.push(each);
  const at = new Date('2026-11-23T01:00:00Z');
  expect(found).toEqual([
    { key, at },
    { key: key.replace('.png', '.pdf'), at },
  ]);
});

it('says when the bucket refuses, and asks nothing for a key that is none', async () => {
  const address = (bucket.server.address() as AddressInfo).port;
  const foreign = s3Store({
    endpoint: `http://127.0.0.1:${address}`,
    bucket: 'evidence',
    region: 'elsewhere',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
  });
  await expect(foreign.put(key, Buffer.from('bytes'), 'image/png')).rejects.toThrow('HTTP 403');
  seen.length = 0;
  await expect(store.put('../elsewhere', Buffer.from('bytes'), 'image/png')).rejects.toThrow(
    'not a storage key',
  );
  expect(seen).toEqual([]);
});
