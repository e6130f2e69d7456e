import type { AppealRegistered, PayloadOf } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import type { Matter, MatterState } from './matter.js';

type MatterRow = {
  appeal_id: string;
  secret_verifier: string | null;
  registered_by: string | null;
  state: MatterState;
  merged_into: string | null;
};

const matterColumns = 'appeal_id, secret_verifier, registered_by, state, merged_into';

function matterOf(row: MatterRow): Matter {
  return {
    appealId: row.appeal_id,
    secretVerifier: row.secret_verifier,
    registeredBy: row.registered_by,
    state: row.state,
    mergedInto: row.merged_into,
  };
}

/** Intake's events and dispatch's come in any order, so each writes only its own columns. */
export async function registerMatter(work: Work, payload: PayloadOf<typeof AppealRegistered>): Promise<void> {
  await work.query(
    `INSERT INTO matter (appeal_id, number, secret_verifier, area_code, origin, registered_by, external_system, external_number)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (appeal_id) DO UPDATE SET number = excluded.number, secret_verifier = excluded.secret_verifier,
       area_code = coalesce(matter.area_code, excluded.area_code),
       origin = CASE WHEN matter.origin = 'FOUND' THEN 'FOUND' ELSE excluded.origin END,
       registered_by = excluded.registered_by, external_system = excluded.external_system,
       external_number = excluded.external_number`,
    [
      payload.appealId,
      payload.number,
      payload.secretVerifier,
      payload.areaCode,
      payload.origin,
      payload.registeredBy,
      payload.external?.system ?? null,
      payload.external?.number ?? null,
    ],
  );
}

export async function relocateMatter(work: Work, appealId: string, areaCode: string): Promise<void> {
  await work.query(
    `INSERT INTO matter (appeal_id, area_code) VALUES ($1, $2)
     ON CONFLICT (appeal_id) DO UPDATE SET area_code = excluded.area_code`,
    [appealId, areaCode],
  );
}

/** Moves the state; the row it leaves locked orders everything else that is done to the same matter. */
export async function setMatterState(work: Work, appealId: string, state: MatterState): Promise<void> {
  await work.query(
    `INSERT INTO matter (appeal_id, state) VALUES ($1, $2)
     ON CONFLICT (appeal_id) DO UPDATE SET state = excluded.state`,
    [appealId, state],
  );
}

/** 并案: what it is handled with; null: it is its own. */
export async function setMergedInto(work: Work, appealId: string, mergedInto: string | null): Promise<void> {
  await work.query('UPDATE matter SET merged_into = $2 WHERE appeal_id = $1', [appealId, mergedInto]);
}

/** How far a matter is; null: it is not known here. */
export async function stateOf(work: Work, appealId: string): Promise<MatterState | null> {
  const [row] = await work.query<Pick<MatterRow, 'state'>>('SELECT state FROM matter WHERE appeal_id = $1', [
    appealId,
  ]);
  return row?.state ?? null;
}

/** 撤回 of a hazard: it goes on as one found by ourselves, with nobody left to ask. */
export async function continueAsFound(work: Work, appealId: string): Promise<void> {
  await work.query(
    `INSERT INTO matter (appeal_id, origin) VALUES ($1, 'FOUND')
     ON CONFLICT (appeal_id) DO UPDATE SET origin = 'FOUND'`,
    [appealId],
  );
}

export async function lockMatter(work: Work, appealId: string): Promise<Matter | null> {
  const [row] = await work.query<MatterRow>(
    `SELECT ${matterColumns} FROM matter WHERE appeal_id = $1 FOR UPDATE`,
    [appealId],
  );
  return row ? matterOf(row) : null;
}

export async function lockExternalMatter(
  work: Work,
  order: { client: string; system: string; number: string },
): Promise<Matter | null> {
  const [row] = await work.query<MatterRow>(
    `SELECT ${matterColumns} FROM matter
     WHERE external_system = $1 AND external_number = $2 AND registered_by = $3 FOR UPDATE`,
    [order.system, order.number, order.client],
  );
  return row ? matterOf(row) : null;
}

export async function matterByNumber(work: Work, number: string): Promise<Matter | null> {
  const [row] = await work.query<MatterRow>(`SELECT ${matterColumns} FROM matter WHERE number = $1`, [
    number,
  ]);
  return row ? matterOf(row) : null;
}
