import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { Operation, type OperationContext } from '@weisu/service-host';
import { writeNote } from '../../ground/note/note.store.js';
import { subjectOf } from '../whistle/subjects.js';
import { letGoStatuses } from '../whistle/summons.js';
import { summonsesOf } from '../whistle/summons.store.js';
import { lockVisible } from '../whistle/whistle-access.store.js';
import { profileOfWhistle } from '../whistle/who-may.js';
import type { Whistle } from '../whistle/whistle.js';
import { mayLead } from '../whistle/who-may.js';
import { announceEach } from '../whistle/whistle.store.js';
import { answerOf } from './finding-view.store.js';
import { handedOver, requireNoNotice, served, type Finding } from './finding.js';
import { findingById, storeHandOver, storeNotice } from './finding.store.js';
import { newNotice, startCorrection } from './correction-notice.store.js';
import { requirePower } from './power.js';

type Answer = OperationAnswer['handOverFinding'];

/** 移送 and 整改通知: who found something without the power to order its correction hands it over to a unit that has it, which serves the notice. */
@Injectable()
export class CorrectionNoticeOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** By who found it, or who leads the whistle; another unit may be chosen until a notice is served. */
  @Operation()
  async handOverFinding(
    { id, unitId: toUnitId, note }: OperationArgs['handOverFinding'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const directory = await this.directories.current();
    const [whistle, finding] = await locked(work, actor, id);
    const { unitId } = actor;
    const leads = mayLead(directory, profileOfWhistle(directory, whistle), whistle, unitId);
    if (unitId === null || (!leads && unitId !== finding.unitId))
      throw new DomainError('FORBIDDEN', 'who found it, or who leads the whistle');
    requireNoNotice(finding);
    if (finding.handedTo === toUnitId) return answerOf(work, whistle, finding);
    await requireReceiver(work, directory, whistle, toUnitId);
    const noteId = await writeNote(work, subjectOf(whistle), note);
    const decision = handedOver(whistle, finding, { unitId, toUnitId, noteId, now: work.now });
    await storeHandOver(work, decision.finding);
    await announceEach(work, decision.announcements);
    return answerOf(work, whistle, decision.finding);
  }

  /** By the unit that it was handed over to, or that found it. */
  @Operation()
  async serveCorrectionNotice(
    { id, correctBy }: OperationArgs['serveCorrectionNotice'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const directory = await this.directories.current();
    const [whistle, finding] = await locked(work, actor, id);
    const { unitId } = actor;
    if (unitId === null || (unitId !== finding.handedTo && unitId !== finding.unitId))
      throw new DomainError('FORBIDDEN', 'who found it, or whom it was handed over to');
    requireNoNotice(finding);
    const notice = await newNotice(work, directory, whistle, { unitId, correctBy });
    const decision = served(whistle, finding, notice);
    await storeNotice(work, decision.finding);
    await startCorrection(work, directory, whistle, decision.finding);
    await announceEach(work, decision.announcements);
    return answerOf(work, whistle, decision.finding);
  }
}

/** The whistle, locked, and its finding as it is now. Throws NOT_FOUND, also for a neighbour's. */
async function locked(work: Work, actor: Actor, id: string): Promise<readonly [Whistle, Finding]> {
  const seen = await findingById(work, id);
  if (!seen) throw new DomainError('NOT_FOUND');
  const whistle = await lockVisible(work, actor, seen.whistleId);
  return [whistle, (await findingById(work, id)) ?? seen];
}

/** A unit that sees the finding and may order what is to be done. Throws UNIT_NOT_FOUND, UNIT_NOT_CALLED or ENFORCEMENT_POWER. */
async function requireReceiver(
  work: Work,
  directory: Directory,
  whistle: Whistle,
  unitId: string,
): Promise<void> {
  if (!directory.unit(unitId)) throw new DomainError('UNIT_NOT_FOUND', unitId);
  const summonses = await summonsesOf(work.manager, [whistle.id]);
  const called = summonses.some(
    (summons) => summons.unitId === unitId && !letGoStatuses.includes(summons.status),
  );
  if (!called && unitId !== whistle.byId) throw new DomainError('UNIT_NOT_CALLED', unitId);
  requirePower(directory, unitId);
}
