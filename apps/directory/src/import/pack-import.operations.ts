import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { announce, DirectoryRevisionPublished, type ActorRef, type DistrictPack } from '@weisu/contracts';
import { runWork, SystemTime, type Time, Work, type WorkContext } from '@weisu/messaging';
import { openDataSource } from '@weisu/persistence';
import { readPack } from '../pack/pack.reader.js';
import { snapshotSince } from '../revision/entry.store.js';
import { changesBy, type PackChange } from './pack-change.js';
import { lockRevision, storeChanges } from './pack-import.store.js';

/** `revision` is the one in force afterwards: the one before when nothing changed. */
export type ImportOutcome = Readonly<{ revision: number; changes: readonly PackChange[] }>;

export type FolderImport = Readonly<{
  /** As the service's runtime role. */
  databaseUrl: string;
  /** Says what would change and stores nothing. */
  preview?: boolean;
  actor?: ActorRef;
  time?: Time;
}>;

export const directorySchema = 'directory';

const commandLine: ActorRef = { subject: 'directory-import', kind: 'SYSTEM', unitId: null };

/**
 * Makes the pack the reference data in force, as one revision in the transaction of `work`. The same pack again changes nothing and
 * announces nothing. Throws PackRefused. `name` is what the import log calls the pack.
 */
export async function importPack(pack: DistrictPack, work: Work, name = 'pack'): Promise<ImportOutcome> {
  const present = await lockRevision(work);
  const { entries } = await snapshotSince(work.manager, 0);
  const changes = changesBy(pack, entries, work.now, work.actor.subject);
  if (changes.length === 0) return { revision: present, changes };

  return { revision: await publishAfter(work, present, name, changes), changes };
}

/** Makes changes the next revision; whoever decided on them holds the lock of the present one. */
export async function publishChanges(
  work: Work,
  name: string,
  changes: readonly PackChange[],
): Promise<number> {
  return publishAfter(work, await lockRevision(work), name, changes);
}

async function publishAfter(
  work: Work,
  present: number,
  pack: string,
  changes: readonly PackChange[],
): Promise<number> {
  const revision = present + 1;
  await storeChanges(work, { revision, pack, changes });
  await work.announce('directory', [
    announce(DirectoryRevisionPublished, { revision, changed: changes.length }),
  ]);
  return revision;
}

export async function previewPack(pack: DistrictPack, work: Work): Promise<ImportOutcome> {
  const { revision, entries } = await snapshotSince(work.manager, 0);
  return { revision, changes: changesBy(pack, entries, work.now, work.actor.subject) };
}

/**
 * Reads, validates and imports the pack of a folder straight into the service's database; the running service's relay finds the
 * announcement by its poll. Throws PackInvalid with every problem, or PackRefused; then nothing is stored.
 */
export async function importPackFolder(
  folder: string,
  { databaseUrl, preview = false, actor = commandLine, time = new SystemTime() }: FolderImport,
): Promise<ImportOutcome> {
  const pack = await readPack(folder);
  let lost: Error | null = null;
  const source = await openDataSource({
    url: databaseUrl,
    schema: directorySchema,
    entities: [],
    poolSize: 1,
    onPoolError: (error) => (lost = error),
  });
  try {
    const context: WorkContext = {
      now: time.now(),
      actor,
      correlationId: randomUUID(),
      causationId: null,
    };
    if (preview) return await previewPack(pack, new Work(source.manager, context));
    return await runWork(
      source,
      context,
      () => undefined,
      (work) => importPack(pack, work, basename(resolve(folder))),
    );
  } catch (error) {
    throw lost ?? error;
  } finally {
    await source.destroy();
  }
}
