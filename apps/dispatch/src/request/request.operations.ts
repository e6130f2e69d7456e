import { Injectable } from '@nestjs/common';
import type { ClockAnswer, LoadAnswer, OperationArgs, RequestAnswer } from '@weisu/api';
import { announce, DomainError, RequestDecided, RequestFiled } from '@weisu/contracts';
import { visibleAppeals } from '@weisu/appeal-access';
import { cancelClocks, lockClock, meetClocks, startClocks } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { requireDuty } from '../duty/require-duty.js';
import { requireOpen } from '../handling/handling.js';
import { areaOf, handlingFor, lockHandling, profileOf, saveHandling } from '../handling/handling.store.js';
import { evidenceOf } from '../note/evidence.js';
import { clockAnswer, requestAnswer } from '../overview/answers.js';
import { isOpenOrder } from '../work-order/work-order.js';
import { ownWorkOrder } from '../work-order/work-order.store.js';
import { applyApproval, clockOf, deciderOf, resumeClocks } from './approval.store.js';
import { decided, requireAskable, type Request } from './request.js';
import {
  countRequests,
  insertRequest,
  requestForDecider,
  requestsOf,
  requestsToDecide,
  saveRequest,
} from './request.store.js';

/** 申请 and 审批: returns, extensions, suspensions, escalation, deferral. */
@Injectable()
export class RequestOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async fileRequest(
    { input }: OperationArgs['fileRequest'],
    { actor, work }: OperationContext,
  ): Promise<RequestAnswer> {
    const directory = await this.directories.withCalendar();
    const unitId = actor.unitId;
    if (unitId === null) throw new DomainError('FORBIDDEN');
    const workOrder = input.workOrderId ? await ownWorkOrder(work, actor, input.workOrderId) : null;
    if (workOrder && (workOrder.appealId !== input.appealId || !isOpenOrder(workOrder))) {
      throw new DomainError('REQUEST_INVALID', 'the work order is not open in this matter');
    }
    const handling = await handlingFor(work, actor, input.appealId);
    requireOpen(handling);
    const profile = profileOf(directory, handling);
    const areaCode = areaOf(handling);
    if (!workOrder)
      requireDuty(directory, profile, ['CLASSIFY', 'ALLOCATE', 'HANDLE', 'SUPERVISE'], unitId, areaCode);
    const earlier = await countRequests(work, handling.id, input.kind, unitId);
    const asked = { kind: input.kind, workOrder, by: input.by ?? null, earlier };
    const rule = requireAskable(asked, profile, directory.calendar, work.now);
    if (input.clockId || input.kind === 'EXTEND' || input.kind === 'SUSPEND') {
      await clockOf(work, { clockId: input.clockId ?? null, workOrderId: workOrder?.id ?? null });
    }
    const id = work.newId();
    const deciderId = deciderOf(directory, rule, unitId, areaCode);
    const [clock] = await startClocks(
      work,
      [
        {
          subject: handling.id,
          ownerId: id,
          unitId: deciderId,
          kind: 'DECIDE',
          source: 'PROFILE',
          startedAt: work.now,
          budget: rule.decideWithin,
        },
      ],
      directory.calendar,
    );
    const request: Request = {
      id,
      kind: input.kind,
      appealId: handling.id,
      workOrderId: workOrder?.id ?? null,
      clockId: input.clockId ?? null,
      reason: input.reason,
      evidenceIds: input.attachments ?? [],
      byAmount: input.by?.amount ?? null,
      byUnit: input.by?.unit ?? null,
      requestedById: unitId,
      deciderId,
      filedAt: work.now,
      decideBy: clock?.dueBy ?? work.now,
      approved: null,
      decision: null,
      decidedById: null,
      decidedAt: null,
      version: 1,
    };
    await insertRequest(work, request);
    await work.announce(handling.id, [
      announce(RequestFiled, {
        ...about(request),
        requestedById: unitId,
        deciderId,
        decideBy: request.decideBy,
      }),
      ...evidenceOf(handling.id, input.attachments),
    ]);
    return requestAnswer(request);
  }

  @Operation()
  async decideRequest(
    { id, approve, reason }: OperationArgs['decideRequest'],
    { actor, work }: OperationContext,
  ): Promise<RequestAnswer> {
    const directory = await this.directories.withCalendar();
    const before = await requestForDecider(work, id, actor.unitId);
    const handling = await lockHandling(work, before.appealId);
    if (!handling) throw new DomainError('NOT_FOUND');
    const request = decided(before, approve, reason, before.deciderId, work.now);
    await saveRequest(work, request);
    await meetClocks(work, request.id, ['DECIDE']);
    await work.announce(handling.id, [
      announce(RequestDecided, {
        ...about(request),
        requestedById: request.requestedById,
        decidedById: request.deciderId,
        approved: approve,
      }),
    ]);
    if (approve) {
      requireOpen(handling);
      await applyApproval(work, { request, handling, profile: profileOf(directory, handling), directory });
    }
    return requestAnswer(request);
  }

  @Operation()
  async requestsToDecide(
    _: OperationArgs['requestsToDecide'],
    { actor, work }: OperationContext,
  ): Promise<RequestAnswer[]> {
    if (actor.unitId === null) return [];
    return (await requestsToDecide(work.manager, actor.unitId)).map(requestAnswer);
  }

  /** Ends a suspension before its time; a deferred matter is in hand again. */
  @Operation()
  async resumeClock(
    { id }: OperationArgs['resumeClock'],
    { actor, work }: OperationContext,
  ): Promise<ClockAnswer> {
    const directory = await this.directories.withCalendar();
    const clock = uuid.test(id) ? await lockClock(work, id) : null;
    if (!clock) throw new DomainError('NOT_FOUND');
    const handling = await handlingFor(work, actor, clock.subject);
    requireDuty(
      directory,
      profileOf(directory, handling),
      ['APPROVE', 'SUPERVISE', 'ALLOCATE'],
      actor.unitId,
      areaOf(handling),
    );
    const [resumed] = await resumeClocks(work, handling.id, [clock], directory.calendar);
    if (!resumed) throw new DomainError('STATE_FORBIDS', clock.state);
    const requests = await requestsOf(work.manager, [handling.id]);
    await cancelClocks(
      work,
      requests.filter((request) => request.workOrderId === clock.ownerId).map((request) => request.id),
      ['CUSTOM'],
    );
    if (handling.status === 'DEFERRED') await saveHandling(work, { ...handling, status: 'HANDLING' });
    return clockAnswer(resumed);
  }

  @Operation()
  async requestsByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['requestsByAppeal']> {
    const visible = await visibleAppeals(work.manager, actor, keys);
    const requests = await requestsOf(work.manager, [...visible]);
    return keys.map((key) => requests.filter((request) => request.appealId === key).map(requestAnswer));
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function about(request: Request) {
  return {
    appealId: request.appealId,
    requestId: request.id,
    kind: request.kind,
    workOrderId: request.workOrderId,
  };
}
