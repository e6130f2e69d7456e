import { announce, EvidenceAttached, type Announcement } from '@weisu/contracts';

/** Intake binds the files to the appeal when the same person uploaded them. */
export function evidenceOf(
  appealId: string,
  attachmentIds: readonly string[] | null | undefined,
): Announcement[] {
  return attachmentIds?.length
    ? [announce(EvidenceAttached, { appealId, attachmentIds: [...attachmentIds] })]
    : [];
}
