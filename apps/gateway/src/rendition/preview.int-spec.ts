import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskStore } from '../evidence/disk.store.js';
import { openGateway, openServicePeer, type ServicePeer } from '../service-peer.fixture.js';
import { turnedHeic } from './pictures.fixture.js';

import.meta.jest.setTimeout(60_000);

const id = '0190d3a4-0000-7000-8000-000000000001';
const document = '0190d3a4-0000-7000-8000-000000000002';
const hidden = '0190d3a4-0000-7000-8000-000000000003';
const files: Readonly<Record<string, object>> = {
  [id]: {
    id,
    name: '照片.heic',
    mediaType: 'image/heic',
    size: turnedHeic.length,
    storageKey: `2026/11/${id}.heic`,
  },
  [document]: {
    id: document,
    name: 'a.pdf',
    mediaType: 'application/pdf',
    size: 5,
    storageKey: `2026/11/${document}.pdf`,
  },
};

let folder: string;
let peer: ServicePeer;
let gateway: Awaited<ReturnType<typeof openGateway>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weisu-previews-'));
  const storage = diskStore(folder);
  await storage.put(`2026/11/${id}.heic`, turnedHeic, 'image/heic');
  peer = await openServicePeer({
    attachmentsById: ({ keys }: { keys: string[] }) => keys.map((key) => (key in files ? { id: key } : null)),
    fileForDownload: ({ id: asked }: { id: string }) => files[asked],
  });
  gateway = await openGateway(peer, { storage });
});
afterAll(async () => {
  await gateway.stop();
  await peer.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = { authorization: 'Bearer street-token' }) =>
  gateway.inject({ url: `/files/${path}`, headers });

it.each([320, 2048])('a HEIC is seen as a JPEG of %d pixels at most', async (size) => {
  const response = await get(`${id}?size=${size}`);
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(response.rawPayload.length),
    'content-disposition': expect.stringMatching(/^inline; .*%E7%85%A7%E7%89%87\.jpg$/),
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': expect.stringContaining('private'),
  });
  expect(response.rawPayload.toString('hex', 0, 3)).toBe('ffd8ff');
});

it('a rendition is asked for as its file is: in the caller’s name, with the opening on record, each time', async () => {
  peer.calls.length = 0;
  await get(`${id}?size=320`);
  await get(`${id}?size=320`);
  const asked = peer.calls.map(({ operation, headers }) => [operation, headers['authorization']]);
  expect(asked).toEqual([
    ['attachmentsById', 'Bearer street-token'],
    ['fileForDownload', 'Bearer gateway-token'],
    ['attachmentsById', 'Bearer street-token'],
    ['fileForDownload', 'Bearer gateway-token'],
  ]);
  expect((await get(`${hidden}?size=320`)).json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
});

it('a rendition of what everybody may see does not tell what its uploader called it', async () => {
  const response = await get(`${id}?size=320`, {});
  expect(response.statusCode).toBe(200);
  expect(decodeURIComponent(String(response.headers['content-disposition']))).toContain('公示.jpg');
});

it.each([
  { path: `${document}?size=320`, status: 404, code: 'PREVIEW_NOT_POSSIBLE' },
  { path: `${id}?size=640`, status: 400, code: 'INVALID_ARGUMENT' },
  { path: `${id}?size=`, status: 400, code: 'INVALID_ARGUMENT' },
  { path: `${id}?size=320&size=2048`, status: 400, code: 'INVALID_ARGUMENT' },
])('$path is $code', async ({ path, status, code }) => {
  const response = await get(path);
  expect(response.statusCode).toBe(status);
  expect(response.json()).toMatchObject({ error: { code } });
});
