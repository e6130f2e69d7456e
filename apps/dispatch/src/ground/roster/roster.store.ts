import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import { withoutPeriod, type DutyShift, type ShiftInput } from './roster.js';

const columns = `id, unit_id AS "unitId", from_at AS "from", until_at AS "until", person_id AS "personId", backup_id AS "backupId"`;

/** Shifts of a unit that touch [from, until), in order. */
export async function shiftsOf(
  manager: EntityManager,
  unitId: string,
  from: Date,
  until: Date,
): Promise<DutyShift[]> {
  return readRows<DutyShift>(
    manager,
    `SELECT ${columns} FROM duty_shift WHERE unit_id = $1 AND from_at < $3 AND until_at > $2 ORDER BY from_at`,
    [unitId, from, until],
  );
}

export async function shiftsWithIds(manager: EntityManager, ids: readonly string[]): Promise<DutyShift[]> {
  return readRows<DutyShift>(
    manager,
    `SELECT ${columns} FROM duty_shift WHERE id = ANY($1::uuid[]) ORDER BY from_at`,
    [ids],
  );
}

/** Sets a period of a unit's roster anew; what touches it from outside keeps its other part. Two at once come after each other. */
export async function replaceShifts(
  work: Work,
  unitId: string,
  from: Date,
  until: Date,
  shifts: readonly ShiftInput[],
): Promise<void> {
  await work.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`roster of ${unitId}`]);
  const touched = await shiftsOf(work.manager, unitId, from, until);
  await work.query('DELETE FROM duty_shift WHERE id = ANY($1::uuid[])', [touched.map(({ id }) => id)]);
  for (const shift of [...withoutPeriod(touched, from, until), ...shifts]) {
    await work.query(
      `INSERT INTO duty_shift (id, unit_id, from_at, until_at, person_id, backup_id, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        work.newId(),
        unitId,
        shift.from,
        shift.until,
        shift.personId,
        shift.backupId,
        work.actor.subject,
        work.now,
      ],
    );
  }
}

/** Who is on duty at an instant: of the first of these units that has somebody. */
export async function onDutyAt(
  work: Work,
  unitIds: readonly string[],
  instant: Date,
): Promise<DutyShift | null> {
  const shifts = await work.query<DutyShift>(
    `SELECT ${columns} FROM duty_shift WHERE unit_id = ANY($1::text[]) AND from_at <= $2 AND until_at > $2`,
    [unitIds, instant],
  );
  const [first] = shifts.sort((a, b) => unitIds.indexOf(a.unitId) - unitIds.indexOf(b.unitId));
  return first ?? null;
}
