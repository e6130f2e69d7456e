import { Injectable } from '@nestjs/common';
import type { AppealAnswer, OperationArgs } from '@weisu/api';
import { DirectoryClient } from '@weisu/directory-client';
import { requireVersion } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { appealAnswerOf } from '../../ground/handling/appeal-view.store.js';
import { areaOf, handlingFor, profileOf } from '../../ground/handling/handling.store.js';
import { writeNote } from '../../ground/note/note.store.js';
import { writtenIfAny } from '../../ground/note/written.js';
import { requireClosable, requireUnblocked } from './closing.js';
import { findBlockers } from './blockers.store.js';
import { close } from './closing.store.js';
import { reopen } from './reopening.store.js';
import { requireMayClose, requireMayReopen } from './who-may.js';

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
    requireMayClose(directory, { profile, unitId: actor.unitId, areaCode: areaOf(handling) });
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
    requireMayReopen(directory, { profile, unitId: actor.unitId, areaCode: areaOf(handling) });
    requireVersion(handling, expectedVersion);
    const noteId = await writeNote(work, id, reason);
    return appealAnswerOf(work.manager, await reopen(work, handling, 'STAFF', noteId, profile, directory));
  }
}
