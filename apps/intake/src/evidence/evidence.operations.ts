import { Injectable } from '@nestjs/common';
import type { AttachmentAnswer, FileForDownloadAnswer, OperationArgs } from '@weisu/api';
import { visibleAppeals } from '@weisu/appeal-access';
import { DomainError } from '@weisu/contracts';
import { anonymous, Operation, type OperationContext } from '@weisu/service-host';
import { Vault } from '../person/vault.store.js';
import { forgetLoose, readAttachments, readFile, usageOf, type AttachmentRow } from './evidence.store.js';
import { checkQuota, quotaSince } from './quota.js';

@Injectable()
export class EvidenceOperations {
  constructor(private readonly vault: Vault) {}

  /** Recording a file again under its id changes nothing. */
  @Operation()
  async recordFile(
    { input }: OperationArgs['recordFile'],
    { work, now }: OperationContext,
  ): Promise<AttachmentAnswer> {
    const [known] = await readAttachments(work, [input.id]);
    if (known) return attachmentAnswer(known);
    const uploader = input.uploaderId ?? null;
    const addressHash = input.addressHash ?? null;
    if (uploader === null) {
      if (!addressHash)
        throw new DomainError('INVALID_ARGUMENT', 'addressHash: needed for an upload without a token');
      checkQuota(await usageOf(work, addressHash, quotaSince(now)), input.size);
    }
    const position = input.position ? JSON.stringify(input.position) : null;
    await work.query(
      `INSERT INTO attachment (id, name, media_type, size, sha256, storage_key, uploader, address_hash, position_sealed, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING`,
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
    return attachmentAnswer(input);
  }

  /** Whether the caller may have it is decided by attachmentsById, which the gateway asks in the caller's name. */
  @Operation()
  async fileForDownload(
    { id }: OperationArgs['fileForDownload'],
    { work }: OperationContext,
  ): Promise<FileForDownloadAnswer | null> {
    return readFile(work, id);
  }

  @Operation()
  async expireFiles(
    { before }: OperationArgs['expireFiles'],
    { work }: OperationContext,
  ): Promise<readonly string[]> {
    return forgetLoose(work, before);
  }

  /** Files of appeals that the actor may see, and the actor's own that are not bound yet. */
  @Operation()
  async attachmentsById(
    keys: readonly string[],
    { work, actor }: OperationContext,
  ): Promise<(AttachmentAnswer | null)[]> {
    if (actor === anonymous) return keys.map(() => null);
    const rows = await readAttachments(work, keys);
    const appealIds = rows.flatMap(({ appealId }) => (appealId === null ? [] : [appealId]));
    const visible = await visibleAppeals(work.manager, actor, appealIds);
    const shown = rows.filter(({ appealId, uploader }) =>
      appealId === null ? uploader === actor.subject : visible.has(appealId),
    );
    const byId = new Map(shown.map((row) => [row.id, attachmentAnswer(row)]));
    return keys.map((key) => byId.get(key.toLowerCase()) ?? null);
  }
}

function attachmentAnswer({
  id,
  name,
  mediaType,
}: Pick<AttachmentRow, 'id' | 'name' | 'mediaType'>): AttachmentAnswer {
  return { id, name, mediaType, url: `/files/${id}` };
}
