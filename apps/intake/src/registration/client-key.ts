import { createHmac } from 'node:crypto';
import { asRead } from '@weisu/written-text';

/**
 * `row:` and the UUID that a digest of a row became: an import of rows that have no number. Who has the file can make it again, so it is not kept as it
 * came.
 */
const madeOfRow = /^row:([0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/;

export const isOfRow = (clientId: string | null | undefined): boolean => madeOfRow.test(clientId ?? '');

export type ClientKey = Readonly<{
  /** As it is stored and looked up. */
  kept: string | null;
  /** As versions before stored the same row, none of them with its address; empty where nothing can be there. */
  before: readonly string[];
}>;

/** A client's own id stays as it is; one that was made of a row becomes an HMAC of it and of the row's address, within whoever registers. */
export function clientKey(
  key: Buffer,
  registrar: string,
  clientId: string | null | undefined,
  address: string | null | undefined,
): ClientKey {
  const [, digest = null] = madeOfRow.exec(clientId ?? '') ?? [];
  if (digest === null) return { kept: clientId || null, before: [] };
  const mark = (...said: readonly string[]): string =>
    `row:${createHmac('sha256', key)
      .update(JSON.stringify(['row', registrar, ...said]))
      .digest('base64url')}`;
  // the two bare ones: an importer of now at an intake of before, and an importer of before
  return { kept: mark(digest, asRead(address ?? '')), before: [mark(digest), `row:${digest}`, digest] };
}

/** Whether two rows lie at the same address, as it is read. */
export function sameAddress(one: string | null | undefined, other: string | null | undefined): boolean {
  return asRead(one ?? '') === asRead(other ?? '');
}
