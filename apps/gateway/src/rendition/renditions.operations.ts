import { buffer } from 'node:stream/consumers';
import type { Log } from '@weisu/service-host';
import { ProcessEnded, WorkerFailure, type LimitedProcess } from '@weisu/worker-pool';
import { Refusal } from '../calling/refusal.js';
import { deleteRenditions } from '../evidence/deletion.js';
import type { ObjectStore } from '../evidence/object-store.js';
import { failureKeyOf, renditionKeyOf, renditionSizes, type RenditionSize } from '../evidence/storage-key.js';
import { partsIn } from './frames.js';

export type RenditionOptions = Readonly<{
  storage: ObjectStore;
  pictures: Pick<LimitedProcess, 'run'>;
  log: Log;
}>;

type StoredImage = Readonly<{ storageKey: string; mediaType: string }>;
type Made = Readonly<Record<RenditionSize, Buffer>>;

/** What the process ends with for an image that cannot be drawn. Everything else that it ends with is a fault of ours. */
const unreadable = 3;
/** Of an image whose process was killed by others: memory may have been short for all. */
const mostTries = 3;

/**
 * Renditions of images: made when one is first asked for, stored beside the image, deleted with it. What cannot be decoded, or is over the limits, is
 * written down as failed and not tried again. Whether somebody may see the image is asked before, each time.
 */
export class Renditions {
  private readonly making = new Map<string, Promise<Made | null>>();

  constructor(private readonly options: RenditionOptions) {}

  /** A JPEG; null where none can be made. Throws Refusal: TRY_LATER while too many others wait, NOT_FOUND when the image is gone. */
  async of({ storageKey, mediaType }: StoredImage, size: RenditionSize, by: string): Promise<Buffer | null> {
    if (!mediaType.startsWith('image/')) return null;
    const kept = await this.read(renditionKeyOf(storageKey, size));
    if (kept) return kept;
    const made = await (this.making.get(storageKey) ?? this.begin(storageKey, mediaType, by));
    return made?.[size] ?? null;
  }

  /** Who asks meanwhile, for either size, gets what is being made. */
  private begin(key: string, mediaType: string, by: string): Promise<Made | null> {
    const made = this.make(key, mediaType, by).finally(() => this.making.delete(key));
    this.making.set(key, made);
    return made;
  }

  private async make(key: string, mediaType: string, by: string): Promise<Made | null> {
    const failed = await this.failures(key);
    if (failed >= mostTries) return null;
    try {
      const answer = await this.options.pictures.run([mediaType], () => this.original(key), by);
      const made = madeOf(partsIn(answer));
      await this.keep(key, made);
      return made;
    } catch (error) {
      if (!(error instanceof WorkerFailure || error instanceof ProcessEnded)) throw error;
      const counts = triesOf(error);
      if (counts === 0) throw new Refusal('TRY_LATER', undefined, undefined, { cause: error });
      await this.writeDown(key, failed + counts, error);
      return null;
    }
  }

  private async original(key: string): Promise<Buffer> {
    const bytes = await this.read(key);
    if (!bytes) throw new Refusal('NOT_FOUND');
    return bytes;
  }

  private async read(key: string): Promise<Buffer | null> {
    const content = await this.options.storage.get(key);
    return content && buffer(content);
  }

  /** What cannot be kept is made again when it is asked for. */
  private async keep(key: string, made: Made): Promise<void> {
    const { storage, log } = this.options;
    try {
      for (const size of renditionSizes)
        await storage.put(renditionKeyOf(key, size), made[size], 'image/jpeg');
      await this.takeBackOrphans(key);
    } catch (error) {
      log.failed({ part: 'renditions', key }, error);
    }
  }

  /** The image was deleted while renditions of it were made: they are deleted with it, before or after they were stored. */
  private async takeBackOrphans(key: string): Promise<void> {
    const { storage } = this.options;
    const image = await storage.get(key);
    if (image) image.destroy();
    else await deleteRenditions(storage, key);
  }

  private async failures(key: string): Promise<number> {
    return Number((await this.read(failureKeyOf(key)))?.toString('latin1') ?? 0);
  }

  private async writeDown(
    key: string,
    failures: number,
    reason: WorkerFailure | ProcessEnded,
  ): Promise<void> {
    const { storage, log } = this.options;
    const said = reason instanceof ProcessEnded ? reason.said : reason.reason;
    log.info({ part: 'renditions', key, failures, said }, 'no rendition');
    try {
      await storage.put(failureKeyOf(key), Buffer.from(String(failures)), 'text/plain');
      await this.takeBackOrphans(key);
    } catch (error) {
      log.failed({ part: 'renditions', key }, error);
    }
  }
}

/** How many of its tries an image has had: all when it is the image, none when it is ours. */
function triesOf(failure: WorkerFailure | ProcessEnded): number {
  if (failure instanceof WorkerFailure) return failure.isOverLimits ? mostTries : 0;
  if (failure.code === unreadable) return mostTries;
  return failure.code === null ? 1 : 0;
}

/** The largest comes first. */
function madeOf([large, small]: readonly Buffer[]): Made {
  if (!large?.length || !small?.length) throw new Error('an answer without its renditions');
  return { 320: small, 2048: large };
}
