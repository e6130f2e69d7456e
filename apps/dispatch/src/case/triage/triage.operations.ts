import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { announce, AppealDeclined, DomainError } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { requireVersion } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { endWork } from '../closing/ending.store.js';
import { requireDuty } from '../../ground/duty/require-duty.js';
import { appealAnswerOf } from '../../ground/handling/appeal-view.store.js';
import { declined } from '../../ground/handling/handling.js';
import {
  areaOf,
  handlingFor,
  isMergeTarget,
  placeOf,
  profileOf,
  saveHandling,
} from '../../ground/handling/handling.store.js';
import { writeNote } from '../../ground/note/note.store.js';
import { told, toldIfAny } from '../../ground/note/told.js';
import { writtenIfAny } from '../../ground/note/written.js';
import { classify } from './classify.store.js';
import { requireTriage } from './require-triage.js';

/** 受理 and 分类: what is to become of a matter. */
@Injectable()
export class TriageOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async classifyAppeal(
    { id, input, expectedVersion }: OperationArgs['classifyAppeal'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['classifyAppeal']> {
    const directory = await this.directories.current();
    const handling = await handlingFor(work, actor, id);
    const profile = profileOf(directory, handling);
    requireDuty(directory, profile, ['CLASSIFY'], actor.unitId, areaOf(handling));
    requireVersion(handling, expectedVersion);
    const { reason, ...chosen } = input;
    const by = {
      ...chosen,
      sphere: input.sphere ?? null,
      difficulty: input.difficulty ?? null,
      size: input.size ?? null,
      factors: [...new Set(input.factors ?? [])],
    };
    const text = writtenIfAny(reason);
    const noteId = text ? await writeNote(work, id, text) : null;
    return appealAnswerOf(work.manager, await classify(work, handling, by, profile, directory, noteId));
  }

  @Operation()
  async declineAppeal(
    { id, ground, explanation, referTo, expectedVersion }: OperationArgs['declineAppeal'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['declineAppeal']> {
    const before = await handlingFor(work, actor, id);
    const directory = await this.directories.current();
    requireTriage(directory, placeOf(directory, before), actor.unitId);
    requireVersion(before, expectedVersion);
    if (await isMergeTarget(work, id))
      throw new DomainError('STATE_FORBIDS', 'others are handled with it: take their merging back first');
    const handling = await saveHandling(work, declined(before, work.now));
    const why = told(explanation, 'explanation');
    // an office to turn to is named with its telephone
    const elsewhere = toldIfAny(referTo, 'referTo', ['LANDLINE']);
    const noteId = await writeNote(work, id, elsewhere ? `${why}\n建议转向：${elsewhere}` : why);
    await work.announce(id, [
      ...(await endWork(work, id)),
      announce(AppealDeclined, { appealId: id, ground, noteId }),
    ]);
    return appealAnswerOf(work.manager, handling);
  }
}
