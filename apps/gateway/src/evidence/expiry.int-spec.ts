import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpCaller, Log } from '@weisu/service-host';
import { inHours, openServicePeer } from '../service-peer.fixture.js';
import { diskStore } from './disk.store.js';
import { Expiry } from './expiry.job.js';
import { keysMadeOf } from './storage-key.js';

const key = '2026/11/0190d3a4-0000-7000-8000-000000000001.png';

it('files that nothing refers to are deleted after a day with what was made of them, and again where that failed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weisu-expiry-'));
  const answers = [[key], []];
  const peer = await openServicePeer({ expireFiles: () => answers.shift() });
  const caller = createHttpCaller({
    DIRECTORY: peer.url,
    INTAKE: peer.url,
    DISPATCH: peer.url,
    MEDIATION: peer.url,
    EVALUATION: peer.url,
    NOTIFICATION: peer.url,
  });
  const disk = diskStore(folder);
  const keys = [key, ...keysMadeOf(key)];
  expect(keys).toHaveLength(4);
  for (const each of keys) await disk.put(each, Buffer.from('bytes'), 'image/png');
  const isStored = async (each: string) => {
    const content = await disk.get(each);
    content?.destroy();
    return content !== null;
  };
  let reachable = false;
  const expiry = new Expiry({
    caller,
    serviceToken: async () => 'gateway-token',
    storage: {
      ...disk,
      delete: (each) => (reachable ? disk.delete(each) : Promise.reject(new Error('unreachable'))),
    },
    now: () => inHours(30),
    log: Log.of('gateway', 'silent'),
  });
  await expiry.round();
  expect(await Promise.all(keys.map(isStored))).toEqual([true, true, true, true]);
  reachable = true;
  await expiry.round();
  expect(await Promise.all(keys.map(isStored))).toEqual([false, false, false, false]);
  expect(peer.calls[0]).toMatchObject({ args: { before: inHours(6).toISOString() } });
  await caller.close();
  await peer.close();
  await rm(folder, { recursive: true });
});
