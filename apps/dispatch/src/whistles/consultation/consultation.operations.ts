import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { meetClocks } from '@weisu/clocks';
import { contains, DomainError } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import type { EntityManager } from 'typeorm';
import { startDated } from '../../ground/deadline/dated.store.js';
import { noteTexts, writeNote } from '../../ground/note/note.store.js';
import { subjectOf } from '../whistle/subjects.js';
import { letGoUnits } from '../whistle/summons.store.js';
import { lockVisible, visibleWhistles } from '../whistle/whistle-access.store.js';
import { profileOfWhistle, requireLead } from '../whistle/who-may.js';
import type { Whistle } from '../whistle/whistle.js';
import { announceEach, lockWhistle, whistlesWithIds } from '../whistle/whistle.store.js';
import {
  absentUnits,
  calledTogether,
  held,
  named,
  recorded,
  requireInvited,
  requireTasks,
  taskDone,
  type Consultation,
  type Task,
} from './consultation.js';
import {
  consultationById,
  insertConsultation,
  meetingsOf,
  storeRecord,
  storeTaskDone,
  taskById,
} from './consultation.store.js';

type Answer = OperationAnswer['callConsultation'];

/** 会商研判: called and recorded by who whistled, or the desk of its street. */
@Injectable()
export class ConsultationOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async callConsultation(
    { whistleId, input }: OperationArgs['callConsultation'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const directory = await this.directories.current();
    const whistle = await lockVisible(work, actor, whistleId);
    requireLead(directory, whistle, actor, work.now);
    if (whistle.completedAt) throw new DomainError('WHISTLE_COMPLETED');
    const unitIds = requireInvited(input.unitIds);
    const letGo = await letGoUnits(work.manager, whistle.id);
    requireInvitable(directory, whistle, letGo, unitIds);
    const consultation: Consultation = {
      id: work.newId(),
      whistleId: whistle.id,
      calledById: actor.unitId ?? whistle.byId,
      agendaNoteId: await writeNote(work, subjectOf(whistle), input.agenda),
      place: named(input.place, 'place'),
      at: input.at,
      unitIds,
      heldAt: null,
      recordNoteId: null,
    };
    await insertConsultation(work, consultation);
    await announceEach(work, calledTogether(whistle, consultation));
    return answerOf(work, whistle.id, consultation.id);
  }

  /** Each task is a limit of the unit that took it on. */
  @Operation()
  async recordConsultation(
    { id, input }: OperationArgs['recordConsultation'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const directory = await this.directories.current();
    const found = await consultationById(work, id);
    if (!found) throw new DomainError('NOT_FOUND');
    const whistle = await lockVisible(work, actor, found.whistleId);
    requireLead(directory, whistle, actor, work.now);
    if (whistle.completedAt) throw new DomainError('WHISTLE_COMPLETED');
    const before = (await consultationById(work, id)) ?? found;
    const came = input.attendance.map(({ unitId, person }) => ({ unitId, person: named(person, 'person') }));
    const absent = absentUnits(before, came);
    requireTasks(before, input.tasks, work.now);
    const noteId = await writeNote(work, subjectOf(whistle), input.record);
    const after = held(before, noteId, work.now);
    const tasks: Task[] = [];
    for (const { text, unitId, person, dueBy } of input.tasks)
      tasks.push({
        id: work.newId(),
        consultationId: id,
        noteId: await writeNote(work, subjectOf(whistle), text),
        person: named(person, 'person'),
        ...{ unitId, dueBy, doneAt: null, doneNoteId: null },
      });
    await storeRecord(work, after, came, tasks);
    const { areaCode } = whistle;
    const about = { subject: subjectOf(whistle), areaCode, profile: profileOfWhistle(directory, whistle) };
    const dated = tasks.map((task) => ({ ownerId: task.id, unitId: task.unitId, dueBy: task.dueBy }));
    await startDated(work, directory, about, dated);
    await announceEach(work, recorded(whistle, after, noteId, absent, tasks));
    return answerOf(work, whistle.id, id);
  }

  /** By the unit that took it on; for everybody else there is no such task. Said again, it changes nothing. */
  @Operation()
  async finishConsultationTask(
    { id, result }: OperationArgs['finishConsultationTask'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const found = await taskById(work, id);
    if (!found || actor.unitId === null || found.unitId !== actor.unitId) throw new DomainError('NOT_FOUND');
    const consultation = await consultationById(work, found.consultationId);
    if (!consultation) throw new DomainError('NOT_FOUND');
    const whistle = await lockWhistle(work, consultation.whistleId);
    const task = (await taskById(work, id)) ?? found;
    if (!task.doneAt) {
      const noteId = await writeNote(work, subjectOf(whistle), result);
      await storeTaskDone(work, task.id, noteId);
      await meetClocks(work, task.id, ['CUSTOM']);
      await announceEach(work, taskDone(whistle, task, noteId, work.now));
    }
    const answer = await answerOf(work, whistle.id, consultation.id);
    const [seen] = await visibleWhistles(work.manager, actor, [whistle]);
    return seen ? answer : ownPart(answer, actor.unitId);
  }

  @ReadAgain('Consultation')
  async consultationsAgain([id = '']: readonly string[], context: OperationContext): Promise<Answer[]> {
    const found = await consultationById(context.work, id);
    const all = found ? await this.consultationsByWhistle([found.whistleId], context) : [];
    return all.flat().filter((one) => one.id === id);
  }

  /** For whoever sees the whistle. */
  @Operation()
  async consultationsByWhistle(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['consultationsByWhistle']> {
    const { manager } = work;
    const seen = await visibleWhistles(manager, actor, await whistlesWithIds(manager, keys));
    const answers = await answersOf(
      manager,
      seen.map(({ id }) => id),
    );
    return keys.map((key) => answers.get(key) ?? []);
  }
}

/** Called units, and offices of the area: whoever is invited must be able to read what it is about. */
function requireInvitable(
  directory: Directory,
  whistle: Whistle,
  letGo: ReadonlySet<string>,
  unitIds: readonly string[],
): void {
  for (const unitId of unitIds) {
    const unit = directory.unit(unitId);
    const office = unit?.kind === 'AREA_OFFICE' && contains(unit.areaCode, whistle.areaCode);
    const isCalled = whistle.unitIds.includes(unitId) && !letGo.has(unitId);
    if (!unit || !(office || isCalled)) throw new DomainError('UNIT_NOT_FOUND', unitId);
  }
}

/** To a unit that was let go: what it took on, and nothing of the others (ADR 39). */
function ownPart(answer: Answer, own: string): Answer {
  const ofOwn = ({ unitId }: { unitId?: string }): boolean => unitId === own;
  const { attendance = [], tasks = [] } = answer;
  return { ...answer, record: null, attendance: attendance.filter(ofOwn), tasks: tasks.filter(ofOwn) };
}

async function answerOf(work: Work, whistleId: string, id: string): Promise<Answer> {
  const answers = (await answersOf(work.manager, [whistleId])).get(whistleId) ?? [];
  const answer = answers.find((one) => one.id === id);
  if (!answer) throw new DomainError('NOT_FOUND');
  return answer;
}

async function answersOf(
  manager: EntityManager,
  whistleIds: readonly string[],
): Promise<Map<string, Answer[]>> {
  const { consultations, came, tasks } = await meetingsOf(manager, whistleIds);
  const texts = await noteTexts(
    manager,
    [
      ...consultations.flatMap(({ agendaNoteId, recordNoteId }) => [agendaNoteId, recordNoteId]),
      ...tasks.flatMap(({ noteId, doneNoteId }) => [noteId, doneNoteId]),
    ].filter((id) => id !== null),
  );
  const text = (id: string | null): string | null => (id === null ? null : (texts.get(id) ?? ''));
  const answers = new Map<string, Answer[]>();
  for (const { id, whistleId, calledById, agendaNoteId, place, at, unitIds, ...one } of consultations) {
    const answer: Answer = {
      ...{ id, calledById, place, at, heldAt: one.heldAt, agenda: text(agendaNoteId) ?? '' },
      attendance: unitIds.map((unitId) => ({
        unitId,
        person: came.find((c) => c.consultationId === id && c.unitId === unitId)?.person ?? null,
      })),
      record: text(one.recordNoteId),
      tasks: tasks
        .filter((task) => task.consultationId === id)
        .map(({ id: taskId, noteId, unitId, person, dueBy, doneAt, doneNoteId }) => ({
          ...{ id: taskId, unitId, person, dueBy, doneAt },
          text: text(noteId) ?? '',
          result: text(doneNoteId),
        })),
    };
    answers.set(whistleId, [...(answers.get(whistleId) ?? []), answer]);
  }
  return answers;
}
