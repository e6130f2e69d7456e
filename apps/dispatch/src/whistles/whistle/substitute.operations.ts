import { Injectable } from '@nestjs/common';
import type { OperationArgs, SummonsAnswer } from '@weisu/api';
import { cancelClocks, meetClocks } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { writeNote } from '../../ground/note/note.store.js';
import { written } from '../../ground/note/written.js';
import { callUnits } from './call.store.js';
import { subjectOf } from './subjects.js';
import { ratingAnswered, substituteDecided, substituteProposed } from './substitute.js';
import { ownSummons, saveSummons } from './summons-access.store.js';
import { lockSummons } from './summons.store.js';
import { requireVisibleWhistle } from './whistle-access.store.js';
import { profileOfWhistle, requireLead } from './who-may.js';
import { requireCallable, type Whistle } from './whistle.js';
import { announceEach, storeWhistle } from './whistle.store.js';

/** What a called unit proposes and answers beside its task. */
@Injectable()
export class SubstituteOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** Whoever proposes has seen the summons. */
  @Operation()
  async proposeSubstitute(
    { id, unitId, reason }: OperationArgs['proposeSubstitute'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const directory = await this.directories.current();
    const { summons, whistle } = await ownSummons(work, actor, id);
    requireSubstitute(directory, whistle, unitId);
    const noteId = await writeNote(work, subjectOf(whistle), written(reason));
    const decision = substituteProposed(summons, whistle, unitId, noteId);
    await meetClocks(work, summons.id, ['ACKNOWLEDGE']);
    return saveSummons(work, actor, summons, decision);
  }

  /** Who whistled decides: it knows whom it needs. An approved substitute is called with limits of its own. */
  @Operation()
  async decideSubstitute(
    { id, approve, reason }: OperationArgs['decideSubstitute'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const directory = await this.directories.current();
    const { summons, whistle } = await lockSummons(work, id, () => true);
    await requireVisibleWhistle(work, actor, whistle);
    requireLead(directory, whistle, actor, work.now);
    const noteId = await writeNote(work, subjectOf(whistle), written(reason));
    const decision = substituteDecided(summons, whistle, approve, noteId);
    const { substituteId } = summons;
    if (approve && substituteId !== null) {
      requireSubstitute(directory, whistle, substituteId);
      await cancelClocks(work, [summons.id]);
      const unitIds = [...whistle.unitIds, substituteId];
      const stored = await storeWhistle(work, { ...whistle, unitIds });
      const profile = profileOfWhistle(directory, stored);
      await announceEach(work, await callUnits(work, stored, [substituteId], profile, directory));
    }
    return saveSummons(work, actor, summons, decision);
  }

  @Operation()
  async answerRating(
    { id, answer }: OperationArgs['answerRating'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const { summons, whistle } = await ownSummons(work, actor, id);
    const noteId = await writeNote(work, subjectOf(whistle), written(answer));
    return saveSummons(work, actor, summons, ratingAnswered(summons, whistle, noteId));
  }
}

/** One that can be called, and is not called already. */
function requireSubstitute(directory: Directory, whistle: Whistle, unitId: string): void {
  const by = directory.unit(whistle.byId);
  if (!by) throw new DomainError('REFERENCE_INCOMPLETE');
  requireCallable(directory, [unitId], by);
  if (whistle.unitIds.includes(unitId)) throw new DomainError('INVALID_ARGUMENT', 'unitId: already called');
}
