import {
  announce,
  ConsultationCalled,
  ConsultationRecorded,
  ConsultationTaskDone,
  DomainError,
} from '@weisu/contracts';
import { aboutEach, type Addressed, type Concern } from '../whistle/subjects.js';

/** 会商研判: a meeting about a whistle. Agenda, record and tasks are notes. */
export type Consultation = Readonly<{
  id: string;
  whistleId: string;
  calledById: string;
  agendaNoteId: string;
  place: string;
  at: Date;
  unitIds: readonly string[];
  heldAt: Date | null;
  recordNoteId: string | null;
}>;

/** 责任明确到人，进度具体到日. */
export type Task = Readonly<{
  id: string;
  consultationId: string;
  noteId: string;
  unitId: string;
  person: string;
  dueBy: Date;
  doneAt: Date | null;
  doneNoteId: string | null;
}>;

export type Came = Readonly<{ unitId: string; person: string }>;

/** Most invited units, and most tasks of one meeting. */
const most = 50;
const longestName = 100;

/** A name or a place as it is written down. Throws TEXT_EMPTY, INVALID_ARGUMENT. */
export function named(text: string, field: string): string {
  const name = text.trim();
  if (!name) throw new DomainError('TEXT_EMPTY', field);
  if (name.length > longestName)
    throw new DomainError('INVALID_ARGUMENT', `${field}: at most ${longestName} characters`);
  return name;
}

export function requireInvited(unitIds: readonly string[]): readonly string[] {
  if (!unitIds.length || unitIds.length > most)
    throw new DomainError('INVALID_ARGUMENT', `unitIds: 1 to ${most}`);
  if (new Set(unitIds).size !== unitIds.length)
    throw new DomainError('INVALID_ARGUMENT', 'unitIds: name each unit once');
  return unitIds;
}

/** Units that were invited and not named as present. Throws for one that was not invited, or named twice. */
export function absentUnits({ unitIds }: Consultation, came: readonly Came[]): readonly string[] {
  const present = new Set(came.map(({ unitId }) => unitId));
  if (present.size !== came.length)
    throw new DomainError('INVALID_ARGUMENT', 'attendance: name each unit once');
  const stranger = came.find(({ unitId }) => !unitIds.includes(unitId));
  if (stranger) throw new DomainError('UNIT_NOT_FOUND', stranger.unitId);
  return unitIds.filter((unitId) => !present.has(unitId));
}

/** A task is for an invited unit (one that stayed away too) or for who called, and lies ahead. */
export function requireTasks(
  consultation: Consultation,
  tasks: readonly Readonly<{ unitId: string; dueBy: Date }>[],
  now: Date,
): void {
  if (tasks.length > most) throw new DomainError('INVALID_ARGUMENT', `tasks: at most ${most}`);
  for (const { unitId, dueBy } of tasks) {
    if (unitId !== consultation.calledById && !consultation.unitIds.includes(unitId))
      throw new DomainError('UNIT_NOT_FOUND', unitId);
    if (dueBy <= now) throw new DomainError('INVALID_ARGUMENT', 'tasks: a date lies in the past');
  }
}

/** Held once, and not before its time. Throws STATE_FORBIDS. */
export function held(consultation: Consultation, recordNoteId: string, now: Date): Consultation {
  if (consultation.heldAt) throw new DomainError('STATE_FORBIDS', 'already recorded');
  if (now < consultation.at) throw new DomainError('STATE_FORBIDS', 'it has not begun');
  return { ...consultation, heldAt: now, recordNoteId };
}

export function calledTogether(whistle: Concern, consultation: Consultation): Addressed[] {
  const { id: consultationId, at, unitIds, agendaNoteId: noteId } = consultation;
  return aboutEach(whistle, (about) =>
    announce(ConsultationCalled, { ...about, consultationId, at, unitIds: [...unitIds], noteId }),
  );
}

export function recorded(
  whistle: Concern,
  { id: consultationId }: Consultation,
  noteId: string,
  absentIds: readonly string[],
  tasks: readonly Task[],
): Addressed[] {
  return aboutEach(whistle, (about) =>
    announce(ConsultationRecorded, {
      ...about,
      consultationId,
      absentIds: [...absentIds],
      tasks: tasks.map(({ id: taskId, unitId, dueBy }) => ({ taskId, unitId, dueBy })),
      noteId,
    }),
  );
}

export function taskDone(whistle: Concern, task: Task, noteId: string, now: Date): Addressed[] {
  const { id: taskId, consultationId, unitId, dueBy } = task;
  return aboutEach(whistle, (about) =>
    announce(ConsultationTaskDone, {
      ...about,
      ...{ consultationId, taskId, unitId, noteId },
      late: now > dueBy,
    }),
  );
}
