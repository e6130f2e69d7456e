import { randomUUID } from 'node:crypto';
import type { Log } from '@weisu/service-host';
import { ask } from '../calling/service-caller.js';
import { deleteWithRenditions } from './deletion.js';
import type { KeepingOptions } from './evidence.operations.js';
import { originalKeyOf } from './storage-key.js';

/** An upload is recorded within a minute; what is unknown after a day was left by a gateway that died in between, or by a failed deletion. */
const lifeMs = 24 * 3_600_000;
const pageSize = 500;

/**
 * When more than half of so many are unknown, the storage is not intake's: a gateway that was pointed at another database, or a backup that does
 * not fit its files, must not empty it.
 */
const suspicious = { least: 100, rate: 0.5 } as const;

/** Deletes what is stored and recorded nowhere. Answers how many; throws before the first deletion when that would be most of them. */
export async function deleteOrphans(
  options: KeepingOptions & Readonly<{ log: Log }>,
): Promise<Readonly<{ seen: number; deleted: number }>> {
  const { storage, now, log } = options;
  const before = new Date(now().getTime() - lifeMs);
  const unknown: string[] = [];
  let seen = 0;
  let page: string[] = [];
  const check = async () => {
    unknown.push(...(await unknownOf(options, page)));
    page = [];
  };
  for await (const { key, at } of storage.list()) {
    if (at >= before) continue;
    seen += 1;
    page.push(key);
    if (page.length === pageSize) await check();
  }
  if (page.length) await check();
  if (unknown.length >= suspicious.least && unknown.length > seen * suspicious.rate)
    throw new Error(`intake knows ${seen - unknown.length} of ${seen} stored files: nothing is deleted`);
  for (const key of unknown) await deleteWithRenditions(storage, key);
  if (unknown.length) log.info({ part: 'orphans', seen, deleted: unknown.length }, 'deleted');
  return { seen, deleted: unknown.length };
}

/** Renditions are recorded nowhere: one is known as long as its image is. */
async function unknownOf(
  { caller, serviceToken }: KeepingOptions,
  keys: readonly string[],
): Promise<readonly string[]> {
  const self = { bearer: await serviceToken(), correlationId: randomUUID(), network: '' };
  const storageKeys = [...new Set(keys.map(originalKeyOf))];
  const unknown = new Set((await ask(caller, self, 'unknownFiles', { storageKeys })) as readonly string[]);
  return keys.filter((key) => unknown.has(originalKeyOf(key)));
}
