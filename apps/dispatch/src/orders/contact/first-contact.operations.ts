import { Injectable } from '@nestjs/common';
import type { AppealAnswer, OperationArgs } from '@weisu/api';
import { announce, DomainError, FirstContactMade, FirstVerificationMade } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { Operation, type OperationContext } from '@weisu/service-host';
import { requireDuty } from '../../ground/duty/require-duty.js';
import { appealAnswerOf } from '../../ground/handling/appeal-view.store.js';
import { requireUnresolved, type Handling } from '../../ground/handling/handling.js';
import { areaOf, handlingFor, profileOf } from '../../ground/handling/handling.store.js';
import { writeNote } from '../../ground/note/note.store.js';
import { contactMade, factsKnown } from './first-contact.store.js';

/** “1030”: who receives or allocates may speak with the appellant and look into the matter before a unit has it. */
@Injectable()
export class FirstContactOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async recordFirstContact(
    { id, note }: OperationArgs['recordFirstContact'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const { before, unitId } = await this.matterFor(work, actor, id);
    const noteId = await writeNote(work, id, note);
    const { handling, late } = await contactMade(work, before);
    await work.announce(id, [
      announce(FirstContactMade, { appealId: id, unitId, late: late ?? false, noteId }),
    ]);
    return appealAnswerOf(work.manager, handling);
  }

  @Operation()
  async recordFirstVerification(
    { id, facts }: OperationArgs['recordFirstVerification'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const { before, unitId } = await this.matterFor(work, actor, id);
    const noteId = await writeNote(work, id, facts);
    const late = await factsKnown(work, id);
    await work.announce(id, [
      announce(FirstVerificationMade, { appealId: id, unitId, late: late ?? false, noteId }),
    ]);
    return appealAnswerOf(work.manager, before);
  }

  /** Of somebody who receives or allocates where the matter lies, while nobody has resolved it. */
  private async matterFor(
    work: Work,
    actor: Actor,
    id: string,
  ): Promise<Readonly<{ before: Handling; unitId: string }>> {
    const before = await handlingFor(work, actor, id);
    const directory = await this.directories.current();
    const { unitId } = actor;
    if (unitId === null) throw new DomainError('FORBIDDEN');
    requireDuty(directory, profileOf(directory, before), ['RECEIVE', 'ALLOCATE'], unitId, areaOf(before));
    requireUnresolved(before);
    return { before, unitId };
  }
}
