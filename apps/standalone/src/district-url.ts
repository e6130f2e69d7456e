import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the district of a data folder listens: what `npm start` wrote when it was ready. Throws with what to do. */
export async function districtUrl(dataDir: string): Promise<string> {
  try {
    return (await readFile(join(dataDir, 'url'), 'utf8')).trim();
  } catch (cause) {
    throw new Error(`no district was started on ${dataDir}: run npm start first`, { cause });
  }
}
