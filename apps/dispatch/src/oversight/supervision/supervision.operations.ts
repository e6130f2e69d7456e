import { Injectable } from '@nestjs/common';
import type { AppealAnswer, OperationArgs } from '@weisu/api';
import {
  AccountClaimed,
  AccountReviewed,
  AccountStruckOff,
  announce,
  DomainError,
  PutOnAccount,
} from '@weisu/contracts';
import { meetClocks } from '@weisu/clocks';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { startDated } from '../../ground/deadline/dated.store.js';
import { appealAnswerOf } from '../../ground/handling/appeal-view.store.js';
import { requireOpen, type Handling } from '../../ground/handling/handling.js';
import { areaOf, handlingFor, profileOf } from '../../ground/handling/handling.store.js';
import { requireDuty } from '../../ground/duty/require-duty.js';
import { writeNote } from '../../ground/note/note.store.js';
import { written } from '../../ground/note/written.js';

/** 挂账督办. */
@Injectable()
export class SupervisionOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** Intensified supervision, not shelving: measures and a date, and a clock on that date. */
  @Operation()
  async putOnAccount(
    { id, measures, dueBy }: OperationArgs['putOnAccount'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const directory = await this.directories.current();
    const handling = await supervised(directory, id, actor, work);
    requireOpen(handling);
    if (dueBy <= work.now) throw new DomainError('INVALID_ARGUMENT', 'dueBy: the date lies in the past');
    const placed = await work.query(
      `INSERT INTO account (appeal_id, measures, due_by) VALUES ($1, $2, $3)
       ON CONFLICT (appeal_id) DO UPDATE SET measures = excluded.measures, due_by = excluded.due_by, claimed_by_id = NULL,
         acceptance = NULL, struck_off_at = NULL WHERE account.struck_off_at IS NOT NULL RETURNING appeal_id`,
      [id, written(measures), dueBy],
    );
    if (!placed.length) throw new DomainError('STATE_FORBIDS', 'already on account');
    const { areaCode } = handling;
    const about = { subject: id, areaCode, profile: profileOf(directory, handling) };
    await startDated(work, directory, about, [{ ownerId: id, unitId: actor.unitId, dueBy }]);
    const noteId = await writeNote(work, id, measures);
    await work.announce(id, [announce(PutOnAccount, { appealId: id, dueBy, noteId })]);
    return appealAnswerOf(work.manager, handling);
  }

  @Operation()
  async claimAccount(
    { id }: OperationArgs['claimAccount'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const handling = await handlingFor(work, actor, id);
    const claimed = await work.query(
      `UPDATE account SET claimed_by_id = $2 WHERE appeal_id = $1 AND claimed_by_id IS NULL AND struck_off_at IS NULL RETURNING appeal_id`,
      [id, actor.subject],
    );
    if (!claimed.length)
      throw new DomainError('STATE_FORBIDS', 'nothing on account is waiting to be claimed');
    await work.announce(id, [announce(AccountClaimed, { appealId: id, claimedById: actor.subject })]);
    return appealAnswerOf(work.manager, handling);
  }

  /** Looked at on the way; only what is on account. */
  @Operation()
  async reviewAccount(
    { id, text }: OperationArgs['reviewAccount'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const handling = await supervised(await this.directories.current(), id, actor, work);
    const open = await work.query('SELECT 1 FROM account WHERE appeal_id = $1 AND struck_off_at IS NULL', [
      id,
    ]);
    if (!open.length) throw new DomainError('STATE_FORBIDS', 'nothing is on account');
    const noteId = await writeNote(work, id, text);
    await work.query('INSERT INTO account_review (id, appeal_id, text, at) VALUES ($1, $2, $3, $4)', [
      work.newId(),
      id,
      written(text),
      work.now,
    ]);
    await work.announce(id, [announce(AccountReviewed, { appealId: id, noteId })]);
    return appealAnswerOf(work.manager, handling);
  }

  /** 销账 after 验收; only what somebody claimed can be struck off. */
  @Operation()
  async strikeOffAccount(
    { id, acceptance }: OperationArgs['strikeOffAccount'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const handling = await supervised(await this.directories.current(), id, actor, work);
    const struck = await work.query(
      `UPDATE account SET acceptance = $2, struck_off_at = $3
       WHERE appeal_id = $1 AND claimed_by_id IS NOT NULL AND struck_off_at IS NULL RETURNING appeal_id`,
      [id, written(acceptance), work.now],
    );
    if (!struck.length) throw new DomainError('STATE_FORBIDS', 'not claimed, or already struck off');
    await meetClocks(work, id, ['CUSTOM']);
    const noteId = await writeNote(work, id, acceptance);
    await work.announce(id, [announce(AccountStruckOff, { appealId: id, noteId })]);
    return appealAnswerOf(work.manager, handling);
  }
}

/** Supervising is a duty of its own: not every unit of the street may put the others on account. */
async function supervised(
  directory: Directory,
  id: string,
  actor: OperationContext['actor'],
  work: OperationContext['work'],
): Promise<Handling> {
  const handling = await handlingFor(work, actor, id);
  requireDuty(directory, profileOf(directory, handling), ['SUPERVISE'], actor.unitId, areaOf(handling));
  return handling;
}
