import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { announce, AppealClaimed, DomainError } from '@weisu/contracts';
import { clockAnswer, clocksByOwner } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { requireVersion } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { requireDuty } from '../duty/require-duty.js';
import { areaOf, handlingFor, profileOf } from '../handling/handling.store.js';
import { workOrderAnswer } from '../overview/answers.js';
import { dispatchWorkOrders } from './allocate.store.js';
import { requireClaimable } from './claim.js';

const allocatable = new Set(['REGISTERED', 'ALLOCATED', 'HANDLING']);

/** 分拨: direct to one, or dual to several with one lead. Allocating again replaces the orders that are still open. */
@Injectable()
export class AllocationOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async allocateAppeal(
    { id, handlers, expectedVersion }: OperationArgs['allocateAppeal'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['allocateAppeal']> {
    const directory = await this.directories.current();
    const handling = await handlingFor(work, actor, id);
    const profile = profileOf(directory, handling);
    requireDuty(directory, profile, ['ALLOCATE'], actor.unitId, areaOf(handling));
    requireVersion(handling, expectedVersion);
    if (!allocatable.has(handling.status)) throw new DomainError('STATE_FORBIDS', handling.status);
    if (!handling.category) throw new DomainError('NOT_CLASSIFIED');
    const { orders } = await dispatchWorkOrders(work, handling, handlers, profile, directory);
    const clocks = await clocksByOwner(
      work.manager,
      orders.map((order) => order.id),
    );
    return orders.map((order) =>
      workOrderAnswer(order, (clocks.get(order.id) ?? []).map(clockAnswer), undefined),
    );
  }

  /** 主动认领: a unit takes a matter of its area itself, where the profile lets it. Who comes first has it. */
  @Operation()
  async claimAppeal(
    { id, expectedVersion }: OperationArgs['claimAppeal'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['claimAppeal']> {
    const directory = await this.directories.current();
    const handling = await handlingFor(work, actor, id);
    const profile = profileOf(directory, handling);
    requireVersion(handling, expectedVersion);
    const unitId = requireClaimable(handling, profile, directory, actor.unitId);
    const { orders } = await dispatchWorkOrders(
      work,
      handling,
      [{ unitId, role: 'LEAD' }],
      profile,
      directory,
    );
    const [order] = orders;
    if (!order) throw new Error('a claim without its work order');
    await work.announce(id, [announce(AppealClaimed, { appealId: id, workOrderId: order.id, unitId })]);
    const clocks = await clocksByOwner(work.manager, [order.id]);
    return workOrderAnswer(order, (clocks.get(order.id) ?? []).map(clockAnswer), undefined);
  }
}
