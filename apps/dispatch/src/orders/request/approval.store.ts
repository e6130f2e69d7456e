import {
  announce,
  DomainError,
  WorkOrderReturned,
  type GovernanceProfile,
  clockRule,
} from '@weisu/contracts';
import { endParts, orderPart } from '@weisu/appeal-access';
import { cancelClocks, extended, lockClocks, saveClock, startClocks, type Clock } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { dispatchTo } from '../allocation/allocate.store.js';
import { clocksOfMatter } from '../allocation/allocation.js';
import { handOver } from '../contact/first-contact.store.js';
import { deferred, escalated, requireAllocatable, type Handling } from '../../ground/handling/handling.js';
import { saveHandling } from '../../ground/handling/handling.store.js';
import { superviseReturns } from '../../oversight/supervision/triggers.store.js';
import { relimit } from '../limits/relimit.store.js';
import { designated, returned } from '../work-order/work-order.js';
import { saveWorkOrder, workOrder, workOrdersOf } from '../work-order/work-order.store.js';
import { contesting, requireRunning, type Request } from './request.js';
import { endRequests } from './request.store.js';
import { rescheduled } from '../../ground/deadline/rescheduled.js';
import { budgetOf, isAbout, resumeDeferred, suspendClocks } from './suspension.store.js';

export type Decision = Readonly<{
  request: Request;
  handling: Handling;
  profile: GovernanceProfile;
  directory: Directory;
}>;

/** What an approved request changes; everything in the transaction of the decision. */
export async function applyApproval(work: Work, decision: Decision): Promise<void> {
  switch (decision.request.kind) {
    case 'RETURN':
      return applyReturn(work, decision);
    case 'EXTEND':
      return applyExtension(work, decision);
    case 'SUSPEND':
      return applySuspension(work, decision);
    case 'ESCALATE':
      return applyEscalation(work, decision);
    case 'DEFER':
      return applyDeferral(work, decision);
    case 'OFF_LIST':
      // who allocates may now give it to the unit; nothing moves by itself
      return;
    case 'ARBITRATE':
      return applyArbitration(work, decision);
  }
}

/** 潍坊 2021 art. 22: a unit that keeps a matter after its return was refused is designated and cannot return it again. */
export async function applyRefusal(work: Work, { request }: Pick<Decision, 'request'>): Promise<void> {
  const order =
    contesting.has(request.kind) && request.workOrderId ? await workOrder(work, request.workOrderId) : null;
  if (order) await saveWorkOrder(work, designated(order));
}

/**
 * The arbiter's word ends a dispute about whose a matter is: the named unit leads, alone, and cannot give it back. It may be of another area than
 * the matter (a road on the boundary). Until then the unit that had it first stayed responsible. Throws UNIT_NOT_FOUND, STATE_FORBIDS, NOT_CLASSIFIED.
 */
async function applyArbitration(
  work: Work,
  { request, handling, profile, directory }: Decision,
): Promise<void> {
  const unit = request.unitId === null ? null : directory.unit(request.unitId);
  if (!unit || !directory.hasDuty(profile, 'HANDLE', unit.id, unit.areaCode))
    throw new DomainError('UNIT_NOT_FOUND', request.unitId ?? '');
  requireAllocatable(handling);
  const handlers = [{ unitId: unit.id, role: 'LEAD' }] as const;
  const { orders } = await dispatchTo(work, handling, handlers, profile, directory);
  for (const order of orders) await saveWorkOrder(work, designated(order));
}

/** 退单: the order ends; when it was the lead's, the matter waits to be allocated again, on a new limit. */
async function applyReturn(work: Work, { request, handling, profile, directory }: Decision): Promise<void> {
  const order = request.workOrderId ? await workOrder(work, request.workOrderId) : null;
  if (!order) throw new DomainError('NOT_FOUND');
  await saveWorkOrder(work, returned(order));
  await endParts(work, [orderPart(order)], work.now);
  await cancelClocks(work, [order.id]);
  await endRequests(work, handling.id, { orderIds: [order.id] });
  await work.announce(handling.id, [
    announce(WorkOrderReturned, { appealId: handling.id, workOrderId: order.id, unitId: order.unitId }),
  ]);
  if (order.role !== 'LEAD') return;
  await superviseReturns(work, directory, handling, profile);
  if (handling.status === 'DEFERRED')
    await resumeDeferred(work, handling.id, directory.calendarAt(handling.areaCode));
  await saveHandling(work, { ...handling, status: 'REGISTERED' });
  const own = clocksOfMatter(handling, profile, directory, work.now);
  const allocating = own.filter(({ kind }) => kind === 'ALLOCATE');
  await startClocks(work, allocating, directory.calendarAt(handling.areaCode));
  await handOver(work, handling.id, own[0]?.unitId ?? null);
}

/**
 * 延期: later by the budget, from the present deadline. A limit that passed while the request waited stays passed: the clock ran until
 * approval, and what is overdue is on record. Never beyond what an outside sender allows.
 */
async function applyExtension(work: Work, { request, handling, directory }: Decision): Promise<void> {
  const calendar = directory.calendarAt(handling.areaCode);
  const clock = requireRunning(await clockOf(work, request), work.now);
  const changed = extended(clock, budgetOf(request), calendar, work.now);
  const uncapped = extended({ ...clock, notAfter: null }, budgetOf(request), calendar, work.now);
  if (clock.notAfter && uncapped.dueBy > clock.notAfter)
    throw new DomainError(
      'REQUEST_TOO_LONG',
      `the sender's limit leaves until ${clock.notAfter.toISOString()}`,
    );
  await saveClock(work, changed);
  await work.announce(request.appealId, [rescheduled(clock, changed, 'EXTENDED')]);
}

async function applySuspension(work: Work, { request, handling, directory }: Decision): Promise<void> {
  const clock = requireRunning(await clockOf(work, request), work.now);
  await suspendClocks(work, request, [clock], directory.calendarAt(handling.areaCode));
}

async function applyEscalation(work: Work, { handling, profile, directory }: Decision): Promise<void> {
  const after = await saveHandling(work, escalated(handling));
  await work.announce(
    after.id,
    await relimit(work, after, profile, directory.calendarAt(handling.areaCode), 'ESCALATED'),
  );
}

/** 暂缓办理: told to the resident, still counted as unsolved; the running limits of its orders rest until its date, those that the profile lets rest. The sender's own does not. */
async function applyDeferral(work: Work, { request, handling, profile, directory }: Decision): Promise<void> {
  const after = deferred(handling);
  const orders = await workOrdersOf(work.manager, [handling.id]);
  const clocks = await lockClocks(
    work,
    orders.map((order) => order.id),
  );
  const rests = ({ kind }: Clock): boolean => clockRule(profile, kind, 'ALLOCATION')?.suspendable !== false;
  const running = clocks.filter((clock) => clock.state === 'RUNNING' && rests(clock));
  await suspendClocks(work, request, running, directory.calendarAt(handling.areaCode));
  await saveHandling(work, after);
}

/** The clock that a request is about, locked. Throws REQUEST_INVALID when the order has none. */
export async function clockOf(work: Work, request: Pick<Request, 'clockId' | 'workOrderId'>): Promise<Clock> {
  const clocks = await lockClocks(work, request.workOrderId ? [request.workOrderId] : []);
  const about = clocks.filter((clock) => isAbout(request, clock));
  const found = about.find((clock) => clock.state === 'RUNNING') ?? about.at(-1);
  if (!found) throw new DomainError('REQUEST_INVALID', 'there is no such clock of your work order');
  return found;
}
