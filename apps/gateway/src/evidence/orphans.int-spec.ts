import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createHttpCaller, Log } from '@weisu/service-host';
import { openServicePeer, type ServicePeer } from '../service-peer.fixture.js';
import { diskStore } from './disk.store.js';
import { deleteOrphans } from './orphans.job.js';
import { keysMadeOf, renditionKeyOf } from './storage-key.js';

const now = new Date('2026-11-23T09:00:00Z');
const keyOf = (n: number) => `2026/11/0190d3a4-0000-7000-8000-${String(n).padStart(12, '0')}.jpg`;
let folder: string;
let peer: ServicePeer;
let known: Set<string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orphans-'));
  known = new Set();
  peer = await openServicePeer({
    unknownFiles: ({ storageKeys }: { storageKeys: string[] }) =>
      storageKeys.filter((key) => !known.has(key)),
  });
});
afterEach(async () => {
  await peer.close();
  await rm(folder, { recursive: true });
});

async function stored(key: string, hoursAgo: number): Promise<string> {
  const path = join(folder, key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, 'bytes');
  const at = new Date(now.getTime() - hoursAgo * 3_600_000);
  await utimes(path, at, at);
  return key;
}

async function run() {
  const url = peer.url;
  const caller = createHttpCaller({
    DIRECTORY: url,
    INTAKE: url,
    DISPATCH: url,
    MEDIATION: url,
    EVALUATION: url,
    NOTIFICATION: url,
  });
  try {
    return await deleteOrphans({
      caller,
      serviceToken: async () => 'gateway-token',
      storage: diskStore(folder),
      now: () => now,
      log: Log.of('gateway', 'silent'),
    });
  } finally {
    await caller.close();
  }
}

async function left(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of diskStore(folder).list()) keys.push(key);
  return keys.sort();
}

it('deletes what is stored for a day and recorded nowhere, also what was half written, and nothing else', async () => {
  known.add(await stored(keyOf(1), 48));
  await stored(keyOf(2), 25);
  await stored(`${keyOf(3)}.part`, 25);
  await stored(keyOf(4), 23);
  await stored('2026/11/notes.txt', 48);
  expect(await run()).toEqual({ seen: 3, deleted: 2 });
  expect(await left()).toEqual([keyOf(1), keyOf(4)]);
  expect(await run()).toEqual({ seen: 1, deleted: 0 });
});

it('deletes what was made of a file that is recorded nowhere, and keeps what was made of one that is', async () => {
  known.add(await stored(keyOf(1), 48));
  for (const key of keysMadeOf(keyOf(1))) await stored(key, 48);
  for (const key of keysMadeOf(keyOf(2))) await stored(key, 48);
  await stored(keyOf(3), 48);
  // younger than a day, and gone with its file all the same
  await stored(renditionKeyOf(keyOf(3), 320), 1);
  expect(await run()).toEqual({ seen: 8, deleted: 4 });
  expect(await left()).toEqual([keyOf(1), ...keysMadeOf(keyOf(1))].sort());
});

it('asks for no more than a page at once', async () => {
  for (let n = 0; n < 501; n += 1) known.add(await stored(keyOf(n), 48));
  expect(await run()).toEqual({ seen: 501, deleted: 0 });
  expect(peer.calls.map(({ args }) => (args['storageKeys'] as string[]).length)).toEqual([500, 1]);
});

it('deletes nothing when intake knows less than half: it may be the wrong database', async () => {
  for (let n = 0; n < 100; n += 1) await stored(keyOf(n), 48);
  await expect(run()).rejects.toThrow('intake knows 0 of 100');
  expect(await left()).toHaveLength(100);
});

it('finds nothing where nothing was ever stored', async () => {
  await rm(folder, { recursive: true });
  expect(await run()).toEqual({ seen: 0, deleted: 0 });
  await mkdir(folder);
});
