import { DomainError, isId } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';

/**
 * Binds loose files of one uploader (null: uploaded without a token) to an appeal, in the order given. Answers their ids.
 * Throws ATTACHMENT_NOT_FOUND when one is unknown, another's, or bound already; two appeals that want one file do not both get it.
 */
export async function attachFiles(
  work: Work,
  appealId: string,
  given: readonly string[] | null | undefined,
  uploader: string | null,
): Promise<string[]> {
  const ids = [...new Set((given ?? []).map((id) => id.toLowerCase()))];
  if (!ids.length) return [];
  if (!ids.every((id) => isId(id))) throw new DomainError('ATTACHMENT_NOT_FOUND');
  const bound = await bindLoose(work, appealId, ids, uploader);
  if (bound !== ids.length) throw new DomainError('ATTACHMENT_NOT_FOUND');
  return ids;
}

/** As `attachFiles`, but leaves out what cannot be bound. Answers how many were bound. */
export async function bindLoose(
  work: Work,
  appealId: string,
  ids: readonly string[],
  uploader: string | null,
): Promise<number> {
  const bound = await work.query(
    `UPDATE attachment AS f SET appeal_id = $1,
       attached_as = (SELECT count(*) FROM attachment WHERE appeal_id = $1) + g.n
     FROM unnest($2::uuid[]) WITH ORDINALITY AS g (id, n)
     WHERE f.id = g.id AND f.appeal_id IS NULL AND f.uploader IS NOT DISTINCT FROM $3
     RETURNING f.id`,
    [appealId, ids, uploader],
  );
  return bound.length;
}

/** A whistle that concerns no matter is none. */
export async function isAppeal(work: Work, id: string): Promise<boolean> {
  return (await work.query('SELECT 1 FROM appeal WHERE id::text = $1', [id])).length > 0;
}

export type AttachmentRow = Readonly<{
  id: string;
  name: string;
  mediaType: string;
  /** Lower-case hexadecimal, of what is kept. */
  sha256: string;
  at: Date;
  uploader: string | null;
  appealId: string | null;
  /** 成果公示: anybody may see it. */
  published: boolean;
}>;

/** Those that exist, in no order; what is no id of ours names nothing. */
export async function readAttachments(work: Work, ids: readonly string[]): Promise<AttachmentRow[]> {
  const known = ids.filter((id) => isId(id));
  if (!known.length) return [];
  return work.query<AttachmentRow>(
    `SELECT id, name, media_type AS "mediaType", sha256, at, uploader, appeal_id AS "appealId", published FROM attachment WHERE id = ANY($1::uuid[])`,
    [known],
  );
}

export type StoredFile = Readonly<{
  id: string;
  name: string;
  mediaType: string;
  size: number;
  storageKey: string;
}>;

export async function readFile(work: Work, id: string): Promise<StoredFile | null> {
  if (!isId(id)) return null;
  const [row] = await work.query<StoredFile>(
    `SELECT id, name, media_type AS "mediaType", size::float8 AS size, storage_key AS "storageKey" FROM attachment WHERE id = $1`,
    [id],
  );
  return row ?? null;
}

/** Bytes of files without an account that no matter has yet, in all and of one network. They go after a day, so there are few. */
export async function looseBytes(
  work: Work,
  addressHash: string,
): Promise<Readonly<{ all: number; own: number }>> {
  const [row] = await work.query<{ all: number; own: number }>(
    `SELECT coalesce(sum(size), 0)::float8 AS "all", coalesce(sum(size) FILTER (WHERE address_hash = $1), 0)::float8 AS own
     FROM attachment WHERE appeal_id IS NULL AND uploader IS NULL`,
    [addressHash],
  );
  return row ?? { all: 0, own: 0 };
}

/** Forgets loose files recorded before an instant; answers where their bytes are. */
export async function forgetLoose(work: Work, before: Date): Promise<string[]> {
  const rows = await work.query<{ key: string }>(
    'DELETE FROM attachment WHERE appeal_id IS NULL AND NOT published AND at < $1 RETURNING storage_key AS key',
    [before],
  );
  return rows.map(({ key }) => key);
}

/** Where the bytes of erased files lie, once: the gateway finds what it failed to delete by `unknownKeys`. */
export async function forgottenFiles(work: Work): Promise<string[]> {
  const rows = await work.query<{ key: string }>('DELETE FROM forgotten_file RETURNING storage_key AS key');
  return rows.map(({ key }) => key);
}

/** Of these keys, those that no file is recorded under. A key holds its file's id, so that no index of keys is needed. */
export async function unknownKeys(work: Work, keys: readonly string[]): Promise<string[]> {
  const rows = await work.query<{ key: string }>(
    `SELECT g.key FROM unnest($1::text[]) AS g (key)
     WHERE NOT EXISTS (
       SELECT 1 FROM attachment f
       WHERE f.id = substring(g.key FROM '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')::uuid AND f.storage_key = g.key
     )`,
    [keys],
  );
  return rows.map(({ key }) => key);
}
