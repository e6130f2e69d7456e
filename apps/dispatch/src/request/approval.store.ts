import {
  announce,
  areaAt,
  ClockRescheduled,
  ClockSuspended,
  DomainError,
  WorkOrderReturned,
  type Announcement,
  type GovernanceProfile,
  type Level,
} from '@weisu/contracts';
import {
  cancelClocks,
  extended,
  lockClock,
  lockClocks,
  resumed,
  saveClock,
  startClocks,
  suspended,
  type Clock,
} from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import type { Budget, Calendar } from '@weisu/working-time';
import { allocateClock } from '../allocation/allocation.js';
import { innerDeadline } from '../allocation/allocate.store.js';
import type { Handling } from '../handling/handling.js';
import { saveHandling } from '../handling/handling.store.js';
import { returned } from '../work-order/work-order.js';
import { saveWorkOrder, workOrder, workOrdersOf } from '../work-order/work-order.store.js';
import type { Request } from './request.js';

export type Approval = Readonly<{
  request: Request;
  handling: Handling;
  profile: GovernanceProfile;
  directory: Directory & { calendar: Calendar };
}>;

/** What an approved request changes; everything in the transaction of the decision. */
export async function applyApproval(work: Work, approval: Approval): Promise<void> {
  switch (approval.request.kind) {
    case 'RETURN':
      return applyReturn(work, approval);
    case 'EXTEND':
      return applyExtension(work, approval);
    case 'SUSPEND':
      return applySuspension(work, approval, [await clockOf(work, approval.request)]);
    case 'ESCALATE':
      return applyEscalation(work, approval);
    case 'DEFER':
      return applyDeferral(work, approval);
  }
}

/** 退单: the order ends; when it was the lead's, the matter waits to be allocated again, on a new limit. */
async function applyReturn(work: Work, { request, handling, profile, directory }: Approval): Promise<void> {
  const order = request.workOrderId ? await workOrder(work, request.workOrderId) : null;
  if (!order) throw new DomainError('NOT_FOUND');
  await saveWorkOrder(work, returned(order));
  await cancelClocks(work, [order.id]);
  if (order.role === 'LEAD') {
    await saveHandling(work, { ...handling, status: 'REGISTERED' });
    const clock = allocateClock(handling, profile, directory, work.now);
    if (clock) await startClocks(work, [clock], directory.calendar);
  }
  await work.announce(handling.id, [
    announce(WorkOrderReturned, { appealId: handling.id, workOrderId: order.id, unitId: order.unitId }),
  ]);
}

/** 延期: later by the budget, from the present deadline; never beyond what an outside sender allows. */
async function applyExtension(
  work: Work,
  { request, handling, profile, directory }: Approval,
): Promise<void> {
  const clock = await clockOf(work, request);
  if (clock.state !== 'RUNNING') throw new DomainError('STATE_FORBIDS', clock.state);
  const changed = extended(clock, budgetOf(request), directory.calendar, work.now);
  const limit = innerDeadline(handling, profile, directory.calendar);
  if (limit && changed.dueBy > limit)
    throw new DomainError('REQUEST_TOO_LONG', `the sender's limit leaves until ${limit.toISOString()}`);
  await saveClock(work, changed);
  await work.announce(handling.id, [rescheduled(changed, 'EXTENDED')]);
}

/** 挂起, and by itself on again after the time that was asked for. */
async function applySuspension(
  work: Work,
  { request, handling, directory }: Approval,
  clocks: readonly Clock[],
): Promise<void> {
  const announcements: Announcement[] = [];
  for (const clock of clocks) {
    if (clock.state !== 'RUNNING') throw new DomainError('STATE_FORBIDS', clock.state);
    await saveClock(work, suspended(clock, work.now, request.reason, request.decidedById ?? ''));
    announcements.push(
      announce(ClockSuspended, { clockId: clock.id, kind: clock.kind, unitId: clock.unitId, from: work.now }),
    );
  }
  if (request.byAmount !== null) {
    await startClocks(
      work,
      [
        {
          subject: handling.id,
          ownerId: request.id,
          unitId: request.deciderId,
          kind: 'CUSTOM',
          source: 'LEADER',
          startedAt: work.now,
          budget: budgetOf(request),
        },
      ],
      directory.calendar,
    );
  }
  await work.announce(handling.id, announcements);
}

/** 提级: the next level answers for it. 北京条例 art. 20: who cannot solve it raises it. */
async function applyEscalation(work: Work, { handling }: Approval): Promise<void> {
  const level = handling.responseLevel ?? 1;
  if (level >= 4) throw new DomainError('STATE_FORBIDS', 'already at the district');
  await saveHandling(work, { ...handling, responseLevel: level + 1 });
}

/** 暂缓办理: told to the resident, still counted as unsolved; the running limits of the matter rest until its date. */
async function applyDeferral(work: Work, approval: Approval): Promise<void> {
  const { handling } = approval;
  const orders = await workOrdersOf(work.manager, [handling.id]);
  const clocks = await lockClocks(
    work,
    orders.map((order) => order.id),
  );
  await applySuspension(
    work,
    approval,
    clocks.filter((clock) => clock.state === 'RUNNING'),
  );
  await saveHandling(work, { ...handling, status: 'DEFERRED' });
}

/** Ends a suspension: by hand, or when its time is over. */
export async function resumeClocks(
  work: Work,
  subject: string,
  clocks: readonly Clock[],
  calendar: Calendar,
): Promise<Clock[]> {
  const running: Clock[] = [];
  for (const clock of clocks.filter((one) => one.state === 'SUSPENDED')) {
    const after = resumed(clock, work.now, calendar);
    await saveClock(work, after);
    running.push(after);
  }
  await work.announce(
    subject,
    running.map((clock) => rescheduled(clock, 'RESUMED')),
  );
  return running;
}

/** The clock that a request names, else the order's limit for resolving. */
export async function clockOf(work: Work, request: Pick<Request, 'clockId' | 'workOrderId'>): Promise<Clock> {
  const found = request.clockId
    ? await lockClock(work, request.clockId)
    : ((await lockClocks(work, request.workOrderId ? [request.workOrderId] : [], ['RESOLVE']))[0] ?? null);
  if (!found || found.ownerId !== request.workOrderId)
    throw new DomainError('REQUEST_INVALID', 'there is no such clock of your work order');
  return found;
}

export function rescheduled(clock: Clock, cause: string): Announcement {
  return announce(ClockRescheduled, {
    clockId: clock.id,
    kind: clock.kind,
    unitId: clock.unitId,
    dueBy: clock.dueBy,
    cause,
  });
}

function budgetOf(request: Request): Budget {
  if (request.byAmount === null || request.byUnit === null)
    throw new DomainError('REQUEST_INVALID', 'say by how much');
  return { amount: request.byAmount, unit: request.byUnit };
}

/** Who decides: the unit that the rule selects; where that is the applicant itself, the office of the level above. */
export function deciderOf(
  directory: Directory,
  rule: { decidedBy: Parameters<Directory['select']>[0] },
  applicantId: string,
  areaCode: string,
): string {
  const above: Level[] = ['STREET', 'DISTRICT'];
  const candidates = [
    ...directory.select(rule.decidedBy, areaCode),
    ...above.flatMap((level) =>
      directory.unitsOfArea(areaAt(level, areaCode) ?? '').filter((unit) => unit.kind === 'AREA_OFFICE'),
    ),
  ];
  const decider = candidates.find((unit) => unit.id !== applicantId);
  if (!decider) throw new DomainError('REFERENCE_INCOMPLETE');
  return decider.id;
}
