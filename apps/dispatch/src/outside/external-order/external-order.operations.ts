import { Injectable } from '@nestjs/common';
import type { AppealAnswer, OperationArgs } from '@weisu/api';
import { announce, DomainError, ReportedBack, SenderVerdictRecorded } from '@weisu/contracts';
import { visibleAppeals } from '@weisu/appeal-access';
import { meetClocks, startClocks } from '@weisu/clocks';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { readRows, type Work } from '@weisu/messaging';
import { Operation, type OperationContext } from '@weisu/service-host';
import { requireDuty } from '../../ground/duty/require-duty.js';
import { appealAnswerOf } from '../../ground/handling/appeal-view.store.js';
import { senderOf, type Handling } from '../../ground/handling/handling.js';
import { shownTo } from '../../ground/handling/appeal-answer.js';
import { reportedBack } from '../../ground/handling/handling.js';
import { close } from '../../case/closing/closing.store.js';
import { reopen } from '../../case/closing/reopening.store.js';
import {
  areaOf,
  handlingFor,
  lockHandling,
  profileOf,
  saveHandling,
} from '../../ground/handling/handling.store.js';
import { evidenceOf } from '../../ground/note/evidence.js';
import { writeNote } from '../../ground/note/note.store.js';
import { writtenIfAny } from '../../ground/note/written.js';
import { replyClock } from '../../case/receiving/reply-clock.js';

/** 上级派件: a matter with another system's number and limits. It is answered, and only its sender closes it. */
@Injectable()
export class ExternalOrderOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async reportBack(
    { id, reply, attachments }: OperationArgs['reportBack'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const directory = await this.directories.current();
    const before = await handlingFor(work, actor, id);
    const [system, number] = [senderOf(before), before.externalNumber];
    if (!system || !number) throw new DomainError('STATE_FORBIDS', 'no other system sent this matter');
    requireDuty(
      directory,
      profileOf(directory, before),
      ['ALLOCATE', 'SUPERVISE'],
      actor.unitId,
      areaOf(before),
    );
    const handling = await saveHandling(work, reportedBack(before));
    await meetClocks(work, id, ['REPLY']);
    // by the sender's deadline, not by the clock: after a refusal the first reply's clock is met already
    const late = before.externalDueBy !== null && work.now > before.externalDueBy;
    const noteId = await writeNote(work, id, reply);
    await work.announce(id, [
      announce(ReportedBack, { appealId: id, system, number, late, noteId }),
      ...evidenceOf(id, attachments),
    ]);
    return appealAnswerOf(work.manager, handling);
  }

  /** 上级认定: accepted closes the matter, refused reopens it. Said again, it changes nothing. */
  @Operation()
  async recordSenderVerdict(
    args: OperationArgs['recordSenderVerdict'],
    context: OperationContext,
  ): Promise<AppealAnswer> {
    const handling = await this.judge(args, context);
    return shownTo(context.actor, await appealAnswerOf(context.work.manager, handling));
  }

  private async judge(
    { system, number, accepted, note }: OperationArgs['recordSenderVerdict'],
    { actor, work }: OperationContext,
  ): Promise<Handling> {
    const directory = await this.directories.current();
    const id = await this.judged(work, actor, directory, { system, number });
    const handling = await lockHandling(work, id);
    if (!handling) throw new DomainError('NOT_FOUND');
    const profile = profileOf(directory, handling);
    if (!actor.roles.includes('INTEGRATION'))
      requireDuty(directory, profile, ['ALLOCATE', 'SUPERVISE'], actor.unitId, areaOf(handling));
    if (accepted && handling.status === 'CLOSED') return handling;
    if (handling.status !== 'REPORTED_BACK') throw new DomainError('STATE_FORBIDS', handling.status);
    const text = writtenIfAny(note);
    const noteId = text ? await writeNote(work, id, text) : null;
    await work.announce(id, [announce(SenderVerdictRecorded, { appealId: id, system, number, accepted })]);
    if (accepted) {
      const closing = { solved: true, meansExhausted: true, waivers: [], automatic: true };
      return close(work, handling, closing);
    }
    const after = await reopen(work, handling, 'SENDER', noteId, profile, directory);
    const again = replyClock(after, work.now);
    if (again) await startClocks(work, [again], directory.calendarAt(handling.areaCode));
    return after;
  }

  /**
   * The system's own matter of that number; by hand, where it sent none, the one that an office typed. Throws NOT_FOUND, and EXTERNAL_SYSTEM where a
   * client that sent no such matter does not sign with that name.
   */
  private async judged(
    work: Work,
    actor: Actor,
    directory: Directory,
    { system, number }: Readonly<{ system: string; number: string }>,
  ): Promise<string> {
    const rows = await readRows<{ id: string; own: boolean }>(
      work.manager,
      `SELECT id, external_system IS NOT NULL AS own FROM handling
       WHERE (external_system = $1 OR typed_system = $1) AND external_number = $2 ORDER BY own DESC, submitted_at, id`,
      [system, number],
    );
    const asSystem = actor.roles.includes('INTEGRATION');
    const candidates = rows.filter(({ own }) => own || !asSystem).map(({ id }) => id);
    const visible = await visibleAppeals(work.manager, actor, candidates);
    const id = candidates.find((one) => visible.has(one));
    if (id !== undefined) return id;
    throw new DomainError(
      asSystem && !directory.signsAs(actor.client, system) ? 'EXTERNAL_SYSTEM' : 'NOT_FOUND',
    );
  }
}
