import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StandaloneConfig } from '../config.js';
import { districtUrl } from '../district-url.js';
import { DistrictClient } from '../import/district.client.js';

/** The district that a replay runs in. */
export type Place = Readonly<{
  client: DistrictClient;
  /** Whether it was started for this replay, and so may be set to any time. */
  own: boolean;
  leave(): Promise<void>;
}>;

/** The district at an address, else the one that runs on DATA_DIR, else one of its own that ends with the replay. */
export async function findPlace(
  config: StandaloneConfig,
  url: string | null,
  simulated: boolean,
): Promise<Place> {
  const running = url ?? (await runningUrl(config.dataDir));
  if (running)
    return { client: new DistrictClient(running, config.dataDir), own: false, leave: async () => undefined };
  const dataDir = await mkdtemp(join(tmpdir(), 'weisu-replay-'));
  // loaded when needed only: a replay in a district that runs already starts no second one
  const { startDistrict } = await import('../district.js');
  const district = await startDistrict({
    ...config,
    dataDir,
    port: 0,
    testClock: simulated,
    disposable: true,
  });
  return {
    client: new DistrictClient(district.url, dataDir),
    own: true,
    async leave() {
      await district.stop();
      await rm(dataDir, { recursive: true, force: true });
      if (district.dataDir !== dataDir) await rm(district.dataDir, { recursive: true, force: true });
    },
  };
}

/** The address in DATA_DIR, when a district answers there. */
async function runningUrl(dataDir: string): Promise<string | null> {
  try {
    const url = await districtUrl(dataDir);
    const response = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(5_000) });
    await response.text();
    return response.ok ? url : null;
  } catch {
    return null;
  }
}
