import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGateway, openServicePeer, PeerRefusal, type ServicePeer } from '../service-peer.fixture.js';
import { diskStore } from './disk.store.js';
import { xlsx } from './sample-documents.fixture.js';
import { heic, hugePng, jpeg, place, png } from './sample-files.fixture.js';
import { amr } from './sample-sounds.fixture.js';

type Recorded = { id: string; name: string; mediaType: string; size: number; storageKey: string } & Record<
  string,
  unknown
>;

let folder: string;
let peer: ServicePeer;
let gateway: Awaited<ReturnType<typeof openGateway>>;
let isFull = false;
let room: number | null = null;
const noSpace = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
const recorded = new Map<string, Recorded>();

const intake = {
  recordFile: ({ input }: { input: Recorded }) => {
    recorded.set(input.id, input);
    return { id: input.id, name: input.name, mediaType: input.mediaType, url: `/files/${input.id}` };
  },
  attachmentsById: ({ keys }: { keys: string[] }) => keys.map((id) => (recorded.has(id) ? { id } : null)),
  fileForDownload: ({ id }: { id: string }) => recorded.get(id),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weisu-files-'));
  peer = await openServicePeer({});
  const disk = diskStore(folder);
  gateway = await openGateway(peer, {
    storage: {
      ...disk,
      free: async () => room,
      put: (...file) => (isFull ? Promise.reject(noSpace) : disk.put(...file)),
    },
  });
});

beforeEach(() => {
  isFull = false;
  peer.calls.length = 0;
  Object.assign(peer.answers, intake);
});

afterAll(async () => {
  await gateway.stop();
  await peer.close();
  await rm(folder, { recursive: true });
});

let visitors = 0;

/** From a network of its own, where no other is named. */
async function upload(bytes: Buffer, name: string, headers: Record<string, string> = {}) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  const request = new Request('http://gateway/files', { method: 'POST', body: form });
  const response = await gateway.inject({
    method: 'POST',
    url: '/files',
    headers: {
      'content-type': request.headers.get('content-type')!,
      'x-forwarded-for': `198.51.100.${(visitors += 1)}`,
      ...headers,
    },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: response.statusCode, ...response.json<{ id: string; error: { code: string } }>() };
}

const signedIn = { authorization: 'Bearer street-token' };
const stored = async () => (await readdir(folder, { recursive: true })).filter((name) => name.includes('.'));

describe('an upload', () => {
  it('is stored without its position, which intake is told', async () => {
    const answer = await upload(jpeg(), '现场 照片.jpg', signedIn);
    expect(answer).toEqual({
      status: 201,
      id: expect.any(String),
      name: '现场 照片.jpg',
      mediaType: 'image/jpeg',
      url: `/files/${answer.id}`,
    });
    expect(peer.calls).toMatchObject([
      {
        operation: 'recordFile',
        headers: { authorization: 'Bearer gateway-token' },
        args: {
          input: {
            uploaderId: 'street-subject',
            addressHash: null,
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
            storageKey: `2026/11/${answer.id}.jpg`,
            position: {
              latitude: expect.closeTo(place.latitude, 3),
              longitude: expect.closeTo(place.longitude, 3),
              datum: 'WGS84',
            },
          },
        },
      },
    ]);
  });

  it('without a token is counted by its address, which intake is not told', async () => {
    for (const address of ['203.0.113.9', '203.0.113.9', '203.0.113.10']) {
      await upload(png(), 'a.png', { 'x-forwarded-for': address });
    }
    const recordings = peer.calls.filter(({ operation }) => operation === 'recordFile');
    const inputs = recordings.map(({ args }) => (args as { input: Recorded }).input);
    const [first, second, other] = inputs.map(({ addressHash }) => addressHash);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
    expect(inputs[0]).toMatchObject({ uploaderId: null });
  });

  it('to a storage that is full is UNAVAILABLE and known to nobody; the same file is taken when there is room', async () => {
    isFull = true;
    expect(await upload(png(), '门口.png', signedIn)).toMatchObject({
      status: 503,
      error: { code: 'UNAVAILABLE' },
    });
    isFull = false;
    expect(peer.calls).toEqual([]);
    expect(await upload(png(), '门口.png', signedIn)).toMatchObject({ status: 201 });
  });

  it('without an account to a storage that has no room for it is UNAVAILABLE before a byte is read', async () => {
    room = 100;
    expect(await upload(png(), 'a.png')).toMatchObject({ status: 503, error: { code: 'UNAVAILABLE' } });
    expect(peer.calls).toEqual([]);
    room = null;
    expect(await upload(png(), 'a.png')).toMatchObject({ status: 201 });
  });

  it.each([
    { named: '照片.jpg', bytes: heic(), mediaType: 'image/heic', shown: '照片.heic' },
    { named: 'a.pdf', bytes: png(), mediaType: 'image/png', shown: 'a.png' },
    { named: '录音', bytes: amr(), mediaType: 'audio/amr', shown: '录音.amr' },
  ])(
    'is what its content says: $mediaType that came as $named',
    async ({ named, bytes, mediaType, shown }) => {
      expect(await upload(bytes, named, signedIn)).toMatchObject({ status: 201, mediaType, name: shown });
    },
  );

  it('that intake refuses is not kept', async () => {
    const before = await stored();
    peer.answers['recordFile'] = () => {
      throw new PeerRefusal('TRY_LATER', 429);
    };
    expect(await upload(png(), 'a.png')).toMatchObject({ status: 429, error: { code: 'TRY_LATER' } });
    expect(await stored()).toEqual(before);
  });

  it.each([
    {
      title: 'a PNG of four hundred million pixels',
      bytes: hugePng(),
      name: 'a.png',
      status: 413,
      code: 'IMAGE_TOO_LARGE',
    },
    {
      title: 'a workbook with a macro',
      bytes: xlsx({ 'xl/vbaProject.bin': 'macro' }),
      name: '台账.xlsx',
      status: 415,
      code: 'FILE_NOT_HARMLESS',
    },
    {
      title: 'a text',
      bytes: Buffer.from('hello'),
      name: 'a.png',
      status: 415,
      code: 'FILE_TYPE_NOT_ALLOWED',
    },
    {
      title: 'a JPEG cut short',
      bytes: jpeg().subarray(0, 300),
      name: 'a.jpg',
      status: 415,
      code: 'FILE_TYPE_NOT_ALLOWED',
    },
    {
      title: '21 MB',
      bytes: Buffer.concat([png(), Buffer.alloc(21 * 1024 * 1024)]),
      name: 'a.png',
      status: 413,
      code: 'FILE_TOO_LARGE',
    },
    { title: 'nothing', bytes: Buffer.alloc(0), name: 'a.png', status: 400, code: 'INVALID_ARGUMENT' },
  ])('of $title is refused with $code', async ({ bytes, name, status, code }) => {
    const before = await stored();
    expect(await upload(bytes, name)).toMatchObject({ status, error: { code } });
    expect(await stored()).toEqual(before);
    // whether there is room is asked before the bytes are
    expect(peer.calls.map(({ operation }) => operation)).toEqual(['requireUploadAllowance']);
  });

  it('is a form with one file, and its token must be good', async () => {
    const json = await gateway.inject({ method: 'POST', url: '/files', payload: { file: 'x' } });
    expect(json.statusCode).toBe(400);
    const forged = await upload(png(), 'a.png', { authorization: 'Bearer forged' });
    expect(forged).toMatchObject({ status: 401, error: { code: 'UNAUTHENTICATED' } });
  });
});

describe('a download', () => {
  const get = (id: string, headers = {}) => gateway.inject({ url: `/files/${id}`, headers });

  it('hole 14: that everybody may see does not tell what its uploader called it', async () => {
    const { id } = await upload(png(), '王五13800138000.png', signedIn);
    const response = await get(id);
    expect(response.statusCode).toBe(200);
    expect(decodeURIComponent(String(response.headers['content-disposition']))).not.toMatch(
      /王五|13800138000/,
    );
  });

  it('is given to who may see the file, in its own type and name', async () => {
    const { id } = await upload(png(), '照片.png', signedIn);
    peer.calls.length = 0;
    const response = await get(id, signedIn);
    expect(response.statusCode).toBe(200);
    expect(response.rawPayload.length).toBe(recorded.get(id)!.size);
    expect(response.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringContaining("filename*=UTF-8''%E7%85%A7%E7%89%87.png"),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': expect.stringContaining('private'),
    });
    expect(peer.calls.map(({ operation, headers }) => [operation, headers['authorization']])).toEqual([
      ['attachmentsById', 'Bearer street-token'],
      ['fileForDownload', 'Bearer gateway-token'],
    ]);
  });

  it('is NOT_FOUND for everybody else, and for what is not there', async () => {
    const { id } = await upload(png(), 'a.png', signedIn);
    peer.calls.length = 0;
    expect((await get('not-an-id', signedIn)).statusCode).toBe(404);
    expect((await get('..%2F..%2Fetc%2Fpasswd', signedIn)).statusCode).toBe(404);
    expect(peer.calls).toEqual([]);
    peer.answers['attachmentsById'] = () => [null];
    expect((await get(id, signedIn)).statusCode).toBe(404);
    expect((await get(id)).json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(peer.calls.map(({ operation, headers }) => [operation, headers['authorization']])).toEqual([
      ['attachmentsById', 'Bearer street-token'],
      ['attachmentsById', undefined],
    ]);
  });

  it('of what was published needs no token, and is read by nobody in particular', async () => {
    const { id } = await upload(png(), 'a.png', signedIn);
    peer.calls.length = 0;
    expect((await get(id)).statusCode).toBe(200);
    expect(peer.calls.map(({ operation, args }) => [operation, args])).toEqual([
      ['attachmentsById', { keys: [id] }],
      ['fileForDownload', { id, reader: null }],
    ]);
  });

  it('by who stands in for a unit is asked of intake as that unit, and of the gateway as the gateway', async () => {
    const { id } = await upload(png(), 'a.png', signedIn);
    peer.calls.length = 0;
    await get(id, { ...signedIn, 'x-weisu-acting-for': '440303003020001.office' });
    expect(peer.calls.map(({ headers }) => headers['x-weisu-acting-for'])).toEqual([
      '440303003020001.office',
      undefined,
    ]);
  });
});
