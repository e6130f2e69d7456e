import type { ActorRef } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { decodeCursor, pageOf, pageSize, type Page } from '@weisu/persistence';
import { requireVisible } from './appeal-access.store.js';

/** Somebody was shown one matter. */
export type Opening = Readonly<{
  at: Date;
  operation: string;
  actorId: string;
  actorKind: ActorRef['kind'];
  unitId: string | null;
  /** The unit that acted for `unitId`, which was away. */
  delegateId: string | null;
  client: string;
  correlationId: string;
}>;

/** Who was shown what, when it was not whoever calls: the gateway fetches a file for its reader. */
export type Reader = Readonly<{ actor: ActorRef; client: string }>;

/**
 * Writes down that these appeals are opened, before they are shown: without the entry there is no answer. Once a minute of business time for the
 * same actor, appeal and operation. The table is no journal: nobody is told, and the ledger does not grow by being read.
 */
export async function recordOpening(
  work: Work,
  operation: string,
  appealIds: readonly string[],
  { actor, client }: Reader,
): Promise<void> {
  if (!appealIds.length) return;
  await work.query(
    `INSERT INTO access_log (appeal_id, operation, actor_subject, minute, at, actor_kind, actor_unit, client, correlation_id, actor_delegate)
     SELECT id, $2, $3, date_trunc('minute', $4::timestamptz), $4, $5, $6, $7, $8, $9 FROM unnest($1::uuid[]) AS id ON CONFLICT DO NOTHING`,
    [
      [...new Set(appealIds)],
      operation,
      actor.subject,
      work.now,
      actor.kind,
      actor.unitId,
      client,
      work.context.correlationId,
      actor.delegateId ?? null,
    ],
  );
}

/** Who calls is who reads. */
export const readerOf = (work: Work, { client }: Actor): Reader => ({ actor: work.actor, client });

/** `keptSince`: openings before it went with their month, of this matter as of every other. */
export type Openings = Page<Opening> & Readonly<{ keptSince: Date | null }>;

/** Who opened an appeal in this service, the latest first. Throws NOT_FOUND for an appeal that the actor may not see. */
export async function openingsOf(
  work: Work,
  actor: Actor,
  appealId: string,
  first: number | null | undefined,
  after: string | null | undefined,
): Promise<Openings> {
  await requireVisible(work.manager, actor, appealId);
  const size = pageSize(first);
  const [at = null, operation = null, actorId = null] = after ? decodeCursor(after, 3) : [];
  const rows = await work.query<Opening>(
    `SELECT at, operation, actor_subject AS "actorId", actor_kind AS "actorKind", actor_unit AS "unitId", actor_delegate AS "delegateId", client,
       correlation_id AS "correlationId"
     FROM access_log
     WHERE appeal_id = $1 AND ($2::timestamptz IS NULL OR (at, operation, actor_subject) < ($2, $3, $4))
     ORDER BY at DESC, operation DESC, actor_subject DESC LIMIT $5`,
    [appealId, at, operation, actorId, size + 1],
  );
  // by the account of who asked all of a person's matters could be put together, those told in confidence among them
  const shown = actor.roles.includes('DISTRICT') ? rows : rows.map(withoutAccount);
  const [kept] = await work.query<{ since: Date | null }>(
    `SELECT access_month_bound((max(month) + interval '1 month')::date) AS since FROM access_month_gone`,
    [],
  );
  const page = pageOf(shown, size, after, (row) => [row.at, row.operation, row.actorId]);
  return { ...page, keptSince: kept?.since ?? null };
}

const withoutAccount = (opening: Opening): Opening =>
  opening.actorKind === 'RESIDENT' && opening.actorId !== 'anonymous'
    ? { ...opening, actorId: 'resident' }
    : opening;
