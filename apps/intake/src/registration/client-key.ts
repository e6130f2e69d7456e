import { createHmac } from 'node:crypto';

/**
 * `row:` and the UUID that a digest of a row became: an import of rows that have no number. Who has the file can make it again, so it is not kept as it
 * came.
 */
const madeOfRow = /^row:([0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/;

export const isOfRow = (clientId: string | null | undefined): boolean => madeOfRow.test(clientId ?? '');

export type ClientKey = Readonly<{
  /** As it is stored and looked up. */
  kept: string | null;
  /** As an import stored the same row before such keys were keyed; null where nothing can be there. */
  before: string | null;
}>;

/** A client's own id stays as it is; one that was made of a row becomes an HMAC within whoever registers. */
export function clientKey(key: Buffer, registrar: string, clientId: string | null | undefined): ClientKey {
  const [, digest = null] = madeOfRow.exec(clientId ?? '') ?? [];
  if (digest === null) return { kept: clientId || null, before: null };
  const mark = createHmac('sha256', key)
    .update(JSON.stringify(['row', registrar, digest]))
    .digest('base64url');
  return { kept: `row:${mark}`, before: digest };
}
