import { Injectable } from '@nestjs/common';
import type { OperationArgs, PublicProgressAnswer } from '@weisu/api';
import { announce, AppealWithdrawn, DomainError } from '@weisu/contracts';
import { cancelClocks, clocksByOwner } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { Operation, type OperationContext } from '@weisu/service-host';
import { cancelOpenOrders } from '../allocation/allocate.store.js';
import { withdrawn, type Handling } from '../handling/handling.js';
import { lockHandling, saveHandling } from '../handling/handling.store.js';
import { entriesOf } from '../ledger/ledger.store.js';
import { noteTexts, writeNote } from '../note/note.store.js';
import { requestsOf } from '../request/request.store.js';
import { workOrdersOf } from '../work-order/work-order.store.js';
import { publicSteps } from './progress.js';
import { openBySecret } from './secret.store.js';

const rateable = new Set(['RESOLVED', 'REPORTED_BACK', 'CLOSED']);

/** What the holder of a receipt follows and may do, without an account. */
@Injectable()
export class ProgressOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async trackAppeal(
    { number, secret }: OperationArgs['trackAppeal'],
    { work }: OperationContext,
  ): Promise<PublicProgressAnswer> {
    return this.progress(work, await openBySecret(work, number, secret));
  }

  @Operation()
  async withdrawAppeal(
    { number, secret, reason }: OperationArgs['withdrawAppeal'],
    { work }: OperationContext,
  ): Promise<PublicProgressAnswer> {
    const { id } = await openBySecret(work, number, secret);
    const before = await lockHandling(work, id);
    if (!before) throw new DomainError('NOT_FOUND');
    if (before.status === 'WITHDRAWN') return this.progress(work, before);
    const { handling, continues } = withdrawn(before, work.now);
    const saved = await saveHandling(work, handling);
    const noteId = reason ? await writeNote(work, id, reason) : null;
    await work.announce(id, [announce(AppealWithdrawn, { appealId: id, continues, noteId })]);
    if (!continues) {
      await work.announce(id, await cancelOpenOrders(work, await workOrdersOf(work.manager, [id])));
      await cancelClocks(work, [id]);
    }
    return this.progress(work, saved);
  }

  private async progress(work: Work, handling: Handling): Promise<PublicProgressAnswer> {
    const directory = await this.directories.current();
    const { manager } = work;
    const orders = (await workOrdersOf(manager, [handling.id])).filter(
      (order) => order.status !== 'CANCELLED' && order.status !== 'RETURNED',
    );
    const lead = orders.find((order) => order.role === 'LEAD');
    const clocks = lead ? await clocksByOwner(manager, [lead.id]) : new Map<string, never[]>();
    const limit = lead
      ? (clocks.get(lead.id) ?? []).findLast((clock) => clock.kind === 'RESOLVE')
      : undefined;
    const steps = publicSteps(await entriesOf(manager, [handling.id]));
    const texts = await noteTexts(
      manager,
      steps.flatMap((step) => (step.noteId ? [step.noteId] : [])),
    );
    const granted = (await requestsOf(manager, [handling.id])).findLast(
      (request) => request.approved === true && (request.kind === 'EXTEND' || request.kind === 'DEFER'),
    );
    const unitName = (id: string): string => directory.unit(id)?.name ?? id;
    return {
      number: handling.number,
      status: handling.status,
      handlers: orders.map((order) => unitName(order.unitId)),
      dueBy: limit?.dueBy ?? null,
      // the reason that was applied with is what the resident is told; rules of S2: who extends explains
      extendedBecause: granted?.reason ?? null,
      steps: steps.map((step) => ({
        at: step.at,
        label: step.label,
        unit: step.unitId ? unitName(step.unitId) : null,
        text: step.noteId ? (texts.get(step.noteId) ?? null) : null,
      })),
      mayRate: rateable.has(handling.status) && !handling.selfHandled && !handling.rated,
    };
  }
}
