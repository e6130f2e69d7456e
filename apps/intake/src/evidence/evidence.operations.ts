import { Injectable } from '@nestjs/common';
import type {
  AttachmentAnswer,
  FileForDownloadAnswer,
  FileReaderInput,
  OperationAnswer,
  OperationArgs,
} from '@weisu/api';
import { formerParts, openingsOf, recordOpening, visibleAppeals, type Reader } from '@weisu/appeal-access';
import { actorRefSchema, DomainError, fileAsked } from '@weisu/contracts';
import { anonymous, Operation, type OperationContext } from '@weisu/service-host';
import { Vault } from '../person/vault.store.js';
import {
  forgetLoose,
  forgottenFiles,
  readAttachments,
  readFile,
  unknownKeys,
  looseBytes,
  type AttachmentRow,
} from './evidence.store.js';

const mostKeys = 1_000;
/** Bytes of files without an account that no matter has yet, where the gateway does not say what there is room for. */
const usualMost = 1024 ** 3;
/** Bytes of the longest file and the form around it. */
const oneFile = 21 * 1024 ** 2;

@Injectable()
export class EvidenceOperations {
  constructor(private readonly vault: Vault) {}

  /**
   * Files that come at once may together be a little more: there is room for far more than that. Where there is no room, it is the networks that hold it which wait:
   * another has room for one file.
   */
  @Operation()
  async requireUploadAllowance(
    { addressHash, size, most: given }: OperationArgs['requireUploadAllowance'],
    { work }: OperationContext,
  ): Promise<boolean> {
    const most = given ?? usualMost;
    const { all, own } = await looseBytes(work, addressHash);
    const fits = all + size <= most || (own + size <= oneFile && all + size <= 2 * most);
    if (!fits) throw new DomainError('TRY_LATER');
    return true;
  }

  /** Recording a file again under its id changes nothing. An upload that was paid for uses its proof in this transaction (the runner). */
  @Operation()
  async recordFile(
    { input }: OperationArgs['recordFile'],
    { work, now }: OperationContext,
  ): Promise<AttachmentAnswer> {
    const uploader = input.uploaderId ?? null;
    const addressHash = input.addressHash ?? null;
    if (uploader === null && !addressHash)
      throw new DomainError('INVALID_ARGUMENT', 'addressHash: needed for an upload without a token');
    const position = input.position ? JSON.stringify(input.position) : null;
    const recorded = await work.query(
      `INSERT INTO attachment (id, name, media_type, size, sha256, storage_key, uploader, address_hash, position_sealed, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING RETURNING id`,
      [
        input.id,
        input.name,
        input.mediaType,
        input.size,
        input.sha256,
        input.storageKey,
        uploader,
        addressHash,
        this.vault.seal(position, `${input.id}:position`),
        now,
      ],
    );
    if (recorded.length) return attachmentAnswer(input);
    const [known] = await readAttachments(work, [input.id]);
    if (known && known.sha256 !== input.sha256) throw new DomainError('IDEMPOTENCY_KEY_REUSE');
    return attachmentAnswer(known ?? input);
  }

  /** Whether the caller may have it is decided by attachmentsById, which the gateway asks in the caller's name. */
  @Operation()
  async fileForDownload(
    { id, reader }: OperationArgs['fileForDownload'],
    { work }: OperationContext,
  ): Promise<FileForDownloadAnswer | null> {
    const [file] = reader ? await readAttachments(work, [id]) : [];
    // null: from a gateway of the version before
    if (reader && file?.appealId) await recordOpening(work, 'file', [file.appealId], readerFrom(reader));
    return readFile(work, id);
  }

  @Operation()
  async evidenceOpenings(
    { id, first, after }: OperationArgs['evidenceOpenings'],
    { work, actor }: OperationContext,
  ): Promise<OperationAnswer['evidenceOpenings']> {
    return openingsOf(work, actor, id, first, after);
  }

  @Operation()
  async expireFiles(
    { before }: OperationArgs['expireFiles'],
    { work }: OperationContext,
  ): Promise<readonly string[]> {
    return [...(await forgetLoose(work, before)), ...(await forgottenFiles(work))];
  }

  /** What the gateway stored and nobody recorded: it died between the two, or its deletion failed. */
  @Operation()
  async unknownFiles(
    { storageKeys }: OperationArgs['unknownFiles'],
    { work }: OperationContext,
  ): Promise<readonly string[]> {
    if (storageKeys.length > mostKeys)
      throw new DomainError('INVALID_ARGUMENT', `storageKeys: at most ${mostKeys}`);
    return unknownKeys(work, storageKeys);
  }

  /**
   * Files of appeals that the actor may see, the actor's own that are not bound yet, and what was published; without a token the last alone.
   * A unit that was let go keeps what the person uploaded until then.
   * As evidence of certain appeals (`evidenceKey`), only what is bound to one of them or waits for it.
   */
  @Operation()
  async attachmentsById(
    keys: readonly string[],
    { work, actor }: OperationContext,
  ): Promise<(AttachmentAnswer | null)[]> {
    const asked = keys.map(fileAsked);
    const rows = await readAttachments(
      work,
      asked.map(({ id }) => id),
    );
    const appealIds = rows.flatMap(({ appealId }) => (appealId === null ? [] : [appealId]));
    const signedIn = actor !== anonymous;
    const visible = signedIn ? await visibleAppeals(work.manager, actor, appealIds) : new Set<string>();
    const former = await formerParts(work.manager, actor, appealIds);
    const seen = ({ appealId, uploader, at }: AttachmentRow): boolean => {
      const own = signedIn && uploader === actor.subject;
      if (appealId === null) return own;
      return visible.has(appealId) || (own && at <= (former.get(appealId) ?? new Date(0)));
    };
    const byId = new Map(rows.map((row) => [row.id, row]));
    return asked.map(({ id, evidenceOf }) => {
      const row = byId.get(id);
      if (!row) return null;
      const belongs = evidenceOf === null || row.appealId === null || evidenceOf.includes(row.appealId);
      const shown = seen(row) || (row.published && (evidenceOf === null || row.appealId !== null));
      return belongs && shown ? attachmentAnswer(row) : null;
    });
  }
}

function readerFrom({ subject, kind, unitId, client }: FileReaderInput): Reader {
  const actor = actorRefSchema.safeParse({ subject, kind, unitId: unitId ?? null });
  if (!actor.success) throw new DomainError('INVALID_ARGUMENT', 'reader: no actor');
  return { actor: actor.data, client };
}

function attachmentAnswer({
  id,
  name,
  mediaType,
}: Pick<AttachmentRow, 'id' | 'name' | 'mediaType'>): AttachmentAnswer {
  const url = `/files/${id}`;
  const isImage = mediaType.startsWith('image/');
  return {
    ...{ id, name, mediaType, url },
    thumbnail: isImage ? `${url}?size=320` : null,
    preview: isImage ? `${url}?size=2048` : null,
  };
}
