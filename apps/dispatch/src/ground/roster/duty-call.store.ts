import { announce, areaAt, DutyCalled, levels, type ClockKind, type PayloadOf } from '@weisu/contracts';
import { startClocks, type Clock } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import { readRows, type Work } from '@weisu/messaging';
import { isOfficeTime } from '@weisu/working-time';
import type { EntityManager } from 'typeorm';
import type { Concern } from '../deadline/concern.store.js';
import { onDutyAt } from './roster.store.js';

export type DutyCall = Readonly<{
  id: string;
  clockId: string;
  subject: string;
  kind: ClockKind;
  unitId: string | null;
  dueBy: Date;
  why: PayloadOf<typeof DutyCalled>['why'];
  personId: string;
  backupId: string | null;
  calledAt: Date;
  backupCalledAt: Date | null;
  answeredAt: Date | null;
  answeredById: string | null;
}>;

type Ring = Readonly<{
  clock: Pick<Clock, 'id' | 'kind' | 'subject' | 'unitId' | 'dueBy'>;
  /** Whose person on duty is rung. */
  unitIds: readonly string[];
  why: DutyCall['why'];
}>;

/**
 * Outside office hours, and where the profile says that a matter of this urgency does not wait for the morning: rings the person on duty of each
 * unit (else of the nearest area above that has somebody), and keeps time until the backup is rung. Who was rung about the same matter and has not
 * had that time to answer is not rung again.
 */
export async function ringOnDuty(
  work: Work,
  directory: Directory,
  { profile, areaCode, urgency }: Pick<Concern, 'profile' | 'areaCode' | 'urgency'>,
  { clock, unitIds, why }: Ring,
): Promise<void> {
  const rule = profile?.onDuty;
  if (!rule || urgency === null || !rule.urgency.includes(urgency)) return;
  const calendar = directory.calendarAt(areaCode);
  if (isOfficeTime(calendar, work.now)) return;
  for (const unitId of unitIds) {
    const shift = await onDutyAt(work, [unitId, ...officesAbove(directory, unitId, areaCode)], work.now);
    if (!shift || (await isRinging(work, clock.subject, shift.personId))) continue;
    const id = work.newId();
    await work.query(
      `INSERT INTO duty_call (id, clock_id, subject, kind, unit_id, due_by, why, person_id, backup_id, called_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        clock.id,
        clock.subject,
        clock.kind,
        clock.unitId,
        clock.dueBy,
        why,
        shift.personId,
        shift.backupId,
        work.now,
      ],
    );
    await startClocks(
      work,
      [
        {
          subject: clock.subject,
          ownerId: id,
          unitId: shift.unitId,
          kind: 'CUSTOM',
          source: 'PROFILE',
          startedAt: work.now,
          budget: rule.answerWithin,
        },
      ],
      calendar,
    );
    await announceCall(work, { ...clock, id, clockId: clock.id, why }, shift.personId, false);
  }
}

/** Work that arrives at night rings once, by the nearest of its limits. */
export async function ringAtStart(
  work: Work,
  directory: Directory,
  concern: Pick<Concern, 'profile' | 'areaCode' | 'urgency'>,
  clocks: readonly Clock[],
): Promise<void> {
  const running = clocks.filter((clock) => clock.state === 'RUNNING' && clock.unitId !== null);
  const [clock] = running.sort((a, b) => a.dueBy.getTime() - b.dueBy.getTime());
  if (clock?.unitId)
    await ringOnDuty(work, directory, concern, { clock, unitIds: [clock.unitId], why: 'STARTED' });
}

/** Nobody answered in time. A limit that was met meanwhile needs nobody any more. */
export async function ringBackup(work: Work, { ownerId, id }: Clock): Promise<void> {
  await work.query(`UPDATE clock SET state = 'MET', met_at = $2 WHERE id = $1`, [id, work.now]);
  const [call] = await work.query<DutyCall & { met: boolean }>(
    `SELECT ${columns}, (SELECT c.met_at IS NOT NULL OR c.state = 'CANCELLED' FROM clock c WHERE c.id = clock_id) AS met
     FROM duty_call WHERE id = $1 FOR UPDATE`,
    [ownerId],
  );
  if (!call || call.answeredAt || call.met || call.backupId === null) return;
  await work.query('UPDATE duty_call SET backup_called_at = $2 WHERE id = $1', [call.id, work.now]);
  await announceCall(work, call, call.backupId, true);
}

async function announceCall(
  work: Work,
  call: Pick<DutyCall, 'id' | 'clockId' | 'subject' | 'kind' | 'unitId' | 'dueBy' | 'why'>,
  personId: string,
  backup: boolean,
): Promise<void> {
  const { id: dutyCallId, clockId, kind, unitId, dueBy, why } = call;
  await work.announce(call.subject, [
    announce(DutyCalled, { clockId, kind, unitId, dueBy, dutyCallId, personId, backup, why }),
  ]);
}

/** A unit without anybody on duty: the offices of the areas that contain the matter, the nearest first. */
function officesAbove(directory: Directory, unitId: string, areaCode: string | null): string[] {
  const within = areaCode ?? directory.unit(unitId)?.areaCode ?? '';
  return levels.toReversed().flatMap((level) =>
    directory
      .unitsOfArea(areaAt(level, within) ?? '')
      .filter((unit) => unit.kind === 'AREA_OFFICE' || unit.kind === 'STREET_OFFICE')
      .map((unit) => unit.id),
  );
}

async function isRinging(work: Work, subject: string, personId: string): Promise<boolean> {
  const ringing = await work.query(
    `SELECT 1 FROM duty_call d JOIN clock c ON c.owner_id = d.id AND c.state = 'RUNNING' WHERE d.subject = $1 AND d.person_id = $2 AND d.answered_at IS NULL`,
    [subject, personId],
  );
  return ringing.length > 0;
}

const columns = `id, clock_id AS "clockId", subject, kind, unit_id AS "unitId", due_by AS "dueBy", why, person_id AS "personId", backup_id AS "backupId",
  called_at AS "calledAt", backup_called_at AS "backupCalledAt", answered_at AS "answeredAt", answered_by_id AS "answeredById"`;

/** Calls that a person was rung by and nobody has answered, the latest first. */
export async function openCallsOf(manager: EntityManager, personId: string): Promise<DutyCall[]> {
  return readRows<DutyCall>(
    manager,
    `SELECT ${columns} FROM duty_call WHERE answered_at IS NULL AND (person_id = $1 OR (backup_id = $1 AND backup_called_at IS NOT NULL))
     ORDER BY called_at DESC LIMIT 100`,
    [personId],
  );
}

export async function lockCall(work: Work, id: string): Promise<DutyCall | null> {
  const [call] = await work.query<DutyCall>(`SELECT ${columns} FROM duty_call WHERE id = $1 FOR UPDATE`, [
    id,
  ]);
  return call ?? null;
}

/** Answered once: by who was rung, or the backup. */
export async function saveAnswer(work: Work, id: string, personId: string): Promise<void> {
  await work.query('UPDATE duty_call SET answered_at = $2, answered_by_id = $3 WHERE id = $1', [
    id,
    work.now,
    personId,
  ]);
}
