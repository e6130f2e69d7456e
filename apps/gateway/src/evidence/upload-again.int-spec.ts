import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGateway, openServicePeer, PeerRefusal, type ServicePeer } from '../service-peer.fixture.js';
import { diskStore } from './disk.store.js';
import { jpeg, png } from './sample-files.fixture.js';

type Recorded = Readonly<{ id: string; name: string; mediaType: string; sha256: string; storageKey: string }>;

const mine = { authorization: 'Bearer street-token' };
const anothers = { authorization: 'Bearer street-token-2' };
const random = '3f1c9a7e5b2d480691acfe0347d8b6e2';

describe('a file that comes again under its key', () => {
  let folder: string;
  let peer: ServicePeer;
  let gateway: Awaited<ReturnType<typeof openGateway>>;
  let recorded: Map<string, Recorded>;
  /** What intake does without saying so. */
  let unheard: readonly string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weisu-again-'));
    // as intake records: once for an id, and other bytes under it are refused
    peer = await openServicePeer({
      requireUploadAllowance: () => true,
      recordFile: ({ input }: { input: Recorded }) => {
        const known = recorded.get(input.id);
        if (known && known.sha256 !== input.sha256) throw new PeerRefusal('IDEMPOTENCY_KEY_REUSE', 422);
        recorded.set(input.id, known ?? input);
        if (unheard.includes('recordFile')) throw new PeerRefusal('INTERNAL', 500);
        return {
          id: input.id,
          name: (known ?? input).name,
          mediaType: input.mediaType,
          url: `/files/${input.id}`,
        };
      },
      // as intake does: by the id that stands in the key, and by the key
      unknownFiles: ({ storageKeys }: { storageKeys: string[] }) => {
        if (unheard.includes('unknownFiles')) throw new PeerRefusal('INTERNAL', 500);
        return storageKeys.filter(
          (key) => recorded.get(/[0-9a-f-]{36}/.exec(key)?.[0] ?? '')?.storageKey !== key,
        );
      },
    });
    gateway = await openGateway(peer, { storage: diskStore(folder) });
  });
  beforeEach(() => {
    recorded = new Map();
    unheard = [];
  });
  afterAll(async () => {
    await gateway.stop();
    await peer.close();
    await rm(folder, { recursive: true });
  });

  const upload = async (bytes: Buffer, headers: Record<string, string>, name = '现场.jpg') => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const request = new Request('http://gateway/files', { method: 'POST', body: form });
    const response = await gateway.inject({
      method: 'POST',
      url: '/files',
      headers: { 'content-type': request.headers.get('content-type')!, ...headers },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    const {
      id,
      name: called,
      error,
    } = response.json<{ id?: string; name?: string; error?: { code: string } }>();
    return { status: response.statusCode, id, name: called, code: error?.code };
  };
  const kept = async () =>
    (await readdir(folder, { recursive: true })).filter((name) => /\.\w+$/.test(name)).length;

  it.each([mine, {}])('is the one that is there, and lies there once (%j)', async (who) => {
    const before = await kept();
    const headers = { ...who, 'idempotency-key': random };
    const first = await upload(jpeg(), headers);
    const again = await upload(jpeg(), headers, '另一个名字.jpg');
    expect(again).toEqual({ status: 201, id: first.id, name: '现场.jpg', code: undefined });
    expect((await kept()) - before).toBe(1);
  });

  it('at the same instant is one, too', async () => {
    const before = await kept();
    const headers = { ...mine, 'idempotency-key': 'at once' };
    const answers = await Promise.all(Array.from({ length: 2 }, () => upload(jpeg(), headers)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect((await kept()) - before).toBe(1);
  });

  it('is refused where it is another file, and what came first stays', async () => {
    const headers = { ...mine, 'idempotency-key': 'one key' };
    const first = await upload(jpeg(), headers);
    const before = await kept();
    expect(await upload(png(), headers)).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSE' });
    expect([await kept(), (await upload(jpeg(), headers)).id]).toEqual([before, first.id]);
  });

  it.each(['recordFile', 'unknownFiles'])('is there when the answer of %s was lost', async (operation) => {
    const headers = { ...mine, 'idempotency-key': `lost ${operation}` };
    unheard = [operation];
    await upload(jpeg(), headers);
    unheard = [];
    const { status, id } = await upload(jpeg(), headers);
    expect(status).toBe(201);
    const files = await readdir(folder, { recursive: true });
    expect(files).toContain(recorded.get(id ?? '')?.storageKey);
  });

  it('is another person’s own under the same key, and another one without', async () => {
    const headers = { 'idempotency-key': 'a key' };
    const ids = [
      await upload(jpeg(), { ...mine, ...headers }),
      await upload(jpeg(), { ...anothers, ...headers }),
      await upload(jpeg(), mine),
      await upload(jpeg(), mine),
    ].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  it('needs a key that nobody guesses where it alone says who sends it, and one that is not too long', async () => {
    expect(await upload(jpeg(), { 'idempotency-key': 'photo-1' })).toMatchObject({
      status: 400,
      code: 'KEY_GUESSABLE',
    });
    expect(await upload(jpeg(), { ...mine, 'idempotency-key': 'k'.repeat(201) })).toMatchObject({
      status: 400,
      code: 'INVALID_ARGUMENT',
    });
  });
});
