import { announce, ClockSuspended, DomainError, isId, type Announcement } from '@weisu/contracts';
import {
  cancelClocks,
  lockClocks,
  resumed,
  saveClock,
  startClocks,
  suspended,
  type Clock,
} from '@weisu/clocks';
import { readRows, type Work } from '@weisu/messaging';
import type { Budget, Calendar } from '@weisu/working-time';
import { rescheduled } from '../../ground/deadline/rescheduled.js';
import { takenUp, type Handling } from '../../ground/handling/handling.js';
import { lockHandling, saveHandling } from '../../ground/handling/handling.store.js';
import { workOrdersOf } from '../work-order/work-order.store.js';
import type { Request } from './request.js';
import { requestsOf } from './request.store.js';

/** 挂起, and by itself on again after the time that was asked for: a clock of the request's own keeps that promise. */
export async function suspendClocks(
  work: Work,
  request: Request,
  clocks: readonly Clock[],
  calendar: Calendar,
): Promise<void> {
  const announcements: Announcement[] = [];
  for (const clock of clocks) {
    await saveClock(work, suspended(clock, work.now, request.reason, request.decidedById ?? ''));
    announcements.push(
      announce(ClockSuspended, { clockId: clock.id, kind: clock.kind, unitId: clock.unitId, from: work.now }),
    );
  }
  await startClocks(
    work,
    [
      {
        subject: request.appealId,
        ownerId: request.id,
        unitId: request.deciderId,
        kind: 'CUSTOM',
        source: 'LEADER',
        startedAt: work.now,
        budget: budgetOf(request),
      },
    ],
    calendar,
  );
  await work.announce(request.appealId, announcements);
}

/** Ends a suspension: by hand, or when its time is over. Answers what runs again. */
export async function resumeClocks(
  work: Work,
  subject: string,
  clocks: readonly Clock[],
  calendar: Calendar,
): Promise<Clock[]> {
  const running: Clock[] = [];
  const announcements: Announcement[] = [];
  for (const clock of clocks.filter((one) => one.state === 'SUSPENDED')) {
    const after = resumed(clock, work.now, calendar);
    await saveClock(work, after);
    running.push(after);
    announcements.push(rescheduled(clock, after, 'RESUMED'));
  }
  await work.announce(subject, announcements);
  return running;
}

/** A deferral ends as a whole: every limit that rests runs on, and its date is no limit any more. Answers what runs again. */
export async function resumeDeferred(work: Work, appealId: string, calendar: Calendar): Promise<Clock[]> {
  const deferrals = (await requestsOf(work.manager, [appealId])).filter((one) => one.kind === 'DEFER');
  await cancelClocks(
    work,
    deferrals.map((one) => one.id),
    ['CUSTOM'],
  );
  const orders = await workOrdersOf(work.manager, [appealId]);
  const clocks = await lockClocks(
    work,
    orders.map((order) => order.id),
  );
  return resumeClocks(work, appealId, clocks, calendar);
}

/** The time that was asked for is over: what rested runs on, a deferred matter is in hand again. */
export async function endSuspension(work: Work, request: Request, calendar: Calendar): Promise<void> {
  const handling = await lockHandling(work, request.appealId);
  if (request.kind === 'DEFER') {
    if (handling?.status !== 'DEFERRED') return;
    await resumeDeferred(work, request.appealId, calendar);
    await saveHandling(work, takenUp(handling));
    return;
  }
  const clocks = await lockClocks(work, request.workOrderId ? [request.workOrderId] : []);
  await resumeClocks(
    work,
    request.appealId,
    clocks.filter((clock) => isAbout(request, clock)),
    calendar,
  );
}

/** The clock that a request is about: the one it names, else the order's limit for resolving. */
export function isAbout(request: Pick<Request, 'clockId' | 'workOrderId'>, clock: Clock): boolean {
  if (clock.ownerId !== request.workOrderId) return false;
  return request.clockId === null ? clock.kind === 'RESOLVE' : clock.id === request.clockId;
}

export function budgetOf(request: Pick<Request, 'byAmount' | 'byUnit'>): Budget {
  if (request.byAmount === null || request.byUnit === null)
    throw new DomainError('REQUEST_INVALID', 'say by how much');
  return { amount: request.byAmount, unit: request.byUnit };
}

/** Ends the suspension of one clock, or the whole deferral where the matter is deferred. */
export async function resume(
  work: Work,
  handling: Handling,
  clock: Clock,
  calendar: Calendar,
): Promise<Clock[]> {
  if (handling.status === 'DEFERRED') {
    const running = await resumeDeferred(work, handling.id, calendar);
    await saveHandling(work, takenUp(handling));
    return running;
  }
  const about = (await requestsOf(work.manager, [handling.id])).filter((request) => isAbout(request, clock));
  await cancelClocks(
    work,
    about.map((request) => request.id),
    ['CUSTOM'],
  );
  return resumeClocks(work, handling.id, [clock], calendar);
}

/** Read without a lock: the matter is locked before its clocks. */
export async function subjectOfClock(work: Work, id: string): Promise<string> {
  const [row] = isId(id)
    ? await readRows<{ subject: string }>(work.manager, 'SELECT subject FROM clock WHERE id = $1', [id])
    : [];
  if (!row) throw new DomainError('NOT_FOUND');
  return row.subject;
}
