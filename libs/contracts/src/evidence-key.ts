/**
 * A file named as evidence of appeals: `<id>@<appeal>,<appeal>`. Whoever adds evidence names files without the service knowing them; by this key
 * intake, which knows them, shows a file only where it was bound, and not a published one or another matter's that somebody named by its id.
 */
export const evidenceKey = (attachmentId: string, appealIds: readonly string[]): string =>
  `${attachmentId}@${appealIds.join(',')}`;

export type FileAsked = Readonly<{
  id: string;
  /** Null: the file by itself, as evidence of nothing. */
  evidenceOf: readonly string[] | null;
}>;

/** What a key of `attachmentsById` names: a file by its id, or as evidence. */
export function fileAsked(key: string): FileAsked {
  const [id = '', appeals] = key.toLowerCase().split('@');
  return { id, evidenceOf: appeals === undefined ? null : appeals.split(',').filter(Boolean) };
}
