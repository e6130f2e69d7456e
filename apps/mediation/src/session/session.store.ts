import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Sealing } from '../personal-data/sealing.store.js';
import type { MediationSession } from './session.js';

type SessionRow = {
  id: string;
  mediation_id: string;
  at: Date;
  place: string | null;
  sealed_present: string;
  record: string;
};

/** What the sealed list of who was present is bound to. */
export const sessionContext = (id: string): string => `session:${id}`;

export async function insertSession(
  work: Work,
  sealing: Sealing,
  mediationId: string,
  { id, at, place, present, record }: MediationSession,
): Promise<void> {
  await work.query(
    `INSERT INTO mediation_session (id, mediation_id, at, place, sealed_present, record, recorded_by, recorded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      mediationId,
      at,
      place,
      sealing.seal(present, sessionContext(id)),
      record,
      work.actor.subject,
      work.now,
    ],
  );
}

export async function sessionsOf(
  manager: EntityManager,
  sealing: Sealing,
  mediationIds: readonly string[],
): Promise<Map<string, MediationSession[]>> {
  const rows = await readRows<SessionRow>(
    manager,
    `SELECT id, mediation_id, at, place, sealed_present, record FROM mediation_session
     WHERE mediation_id = ANY($1::uuid[]) ORDER BY at, recorded_at`,
    [mediationIds],
  );
  const sessions = new Map<string, MediationSession[]>(mediationIds.map((id) => [id, []]));
  for (const { id, mediation_id, at, place, sealed_present, record } of rows) {
    const present = sealing.unseal<string[]>(sealed_present, sessionContext(id));
    sessions.get(mediation_id)?.push({ id, at, place, present, record });
  }
  return sessions;
}
