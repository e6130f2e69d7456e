import { leaseMilliseconds } from '@weisu/clocks';
import { readRows, type Work } from '@weisu/messaging';
import type { DataSource } from 'typeorm';
import type { NextStep } from './retry.js';

/** A delivery that this process sends now, and what is needed for it. */
export type ClaimedDelivery = Readonly<{
  id: string;
  /** Names the taking; whoever takes the delivery later has another one. */
  claim: string;
  endpointId: string;
  unitId: string | null;
  url: string;
  sealed: string;
  event: string;
  subject: string;
  body: string;
  /** Which attempt this is, the first is 1. It counts when the receiver has answered, or has not. */
  attempt: number;
}>;

type ClaimedRow = {
  id: string;
  claim: string;
  endpoint_id: string;
  unit_id: string | null;
  url: string;
  secret: string;
  event: string;
  subject: string;
  body: string;
  attempts: number;
};

/**
 * Claims by a lease and not by a lock: one statement moves the next look ten seconds away, and the sending then needs no transaction. A
 * process that dies on the way leaves a delivery that is claimed again when the lease ends: at least once, under the same webhook-id, and as
 * the same attempt. Real time: what has to be sent does not wait for the simulated clock of a rehearsal.
 */
export async function claimDeliveries(
  source: DataSource,
  limit: number,
  claim: string,
): Promise<ClaimedDelivery[]> {
  const rows = await readRows<ClaimedRow>(
    source,
    `WITH due AS (
       SELECT d.id FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id AND e.active
       WHERE d.status IN ('PENDING', 'FAILED') AND d.next_at <= clock_timestamp()
       ORDER BY d.next_at LIMIT $1 FOR UPDATE OF d SKIP LOCKED
     )
     UPDATE webhook_delivery d SET claim = $2, next_at = clock_timestamp() + $3::float8 * interval '1 millisecond'
     FROM due, webhook_endpoint e WHERE d.id = due.id AND e.id = d.endpoint_id
     RETURNING d.id, d.claim, d.endpoint_id, e.unit_id, e.url, e.secret, d.event, d.subject, d.body, d.attempts`,
    [limit, claim, leaseMilliseconds],
  );
  return rows.map((row) => ({
    id: row.id,
    claim: row.claim,
    endpointId: row.endpoint_id,
    unitId: row.unit_id,
    url: row.url,
    sealed: row.secret,
    event: row.event,
    subject: row.subject,
    body: row.body,
    attempt: row.attempts + 1,
  }));
}

type Claims = readonly Pick<ClaimedDelivery, 'id' | 'claim'>[];

async function moveLease(
  source: DataSource,
  deliveries: Claims,
  set: string,
  milliseconds: number,
): Promise<void> {
  await readRows(
    source,
    `UPDATE webhook_delivery SET ${set} next_at = clock_timestamp() + $3::float8 * interval '1 millisecond'
     WHERE status IN ('PENDING', 'FAILED') AND (id, claim) IN (SELECT held.id, held.claim FROM unnest($1::uuid[], $2::uuid[]) AS held (id, claim))`,
    [deliveries.map(({ id }) => id), deliveries.map(({ claim }) => claim), milliseconds],
  );
}

export async function renewDeliveries(source: DataSource, deliveries: Claims): Promise<void> {
  await moveLease(source, deliveries, '', leaseMilliseconds);
}

/** Nothing was done with them: they are due at once, for another process. */
export async function giveBackDeliveries(source: DataSource, deliveries: Claims): Promise<void> {
  await moveLease(source, deliveries, 'claim = NULL,', 0);
}

/** What came of an attempt; false when the delivery was replayed or removed meanwhile, and this attempt no longer decides. */
export async function recordAttempt(
  work: Work,
  { id, claim, attempt }: ClaimedDelivery,
  step: NextStep,
): Promise<boolean> {
  const wait = step.status === 'FAILED' ? step.afterMilliseconds : null;
  const recorded = await work.query(
    `UPDATE webhook_delivery SET status = $3, last_error = $4, attempts = $6, claim = NULL,
       next_at = CASE WHEN $5::float8 IS NULL THEN NULL ELSE clock_timestamp() + $5::float8 * interval '1 millisecond' END
     WHERE id = $1 AND claim = $2 AND status IN ('PENDING', 'FAILED') RETURNING id`,
    [id, claim, step.status, step.status === 'DELIVERED' ? null : step.reason, wait, attempt],
  );
  return recorded.length === 1;
}

export type Abandoned = Readonly<{ id: string; event: string; subject: string }>;

/** The receiver says that nobody listens there any more: the endpoint is switched off, and what waited for it is abandoned. */
export async function disableEndpoint(work: Work, endpointId: string, reason: string): Promise<Abandoned[]> {
  await work.query('UPDATE webhook_endpoint SET active = false WHERE id = $1', [endpointId]);
  return work.query<Abandoned>(
    `UPDATE webhook_delivery SET status = 'ABANDONED', next_at = NULL, last_error = $2
     WHERE endpoint_id = $1 AND status IN ('PENDING', 'FAILED') RETURNING id, event, subject`,
    [endpointId, reason],
  );
}
