import type { OperationAnswer, OperationArgs } from '@weisu/api';
import type { Work } from '@weisu/messaging';

export type StaffSession = OperationAnswer['openStaffSession'];

type Row = Readonly<{
  subject: string;
  acting_for: string | null;
  sealed: string;
  version: number;
  idle_until: Date;
  until: Date;
}>;

/** It may be renewed by another who claims it when nobody has come back with the new tokens for so long, in seconds. */
const renewingSeconds = 10;

/** One that has ended stays a while, so that who comes back to it ends it at the identity provider, too; in minutes. */
const keptMinutes = 60;

const alive = 'used_at + idle > clock_timestamp() AND until > clock_timestamp()';
const unclaimed = '(renewing_until IS NULL OR renewing_until < clock_timestamp())';
const answered = 'subject, acting_for, sealed, version, least(used_at + idle, until) AS idle_until, until';

export async function insertSession(
  work: Work,
  input: OperationArgs['openStaffSession']['input'],
): Promise<StaffSession> {
  await work.query(
    `DELETE FROM staff_session WHERE least(used_at + idle, until) < clock_timestamp() - interval '${keptMinutes} minutes'`,
  );
  const [row] = await work.query<Row>(
    `INSERT INTO staff_session (digest, subject, unit_id, provider_session, sealed, idle, until)
     VALUES ($1, $2, $3, $4, $5, $6 * interval '1 second', clock_timestamp() + $7 * interval '1 second') RETURNING ${answered}`,
    [
      input.digest,
      input.subject,
      input.unitId ?? null,
      input.providerSession ?? null,
      input.sealed,
      input.idle,
      input.most,
    ],
  );
  if (!row) throw new Error('the session was not stored');
  return sessionOf(row);
}

/** What a person does keeps it; what her pages do by themselves does not. */
export async function readSession(work: Work, digest: string, used: boolean): Promise<StaffSession | null> {
  const [row] = await work.query<Row>(
    used
      ? `UPDATE staff_session SET used_at = clock_timestamp() WHERE digest = $1 AND ${alive} RETURNING ${answered}`
      : `SELECT ${answered} FROM staff_session WHERE digest = $1 AND ${alive}`,
    [digest],
  );
  return row ? sessionOf(row) : null;
}

export async function claimRenewal(work: Work, digest: string, version: number): Promise<boolean> {
  const rows = await work.query(
    `UPDATE staff_session SET renewing_until = clock_timestamp() + interval '${renewingSeconds} seconds'
     WHERE digest = $1 AND version = $2 AND ${alive} AND ${unclaimed} RETURNING 1`,
    [digest, version],
  );
  return rows.length > 0;
}

export async function renewSession(
  work: Work,
  { digest, version, sealed }: OperationArgs['renewStaffSession'],
): Promise<StaffSession | null> {
  const [row] = await work.query<Row>(
    `UPDATE staff_session SET sealed = $3, version = version + 1, renewing_until = NULL
     WHERE digest = $1 AND version = $2 AND ${alive} RETURNING ${answered}`,
    [digest, version, sealed],
  );
  return row ? sessionOf(row) : null;
}

/** Of which unit the person is, for a session of that version that nobody renews; undefined: there is none. */
export async function lockUnitOf(
  work: Work,
  { digest, version }: Pick<OperationArgs['moveStaffSession'], 'digest' | 'version'>,
): Promise<string | null | undefined> {
  const [row] = await work.query<{ unit_id: string | null }>(
    `SELECT unit_id FROM staff_session WHERE digest = $1 AND version = $2 AND ${alive} AND ${unclaimed} FOR UPDATE`,
    [digest, version],
  );
  return row?.unit_id;
}

/** What was sealed for the old digest opens under the new one no more, so that it comes sealed again. */
export async function moveSession(
  work: Work,
  { digest, to, sealed, unitId }: OperationArgs['moveStaffSession'],
): Promise<StaffSession> {
  const [row] = await work.query<Row>(
    `UPDATE staff_session SET digest = $2, sealed = $3, acting_for = $4, version = version + 1, renewing_until = NULL, used_at = clock_timestamp()
     WHERE digest = $1 RETURNING ${answered}`,
    [digest, to, sealed, unitId ?? null],
  );
  if (!row) throw new Error('the session is gone while it is locked');
  return sessionOf(row);
}

/** Also one that has ended by itself: what is sealed in it may live on at the identity provider. */
export async function deleteSession(work: Work, digest: string): Promise<StaffSession | null> {
  const [row] = await work.query<Row>(`DELETE FROM staff_session WHERE digest = $1 RETURNING ${answered}`, [
    digest,
  ]);
  return row ? sessionOf(row) : null;
}

/** By the session at the identity provider where it is named, else all of the person. */
export async function deleteSessions(
  work: Work,
  { providerSession, subject }: OperationArgs['endStaffSessions'],
): Promise<number> {
  const rows = await work.query(
    `DELETE FROM staff_session WHERE ($1::text IS NOT NULL AND provider_session = $1) OR ($1::text IS NULL AND subject = $2) RETURNING 1`,
    [providerSession ?? null, subject ?? null],
  );
  return rows.length;
}

function sessionOf({ subject, acting_for, sealed, version, idle_until, until }: Row): StaffSession {
  return { subject, actingFor: acting_for, sealed, version, idleUntil: idle_until, until };
}
