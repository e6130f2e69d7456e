import { isId } from '@weisu/contracts';
import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Came, Consultation, Task } from './consultation.js';

const columns = `id, whistle_id AS "whistleId", called_by_id AS "calledById", agenda_note_id AS "agendaNoteId", place, at, unit_ids AS "unitIds",
  held_at AS "heldAt", record_note_id AS "recordNoteId"`;
const taskColumns = `id, consultation_id AS "consultationId", note_id AS "noteId", unit_id AS "unitId", person, due_by AS "dueBy", done_at AS "doneAt",
  done_note_id AS "doneNoteId"`;

export async function insertConsultation(work: Work, consultation: Consultation): Promise<void> {
  const { id, whistleId, calledById, agendaNoteId, place, at, unitIds } = consultation;
  await work.query(
    `INSERT INTO consultation (id, whistle_id, called_by_id, agenda_note_id, place, at, unit_ids) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, whistleId, calledById, agendaNoteId, place, at, unitIds],
  );
}

/** Read without a lock: the whistle is locked before its meetings. */
export async function consultationById(work: Work, id: string): Promise<Consultation | null> {
  if (!isId(id)) return null;
  const [row] = await work.query<Consultation>(`SELECT ${columns} FROM consultation WHERE id = $1`, [id]);
  return row ?? null;
}

export async function taskById(work: Work, id: string): Promise<Task | null> {
  if (!isId(id)) return null;
  const [row] = await work.query<Task>(`SELECT ${taskColumns} FROM consultation_task WHERE id = $1`, [id]);
  return row ?? null;
}

export async function storeRecord(
  work: Work,
  { id, heldAt, recordNoteId }: Consultation,
  came: readonly Came[],
  tasks: readonly Task[],
): Promise<void> {
  await work.query('UPDATE consultation SET held_at = $2, record_note_id = $3 WHERE id = $1', [
    id,
    heldAt,
    recordNoteId,
  ]);
  for (const { unitId, person } of came)
    await work.query(
      'INSERT INTO consultation_attendance (consultation_id, unit_id, person) VALUES ($1, $2, $3)',
      [id, unitId, person],
    );
  for (const [position, task] of tasks.entries())
    await work.query(
      `INSERT INTO consultation_task (id, consultation_id, position, note_id, unit_id, person, due_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [task.id, id, position, task.noteId, task.unitId, task.person, task.dueBy],
    );
}

export async function storeTaskDone(work: Work, taskId: string, noteId: string): Promise<void> {
  await work.query('UPDATE consultation_task SET done_at = $2, done_note_id = $3 WHERE id = $1', [
    taskId,
    work.now,
    noteId,
  ]);
}

export type Meetings = Readonly<{
  consultations: readonly Consultation[];
  came: readonly (Came & Readonly<{ consultationId: string }>)[];
  tasks: readonly Task[];
}>;

/** The meetings of whistles with who came and who does what, in order. */
export async function meetingsOf(manager: EntityManager, whistleIds: readonly string[]): Promise<Meetings> {
  if (!whistleIds.length) return { consultations: [], came: [], tasks: [] };
  const consultations = await readRows<Consultation>(
    manager,
    `SELECT ${columns} FROM consultation WHERE whistle_id = ANY($1::uuid[]) ORDER BY at, id`,
    [whistleIds],
  );
  const ids = [consultations.map(({ id }) => id)];
  return {
    consultations,
    came: await readRows(
      manager,
      'SELECT consultation_id AS "consultationId", unit_id AS "unitId", person FROM consultation_attendance WHERE consultation_id = ANY($1::uuid[])',
      ids,
    ),
    tasks: await readRows<Task>(
      manager,
      `SELECT ${taskColumns} FROM consultation_task WHERE consultation_id = ANY($1::uuid[]) ORDER BY consultation_id, position`,
      ids,
    ),
  };
}
