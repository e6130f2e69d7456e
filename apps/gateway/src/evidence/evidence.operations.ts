import { randomBytes, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { AttachmentAnswer, FileForDownloadAnswer, RecordFileInput } from '@weisu/api';
import { refusal, Refusal } from '../calling/refusal.js';
import { DomainError } from '@weisu/contracts';
import {
  actorRef,
  maxKeyLength,
  requireUnguessable,
  type Log,
  type ServiceCaller,
} from '@weisu/service-host';
import { WorkerFailure } from '@weisu/worker-pool';
import { ask, askAsGateway } from '../calling/service-caller.js';
import type { RequestScope } from '../request/request-scope.http.js';
import { Renditions } from '../rendition/renditions.operations.js';
import type { GatewayWorkers } from '../workers.js';
import type { Inspected, Received } from './evidence.worker.js';
import { mostFileBytes } from './most-bytes.js';
import { shownName } from './file-name.js';
import type { ObjectStore } from './object-store.js';
import { storageKeyOf, type RenditionSize } from './storage-key.js';
import { uploadId } from './upload-id.js';

export type Upload = Readonly<{ bytes: Uint8Array; name: string | undefined }>;
export type ShownFile = Readonly<{
  name: string;
  mediaType: string;
  size: number;
  content: Readable | Buffer;
}>;

/** What keeping files takes, with or without looking into them. */
export type KeepingOptions = Readonly<{
  caller: ServiceCaller;
  serviceToken: () => Promise<string>;
  storage: ObjectStore;
  now: () => Date;
}>;

export type EvidenceOptions = KeepingOptions &
  Readonly<{ workers: Pick<GatewayWorkers, 'files' | 'pictures'>; log: Log }>;

/** As much as a file may have: what claims more is told so when it has come. */
/** Of what is free in the storage, for files that no matter has yet. */
const shareOfFree = 0.1;
/** For those, however much is free. */
const mostLoose = 1024 ** 3;

/** Takes evidence in and gives it out. Whose it is and who may see it is known to intake alone. */
export class EvidenceDesk {
  private readonly renditions: Renditions;

  constructor(private readonly options: EvidenceOptions) {
    const { storage, workers, log } = options;
    this.renditions = new Renditions({ storage, pictures: workers.pictures, log });
  }

  /** Asks, before a byte is received, whether there is room for a file of somebody without an account. `size` in bytes. Throws Refusal. */
  async admit(scope: RequestScope, size: number): Promise<void> {
    if (scope.actor) return;
    const free = await this.options.storage.free();
    // a full disk is our absence, and nobody's excess
    if (free !== null && free < size) throw new Refusal('UNAVAILABLE');
    const most = free === null ? mostLoose : Math.min(mostLoose, Math.floor(free * shareOfFree));
    const allowance = { addressHash: scope.network, size: Math.min(size, mostFileBytes), most };
    try {
      await askAsGateway(this.options, scope, 'requireUploadAllowance', allowance);
    } catch (error) {
      // intakes of the versions before know no `most`, or not even the question, and count when the file is recorded
      if (!(error instanceof Refusal && ['INVALID_ARGUMENT', 'NOT_FOUND'].includes(error.code))) throw error;
    }
  }

  /**
   * Stores a file without the position that the camera wrote into it; intake keeps that apart. Under an Idempotency-Key the same file again is the one that is there, and another
   * one is IDEMPOTENCY_KEY_REUSE.
   */
  async receive({ bytes, name: given }: Upload, scope: RequestScope): Promise<AttachmentAnswer> {
    const key = keyOf(scope);
    const { mediaType, sha256, position, bytes: kept } = await this.inspected({ bytes });
    const id = key === null ? randomUUID() : uploadId(scope.actor?.subject ?? null, key);
    const copyId = key === null ? undefined : randomBytes(4).toString('hex');
    const storageKey = storageKeyOf(id, mediaType, this.options.now(), copyId);
    const input: RecordFileInput = {
      id,
      name: shownName(given, mediaType),
      mediaType,
      size: kept.byteLength,
      sha256,
      storageKey,
      uploaderId: scope.actor?.subject ?? null,
      addressHash: scope.actor ? null : scope.network,
      position: position ? { ...position, datum: 'WGS84' } : null,
    };
    // a full disk, a storage that is away: the same file again later
    await this.options.storage.put(storageKey, kept, mediaType).catch((cause: unknown) => {
      throw new Refusal('UNAVAILABLE', undefined, undefined, { cause });
    });
    const answer = await this.recorded(input, scope);
    if (key !== null) await this.deleteUnknown(storageKey, scope);
    return answer;
  }

  /** What intake has refused is deleted. What it has not answered may be recorded: the search for orphans decides, a day later. */
  private async recorded(input: RecordFileInput, scope: RequestScope): Promise<AttachmentAnswer> {
    try {
      return (await askAsGateway(this.options, scope, 'recordFile', { input })) as AttachmentAnswer;
    } catch (error) {
      const isUnheard = !(error instanceof Refusal) || ['UNAVAILABLE', 'INTERNAL'].includes(error.code);
      if (!isUnheard) await this.options.storage.delete(input.storageKey);
      throw error;
    }
  }

  /** Of a file that came again: it lies there as it came first. The file is taken, whether or not this one can be asked about now. */
  private async deleteUnknown(storageKey: string, scope: RequestScope): Promise<void> {
    try {
      const unknown = (await askAsGateway(this.options, scope, 'unknownFiles', {
        storageKeys: [storageKey],
      })) as readonly string[];
      for (const one of unknown) await this.options.storage.delete(one);
    } catch (error) {
      this.options.log.failed({ part: 'upload that came again' }, error);
    }
  }

  /**
   * Null for what is not there, and for what the caller may not see. `size`: a rendition instead, whose rights are those of its file. Throws Refusal: PREVIEW_NOT_POSSIBLE
   * where no rendition can be made.
   */
  async show(id: string, scope: RequestScope, size: RenditionSize | null): Promise<ShownFile | null> {
    const [seen] = (await ask(this.options.caller, scope, 'attachmentsById', { keys: [id] })) as unknown[];
    if (!seen) return null;
    const reader = scope.actor && { ...actorRef(scope.actor), client: scope.actor.client };
    const file = (await askAsGateway(this.options, scope, 'fileForDownload', {
      id,
      reader,
    })) as FileForDownloadAnswer | null;
    if (!file) return null;
    // what is published is shown to everybody; what the uploader called it may name somebody
    const named = scope.actor ? file.name : `公示.${file.storageKey.split('.').at(-1) ?? ''}`;
    const by = scope.actor?.subject ?? scope.network;
    if (size !== null) return this.rendition({ ...file, name: named }, size, by);
    const content = await this.options.storage.get(file.storageKey);
    return content && { name: named, mediaType: file.mediaType, size: file.size, content };
  }

  private async rendition(file: FileForDownloadAnswer, size: RenditionSize, by: string): Promise<ShownFile> {
    const content = await this.renditions.of(file, size, by);
    if (!content) throw new Refusal('PREVIEW_NOT_POSSIBLE');
    const name = shownName(file.name, 'image/jpeg');
    return { name, mediaType: 'image/jpeg', size: content.length, content };
  }

  private async inspected(received: Received): Promise<Inspected & { refused: null }> {
    try {
      return accepted(await this.options.workers.files.run('inspect', received, { bytes: [received.bytes] }));
    } catch (error) {
      throw error instanceof WorkerFailure ? refusalOf(error) : error;
    }
  }
}

/** Throws Refusal: INVALID_ARGUMENT for one that is too long, and KEY_GUESSABLE where it alone tells callers apart. */
function keyOf({ actor, idempotencyKey: key }: RequestScope): string | null {
  if (key === null) return null;
  if (key.length > maxKeyLength)
    throw refusal('INVALID_ARGUMENT', `Idempotency-Key: at most ${maxKeyLength} characters`);
  if (actor) return key;
  try {
    requireUnguessable(key, 'Idempotency-Key');
  } catch (error) {
    if (error instanceof DomainError) throw refusal(error.code, 'Idempotency-Key');
    throw error;
  }
  return key;
}

/** What the file is, by its bytes. Throws Refusal. */
function accepted(inspected: Inspected): Inspected & { refused: null } {
  switch (inspected.refused) {
    case 'UNKNOWN':
      throw new Refusal('FILE_TYPE_NOT_ALLOWED');
    case 'TOO_MANY_PIXELS':
      throw new Refusal('IMAGE_TOO_LARGE');
    case 'NOT_HARMLESS':
      throw new Refusal('FILE_NOT_HARMLESS');
    case 'DAMAGED':
      throw refusal(
        'FILE_TYPE_NOT_ALLOWED',
        'the file is damaged, or holds a position that cannot be removed',
      );
    case null:
      return inspected;
  }
}

/** A file that is too much for a worker is refused for good; one that finds all of them at work may come again. */
function refusalOf(failure: WorkerFailure): Refusal {
  if (!failure.isOverLimits) return new Refusal('TRY_LATER', undefined, undefined, { cause: failure });
  return new Refusal(
    'FILE_TYPE_NOT_ALLOWED',
    'The file is built in a way that takes too long to look through: open it, save it again as JPEG, PNG, PDF or MP4, and send that.',
    '该文件结构过于复杂，无法检查：请打开后另存为 JPEG、PNG、PDF 或 MP4 再上传。',
    { cause: failure },
  );
}
