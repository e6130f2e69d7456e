import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import type { Query } from './identity-tables.store.js';

/** Sessions, login interactions, codes, grants and refresh tokens of the embedded provider, one row each. */
export function oidcPayloadStore(query: Query, now: () => Date): (model: string) => Adapter {
  const found = async (where: string, params: readonly unknown[]): Promise<AdapterPayload | undefined> => {
    const sql = `SELECT payload FROM identity.oidc_payload
      WHERE model = $1 AND ${where} AND (expires_at IS NULL OR expires_at > $3)`;
    return (await query(sql, [...params, now()])).rows[0]?.['payload'] as AdapterPayload | undefined;
  };

  return (model) => ({
    async upsert(id, payload, expiresIn) {
      await query(
        `INSERT INTO identity.oidc_payload (model, id, payload, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at`,
        [
          model,
          id,
          JSON.stringify(payload),
          expiresIn === undefined ? null : new Date(now().getTime() + expiresIn * 1_000),
        ],
      );
    },
    find: (id) => found('id = $2', [model, id]),
    findByUid: (uid) => found('uid = $2', [model, uid]),
    // Only the device flow has user codes, and it is off.
    findByUserCode: () => Promise.resolve(undefined),

    // The condition makes a code or refresh token good for one of two requests that arrive together.
    async consume(id) {
      const { rows } = await query(
        `UPDATE identity.oidc_payload SET payload = payload || jsonb_build_object('consumed', $3::bigint)
         WHERE model = $1 AND id = $2 AND NOT payload ? 'consumed' RETURNING id`,
        [model, id, Math.floor(now().getTime() / 1_000)],
      );
      if (rows.length === 0) throw new errors.InvalidGrant('already consumed');
    },
    async destroy(id) {
      await query('DELETE FROM identity.oidc_payload WHERE model = $1 AND id = $2', [model, id]);
    },
    async revokeByGrantId(grantId) {
      await query('DELETE FROM identity.oidc_payload WHERE grant_id = $1', [grantId]);
    },
  });
}
