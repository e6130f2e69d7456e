import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { AttachmentAnswer, FileForDownloadAnswer, RecordFileInput } from '@weisu/api';
import { refusal, Refusal } from '../calling/refusal.js';
import { actorRef, type ServiceCaller } from '@weisu/service-host';
import { ask, askAsGateway } from '../calling/service-caller.js';
import type { RequestScope } from '../request/request-scope.http.js';
import { shownName } from './file-name.js';
import { contradicts, sniff, type MediaType } from './media-type.js';
import type { ObjectStore } from './object-store.js';
import { withoutPosition } from './position.js';
import { storageKeyOf } from './storage-key.js';

export type Upload = Readonly<{ id: string; bytes: Uint8Array; name: string | undefined }>;
export type ShownFile = Readonly<{ name: string; mediaType: string; size: number; content: Readable }>;

export type EvidenceOptions = Readonly<{
  caller: ServiceCaller;
  serviceToken: () => Promise<string>;
  storage: ObjectStore;
  now: () => Date;
}>;

/** Takes evidence in and gives it out. Whose it is and who may see it is known to intake alone. */
export class EvidenceDesk {
  constructor(private readonly options: EvidenceOptions) {}

  /** Stores a file without the position that the camera wrote into it; intake keeps that apart. */
  async receive({ id, bytes, name: given }: Upload, scope: RequestScope): Promise<AttachmentAnswer> {
    const mediaType = await typeOf(bytes, given);
    const cleaned = await withoutPosition(bytes, mediaType);
    if (!cleaned)
      throw refusal(
        'FILE_TYPE_NOT_ALLOWED',
        'the file is damaged, or holds a position that cannot be removed',
      );
    const storageKey = storageKeyOf(id, mediaType, this.options.now());
    const input: RecordFileInput = {
      id,
      name: shownName(given, mediaType),
      mediaType,
      size: cleaned.bytes.byteLength,
      sha256: createHash('sha256').update(cleaned.bytes).digest('hex'),
      storageKey,
      uploaderId: scope.actor?.subject ?? null,
      addressHash: scope.actor ? null : scope.network,
      position: cleaned.position ? { ...cleaned.position, datum: 'WGS84' } : null,
    };
    // a full disk, a storage that is away: the same file again later
    await this.options.storage.put(storageKey, cleaned.bytes, mediaType).catch((cause: unknown) => {
      throw new Refusal('UNAVAILABLE', undefined, undefined, { cause });
    });
    try {
      return (await askAsGateway(this.options, scope, 'recordFile', { input })) as AttachmentAnswer;
    } catch (error) {
      await this.options.storage.delete(storageKey);
      throw error;
    }
  }

  /** Null for what is not there, and for what the caller may not see. */
  async show(id: string, scope: RequestScope): Promise<ShownFile | null> {
    const [seen] = (await ask(this.options.caller, scope, 'attachmentsById', { keys: [id] })) as unknown[];
    if (!seen) return null;
    const reader = scope.actor && { ...actorRef(scope.actor), client: scope.actor.client };
    const file = (await askAsGateway(this.options, scope, 'fileForDownload', {
      id,
      reader,
    })) as FileForDownloadAnswer | null;
    const content = file && (await this.options.storage.get(file.storageKey));
    return file && content ? { name: file.name, mediaType: file.mediaType, size: file.size, content } : null;
  }
}

async function typeOf(bytes: Uint8Array, name: string | undefined): Promise<MediaType> {
  const mediaType = await sniff(bytes);
  if (!mediaType) throw new Refusal('FILE_TYPE_NOT_ALLOWED');
  if (name && contradicts(name, mediaType)) throw new Refusal('FILE_TYPE_MISMATCH');
  return mediaType;
}
