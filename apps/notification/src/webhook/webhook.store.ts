import type { Work } from '@weisu/messaging';
import type { Owner } from './subscription.js';

export type Endpoint = Readonly<{ id: string; url: string; events: readonly string[]; active: boolean }>;

export type DeliveryStatus = 'PENDING' | 'DELIVERED' | 'FAILED' | 'ABANDONED';

export type Delivery = Readonly<{
  id: string;
  endpoint: Endpoint;
  event: string;
  status: DeliveryStatus;
  attempts: number;
  nextAt: Date | null;
  lastError: string | null;
}>;

const ownedBy = '((e.unit_id = $1 AND $1 IS NOT NULL) OR (e.client = $2 AND $2 IS NOT NULL))';

export async function storeEndpoint(
  work: Work,
  owner: Owner,
  endpoint: Endpoint,
  sealed: string,
): Promise<void> {
  await work.query(
    `INSERT INTO webhook_endpoint (id, unit_id, client, url, events, secret, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [endpoint.id, owner.unitId, owner.client, endpoint.url, endpoint.events, sealed, work.now],
  );
}

export async function endpointsOf(work: Work, owner: Owner): Promise<Endpoint[]> {
  return work.query<Endpoint>(
    `SELECT e.id, e.url, e.events, e.active FROM webhook_endpoint e
     WHERE ${ownedBy} AND e.removed_at IS NULL ORDER BY e.created_at, e.id`,
    [owner.unitId, owner.client],
  );
}

export async function endpointWithSecret(
  work: Work,
  owner: Owner,
  id: string,
): Promise<{ endpoint: Endpoint; sealed: string } | null> {
  const [row] = await work.query<Endpoint & { secret: string }>(
    `SELECT e.id, e.url, e.events, e.active, e.secret FROM webhook_endpoint e WHERE ${ownedBy} AND e.id = $3 AND e.removed_at IS NULL`,
    [owner.unitId, owner.client, id],
  );
  if (!row) return null;
  const { secret: sealed, ...endpoint } = row;
  return { endpoint, sealed };
}

/** Nothing more is sent to it. False when it is not the owner's, or gone already. */
export async function removeEndpoint(work: Work, owner: Owner, id: string): Promise<boolean> {
  const removed = await work.query(
    `UPDATE webhook_endpoint e SET active = false, removed_at = $4 WHERE ${ownedBy} AND e.id = $3 AND e.removed_at IS NULL RETURNING e.id`,
    [owner.unitId, owner.client, id, work.now],
  );
  if (!removed.length) return false;
  await work.query(
    `UPDATE webhook_delivery SET status = 'ABANDONED', next_at = NULL, last_error = 'REMOVED'
     WHERE endpoint_id = $1 AND status IN ('PENDING', 'FAILED')`,
    [id],
  );
  return true;
}

type DeliveryRow = {
  id: string;
  event: string;
  status: DeliveryStatus;
  attempts: number;
  next_at: Date | null;
  last_error: string | null;
  endpoint_id: string;
  url: string;
  events: string[];
  active: boolean;
};

const deliveryColumns =
  'd.id, d.event, d.status, d.attempts, d.next_at, d.last_error, e.id AS endpoint_id, e.url, e.events, e.active';

function deliveryOf(row: DeliveryRow): Delivery {
  const { id, event, status, attempts, next_at, last_error, endpoint_id, url, events, active } = row;
  const endpoint = { id: endpoint_id, url, events, active };
  return { id, endpoint, event, status, attempts, nextAt: next_at, lastError: last_error };
}

/** The newest first. */
export async function deliveriesOf(
  work: Work,
  owner: Owner,
  status: DeliveryStatus | null,
  limit: number,
): Promise<Delivery[]> {
  const rows = await work.query<DeliveryRow>(
    `SELECT ${deliveryColumns} FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id
     WHERE ${ownedBy} AND ($3::text IS NULL OR d.status = $3) ORDER BY d.created_at DESC, d.id DESC LIMIT $4`,
    [owner.unitId, owner.client, status, limit],
  );
  return rows.map(deliveryOf);
}

export async function ownDelivery(work: Work, owner: Owner, id: string): Promise<Delivery | null> {
  const rows = await work.query<DeliveryRow>(
    `SELECT ${deliveryColumns} FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id
     WHERE ${ownedBy} AND d.id = $3 FOR UPDATE OF d`,
    [owner.unitId, owner.client, id],
  );
  return rows[0] ? deliveryOf(rows[0]) : null;
}

/** Due now, with a whole schedule of attempts before it. An attempt that is under way no longer decides about it. */
export async function sendAgain(work: Work, id: string): Promise<void> {
  await work.query(
    `UPDATE webhook_delivery SET status = 'PENDING', attempts = 0, claim = NULL, next_at = clock_timestamp(), last_error = NULL WHERE id = $1`,
    [id],
  );
}

export type Subscription = Readonly<{ endpointId: string; owner: Owner }>;

/** Active endpoints of these owners that asked for a type of event. */
export async function subscriptionsTo(
  work: Work,
  type: string,
  unitIds: readonly string[],
  clients: readonly string[],
): Promise<Subscription[]> {
  if (!unitIds.length && !clients.length) return [];
  const rows = await work.query<{ id: string; unit_id: string | null; client: string | null }>(
    `SELECT id, unit_id, client FROM webhook_endpoint WHERE active AND removed_at IS NULL AND $1 = ANY(events)
       AND (unit_id = ANY($2::text[]) OR client = ANY($3::text[]))`,
    [type, unitIds, clients],
  );
  return rows.map(({ id, unit_id, client }) => ({
    endpointId: id,
    owner: { unitId: unit_id, client } as Owner,
  }));
}

export async function storeDelivery(
  work: Work,
  delivery: Readonly<{ endpointId: string; eventKey: string; event: string; subject: string; body: string }>,
  delayMilliseconds: number,
): Promise<void> {
  await work.query(
    `INSERT INTO webhook_delivery (id, endpoint_id, event_key, event, subject, body, created_at, next_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + $8 * interval '1 millisecond')
     ON CONFLICT (endpoint_id, event_key) DO NOTHING`,
    [
      work.newId(),
      delivery.endpointId,
      delivery.eventKey,
      delivery.event,
      delivery.subject,
      delivery.body,
      work.now,
      delayMilliseconds,
    ],
  );
}
