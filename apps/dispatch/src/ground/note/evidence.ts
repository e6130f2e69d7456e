import {
  announce,
  DomainError,
  EvidenceAttached,
  evidenceKey,
  isId,
  type Announcement,
} from '@weisu/contracts';

/** Most files of one step. */
const mostFiles = 50;

/** Ids of files as they are stored. Throws ATTACHMENT_NOT_FOUND for what cannot be one. */
export function fileIds(attachments: readonly string[] | null | undefined): string[] {
  const ids = [...new Set((attachments ?? []).map((id) => id.toLowerCase()))];
  if (ids.length > mostFiles) throw new DomainError('INVALID_ARGUMENT', `attachments: at most ${mostFiles}`);
  const wrong = ids.find((id) => !isId(id));
  if (wrong !== undefined) throw new DomainError('ATTACHMENT_NOT_FOUND', wrong);
  return ids;
}

/** Intake binds the files to the appeal when the same person uploaded them. */
export function evidenceOf(
  appealId: string,
  attachments: readonly string[] | null | undefined,
): Announcement[] {
  const attachmentIds = fileIds(attachments);
  return attachmentIds.length ? [announce(EvidenceAttached, { appealId, attachmentIds })] : [];
}

/** How evidence is asked for: only as far as it was bound to one of these appeals, or waits for that. */
export const evidenceKeys = (ids: readonly string[], appealIds: readonly string[]): string[] =>
  ids.map((id) => evidenceKey(id, appealIds));
