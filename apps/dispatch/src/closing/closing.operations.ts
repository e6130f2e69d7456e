import { Injectable } from '@nestjs/common';
import type { AppealAnswer, OperationArgs } from '@weisu/api';
import { DirectoryClient } from '@weisu/directory-client';
import { requireVersion } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { requireDuty } from '../duty/require-duty.js';
import { appealAnswerOf } from '../handling/appeal-view.store.js';
import { areaOf, handlingFor, profileOf } from '../handling/handling.store.js';
import { writeNote } from '../note/note.store.js';
import { writtenIfAny } from '../note/written.js';
import { requireClosable, requireUnblocked } from './closing.js';
import { close, findBlockers, reopen } from './closing.store.js';

/** 结案 and 重办. */
@Injectable()
export class ClosingOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async closeAppeal(
    { id, closing, waivers, expectedVersion }: OperationArgs['closeAppeal'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const directory = await this.directories.current();
    const handling = await handlingFor(work, actor, id);
    const profile = profileOf(directory, handling);
    requireDuty(directory, profile, ['ALLOCATE', 'SUPERVISE'], actor.unitId, areaOf(handling));
    requireVersion(handling, expectedVersion);
    requireClosable(handling);
    const waived = requireUnblocked(await findBlockers(work, handling, profile), waivers ?? []);
    const note = writtenIfAny(closing.note);
    if (note) await writeNote(work, id, note);
    const { solved, meansExhausted } = closing;
    return appealAnswerOf(
      work.manager,
      await close(work, handling, { solved, meansExhausted, waivers: waived, automatic: false }),
    );
  }

  @Operation()
  async reopenAppeal(
    { id, reason, expectedVersion }: OperationArgs['reopenAppeal'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const directory = await this.directories.current();
    const handling = await handlingFor(work, actor, id);
    const profile = profileOf(directory, handling);
    requireDuty(directory, profile, ['ALLOCATE', 'SUPERVISE', 'FOLLOW_UP'], actor.unitId, areaOf(handling));
    requireVersion(handling, expectedVersion);
    const noteId = await writeNote(work, id, reason);
    return appealAnswerOf(work.manager, await reopen(work, handling, 'STAFF', noteId, profile, directory));
  }
}
