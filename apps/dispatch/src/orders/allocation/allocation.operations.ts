import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { announce, AppealClaimed, DomainError, isId } from '@weisu/contracts';
import { clockAnswer, clocksByOwner } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { requireVersion } from '@weisu/persistence';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { handlingFor, profileOf } from '../../ground/handling/handling.store.js';
import { workOrderAnswer } from '../work-order/work-order-answer.js';
import { allocateBy, dispatchWorkOrders } from './allocate.store.js';
import { bulkOf, insertBulk } from './bulk.store.js';
import { requireClaimable } from './claim.js';

/** Rows of one bulk. */
const mostRows = 500;

/** 分拨: direct to one, or dual to several with one lead. Allocating again replaces the orders that are still open. */
@Injectable()
export class AllocationOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async allocateAppeal(
    args: OperationArgs['allocateAppeal'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['allocateAppeal']> {
    const orders = await allocateBy(work, actor, await this.directories.current(), args);
    const clocks = await clocksByOwner(
      work.manager,
      orders.map((order) => order.id),
    );
    return orders.map((order) =>
      workOrderAnswer(order, (clocks.get(order.id) ?? []).map(clockAnswer), undefined),
    );
  }

  /** Taken in at once and carried out row by row; who may not allocate one of the matters is told so in its row. */
  @Operation()
  async allocateAppeals(
    { rows }: OperationArgs['allocateAppeals'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['allocateAppeals']> {
    if (!rows.length || rows.length > mostRows)
      throw new DomainError('INVALID_ARGUMENT', `rows: 1 to ${mostRows}`);
    if (new Set(rows.map((row) => row.id)).size !== rows.length)
      throw new DomainError('INVALID_ARGUMENT', 'rows: each matter once');
    const id = work.newId();
    await insertBulk(work, id, actor, rows);
    const bulk = await bulkOf(work.manager, id, actor.subject);
    if (!bulk) throw new Error('a bulk allocation that is not there');
    return bulk;
  }

  @ReadAgain('BulkAllocation')
  async bulksAgain([id = '']: readonly string[], context: OperationContext): Promise<readonly unknown[]> {
    return [await this.bulkAllocation({ id }, context)];
  }

  @Operation()
  async bulkAllocation(
    { id }: OperationArgs['bulkAllocation'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['bulkAllocation']> {
    return isId(id) ? bulkOf(work.manager, id, actor.subject) : null;
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
