import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { formerParts, hasTakenPart, visibleToOffices } from '@weisu/appeal-access';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import type { EntityManager } from 'typeorm';
import { requireDuty } from '../../ground/duty/require-duty.js';
import { requireOpen } from '../../ground/handling/handling.js';
import { areaOf, handlingFor, profileOf } from '../../ground/handling/handling.store.js';
import { noteTexts, writeNote } from '../../ground/note/note.store.js';
import { answeredNotice, type SupervisionNotice } from './notice.js';
import {
  issueNotice,
  lockNotice,
  noticesAbout,
  noticesOfUnit,
  noticesWithIds,
  storeAnswer,
} from './notice.store.js';

type Answer = OperationAnswer['supervise'];

/** 督办 by hand, and its answers. */
@Injectable()
export class NoticeOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** To a unit that has to do with the matter: it sees what it is to answer for. */
  @Operation()
  async supervise(
    { id, unitId, text }: OperationArgs['supervise'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const directory = await this.directories.current();
    const handling = await handlingFor(work, actor, id);
    requireOpen(handling);
    const profile = profileOf(directory, handling);
    const areaCode = areaOf(handling);
    requireDuty(directory, profile, ['SUPERVISE'], actor.unitId, areaCode);
    // also a unit that gave the matter back answers for what it did
    if (!directory.unit(unitId) || !(await hasTakenPart(work.manager, id, unitId)))
      throw new DomainError('UNIT_NOT_FOUND', unitId);
    const notice = await issueNotice(work, directory, {
      ...({ subject: id, areaCode: handling.areaCode, profile, unitId, cause: 'HAND' } as const),
      noteId: await writeNote(work, id, text),
      issuedById: actor.unitId,
    });
    if (!notice) throw new DomainError('STATE_FORBIDS');
    return answerOf(work.manager, notice);
  }

  /** By the unit; for everybody else there is no such notice. */
  @Operation()
  async answerSupervision(
    { id, answer }: OperationArgs['answerSupervision'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const before = await lockNotice(work, id);
    if (!before || actor.unitId === null || before.unitId !== actor.unitId)
      throw new DomainError('NOT_FOUND');
    const notice = answeredNotice(before, await writeNote(work, before.subject, answer), work.now);
    await storeAnswer(work, notice);
    return answerOf(work.manager, notice);
  }

  @Operation()
  async supervisionNotices(
    { open }: OperationArgs['supervisionNotices'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['supervisionNotices']> {
    if (actor.unitId === null) return [];
    return answersOf(work.manager, await noticesOfUnit(work.manager, actor.unitId, open ?? true));
  }

  @ReadAgain('SupervisionNotice')
  async noticesAgain(ids: readonly string[], { actor, work }: OperationContext): Promise<Answer[]> {
    const notices = await noticesWithIds(work.manager, ids);
    const subjects = notices.map(({ subject }) => subject);
    const visible = await visibleToOffices(work.manager, actor, subjects);
    const own = (notice: SupervisionNotice): boolean =>
      actor.unitId !== null && [notice.unitId, notice.issuedById].includes(actor.unitId);
    return answersOf(
      work.manager,
      notices.filter((notice) => own(notice) || visible.has(notice.subject)),
    );
  }

  @Operation()
  async supervisionNoticesByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['supervisionNoticesByAppeal']> {
    const visible = await visibleToOffices(work.manager, actor, keys);
    const former = await formerParts(work.manager, actor, keys);
    const notices = await noticesAbout(work.manager, [...visible, ...former.keys()]);
    const answers = await answersOf(
      work.manager,
      notices.filter(({ subject, unitId }) => visible.has(subject) || unitId === actor.unitId),
    );
    return keys.map((key) => answers.filter(({ subjectId }) => subjectId === key));
  }
}

async function answerOf(manager: EntityManager, notice: SupervisionNotice): Promise<Answer> {
  const [answer] = await answersOf(manager, [notice]);
  if (!answer) throw new DomainError('NOT_FOUND');
  return answer;
}

async function answersOf(manager: EntityManager, notices: readonly SupervisionNotice[]): Promise<Answer[]> {
  const texts = await noteTexts(
    manager,
    notices.flatMap(({ noteId, answerNoteId }) => [noteId, answerNoteId]).filter((id) => id !== null),
  );
  const text = (id: string | null): string | null => (id === null ? null : (texts.get(id) ?? ''));
  return notices.map(({ subject: subjectId, noteId, answerNoteId, ...notice }) => ({
    ...notice,
    subjectId,
    text: text(noteId),
    answer: text(answerNoteId),
  }));
}
