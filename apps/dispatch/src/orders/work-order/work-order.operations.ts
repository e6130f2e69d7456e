import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs, WorkOrderAnswer } from '@weisu/api';
import {
  announce,
  AppellantContacted,
  DomainError,
  FactsVerified,
  HandlingOpinionFiled,
  ProgressRecorded,
  WorkOrderAccepted,
  WorkOrderUrged,
  type Announcement,
} from '@weisu/contracts';
import { requireVisible } from '@weisu/appeal-access';
import { clockAnswer, clocksByOwner, meetClocks } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { requireVersion } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { contactMade, factsKnown } from '../contact/first-contact.store.js';
import { lockHandling, saveHandling } from '../../ground/handling/handling.store.js';
import { evidenceOf } from '../../ground/note/evidence.js';
import { writeNote } from '../../ground/note/note.store.js';
import { written, writtenIfAny } from '../../ground/note/written.js';
import { workOrderAnswer } from './work-order-answer.js';
import { nextPaperNumber } from '../../ground/register/register.store.js';
import { resolveLead } from './resolve.store.js';
import {
  accepted,
  contacted,
  isOpenOrder,
  progressed,
  resolvedOrder,
  verified,
  type WorkOrder,
} from './work-order.js';
import { opinionsOf, ownWorkOrder, saveWorkOrder, workOrder } from './work-order.store.js';

/** What a unit does with its piece of an appeal. Only that unit: for everybody else there is no such work order. */
@Injectable()
export class WorkOrderOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async acceptWorkOrder(
    { id, expectedVersion }: OperationArgs['acceptWorkOrder'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['acceptWorkOrder']> {
    const order = await ownWorkOrder(work, actor, id);
    requireVersion(order, expectedVersion);
    const after = accepted(order);
    if (after === order) return answer(work, order);
    await meetClocks(work, order.id, ['ACCEPT']);
    return this.save(work, after, [announce(WorkOrderAccepted, about(order))]);
  }

  @Operation()
  async recordContact(
    { id, note }: OperationArgs['recordContact'],
    { actor, work }: OperationContext,
  ): Promise<WorkOrderAnswer> {
    const order = await ownWorkOrder(work, actor, id);
    const after = contacted(order, work.now, null);
    await meetClocks(work, order.id, ['ACCEPT']);
    const { late } = await meetClocks(work, order.id, ['CONTACT']);
    const noteId = await writeNote(work, order.appealId, note);
    const handling = await lockHandling(work, order.appealId);
    if (handling) await contactMade(work, handling);
    return this.save(work, order.contactedAt ? after : contacted(order, work.now, late), [
      announce(AppellantContacted, { ...about(order), late: late ?? false, noteId }),
    ]);
  }

  @Operation()
  async recordVerification(
    { id, facts }: OperationArgs['recordVerification'],
    { actor, work }: OperationContext,
  ): Promise<WorkOrderAnswer> {
    const order = await ownWorkOrder(work, actor, id);
    const after = verified(order, work.now);
    await meetClocks(work, order.id, ['ACCEPT']);
    const { late } = await meetClocks(work, order.id, ['VERIFY']);
    await factsKnown(work, order.appealId);
    const noteId = await writeNote(work, order.appealId, facts);
    return this.save(work, after, [
      announce(FactsVerified, { ...about(order), late: late ?? false, noteId }),
    ]);
  }

  @Operation()
  async recordProgress(
    { id, note, attachments }: OperationArgs['recordProgress'],
    { actor, work }: OperationContext,
  ): Promise<WorkOrderAnswer> {
    const order = await ownWorkOrder(work, actor, id);
    const after = progressed(order);
    const noteId = await writeNote(work, order.appealId, note);
    return this.save(work, after, [
      announce(ProgressRecorded, { ...about(order), noteId }),
      ...evidenceOf(order.appealId, attachments),
    ]);
  }

  @Operation()
  async resolveWorkOrder(
    { id, note, attachments, expectedVersion }: OperationArgs['resolveWorkOrder'],
    { actor, work }: OperationContext,
  ): Promise<WorkOrderAnswer> {
    const directory = await this.directories.current();
    const order = await ownWorkOrder(work, actor, id);
    requireVersion(order, expectedVersion);
    const after = await saveWorkOrder(work, resolvedOrder(order, work.now));
    await resolveLead(work, after, await writeNote(work, order.appealId, note), attachments ?? [], directory);
    return answer(work, after);
  }

  /** 群众诉求处理意见书; filed once, numbered without gaps per unit and year. */
  @Operation()
  async fileHandlingOpinion(
    { id, input }: OperationArgs['fileHandlingOpinion'],
    { actor, work }: OperationContext,
  ): Promise<WorkOrderAnswer> {
    const order = await ownWorkOrder(work, actor, id);
    if (!isOpenOrder(order) && order.status !== 'RESOLVED')
      throw new DomainError('STATE_FORBIDS', order.status);
    if ((await opinionsOf(work.manager, [order.id])).has(order.id))
      throw new DomainError('STATE_FORBIDS', 'already filed');
    const number = await nextPaperNumber(work, order.unitId, 'handling-opinion');
    await work.query(
      'INSERT INTO handling_opinion (work_order_id, number, facts, opinion, basis, filed_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [order.id, number, written(input.facts), written(input.opinion), writtenIfAny(input.basis), work.now],
    );
    const { late } = await meetClocks(work, order.id, ['OPINION']);
    await work.announce(order.appealId, [
      announce(HandlingOpinionFiled, { ...about(order), number, late: late ?? false }),
    ]);
    return answer(work, order);
  }

  /** 催办: by whoever above sees the matter; a reminder that is on record. */
  @Operation()
  async urgeWorkOrder(
    { id, note }: OperationArgs['urgeWorkOrder'],
    { actor, work }: OperationContext,
  ): Promise<WorkOrderAnswer> {
    const order = await workOrder(work, id);
    if (!order) throw new DomainError('NOT_FOUND');
    await requireVisible(work.manager, actor, order.appealId);
    if (!isOpenOrder(order)) throw new DomainError('STATE_FORBIDS', order.status);
    const noteId = await writeNote(work, order.appealId, note);
    await work.announce(order.appealId, [announce(WorkOrderUrged, { ...about(order), noteId })]);
    return answer(work, order);
  }

  /** Saves the order; the first unit that starts on the matter takes it from ALLOCATED to HANDLING. */
  private async save(
    work: Work,
    order: WorkOrder,
    announcements: readonly Announcement[],
  ): Promise<WorkOrderAnswer> {
    const saved = await saveWorkOrder(work, order);
    const handling = await lockHandling(work, order.appealId);
    if (handling?.status === 'ALLOCATED') await saveHandling(work, { ...handling, status: 'HANDLING' });
    await work.announce(order.appealId, announcements);
    return answer(work, saved);
  }
}

function about(order: WorkOrder): { appealId: string; workOrderId: string; unitId: string } {
  return { appealId: order.appealId, workOrderId: order.id, unitId: order.unitId };
}

async function answer(work: Work, order: WorkOrder): Promise<WorkOrderAnswer> {
  const clocks = await clocksByOwner(work.manager, [order.id]);
  const opinions = await opinionsOf(work.manager, [order.id]);
  return workOrderAnswer(order, (clocks.get(order.id) ?? []).map(clockAnswer), opinions.get(order.id));
}
