import { Injectable } from '@nestjs/common';
import type { ClockAnswer, LoadAnswer, OperationAnswer, OperationArgs, RequestAnswer } from '@weisu/api';
import { announce, clockRule, DomainError, RequestDecided, RequestFiled, rungsOf } from '@weisu/contracts';
import { formerParts, visibleToOffices } from '@weisu/appeal-access';
import { clockAnswer, clocksBySubject, lockClock, meetClocks, startClocks } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { requireDuty, requireOtherSide } from '../../ground/duty/require-duty.js';
import {
  escalated,
  requireAllocatable,
  requireInHand,
  requireUnresolved,
} from '../../ground/handling/handling.js';
import { areaOf, handlingFor, lockHandling, profileOf } from '../../ground/handling/handling.store.js';
import { evidenceOf, fileIds } from '../../ground/note/evidence.js';
import { told } from '../../ground/note/told.js';
import { written } from '../../ground/note/written.js';
import { requestAnswer } from './request-answer.js';
import { isOpenOrder } from '../work-order/work-order.js';
import { ownWorkOrder } from '../work-order/work-order.store.js';
import { applyApproval, applyRefusal, clockOf } from './approval.store.js';
import { deciderOf } from './decider.js';
import { decided, lengthOf, requireAskable, requireRunning, type Request } from './request.js';
import {
  countRequests,
  insertRequest,
  requestById,
  requestForDecider,
  requestPage,
  requestsOf,
  requestsToDecide,
  saveRequest,
} from './request.store.js';
import { returnedOften } from './returned-often.store.js';
import { resume, subjectOfClock } from './suspension.store.js';

/** See `extendedBecause`. */
const toldKinds: ReadonlySet<Request['kind']> = new Set(['EXTEND', 'DEFER']);

/** 申请 and 审批: returns, extensions, suspensions, escalation, deferral. */
@Injectable()
export class RequestOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async fileRequest(
    { input }: OperationArgs['fileRequest'],
    { actor, work }: OperationContext,
  ): Promise<RequestAnswer> {
    const directory = await this.directories.current();
    const unitId = actor.unitId;
    if (unitId === null) throw new DomainError('FORBIDDEN');
    const workOrder = input.workOrderId ? await ownWorkOrder(work, actor, input.workOrderId) : null;
    if (workOrder && (workOrder.appealId !== input.appealId || !isOpenOrder(workOrder))) {
      throw new DomainError('REQUEST_INVALID', 'the work order is not open in this matter');
    }
    const handling = await handlingFor(work, actor, input.appealId);
    requireUnresolved(handling);
    if (input.kind === 'DEFER') requireInHand(handling);
    if (input.kind === 'ESCALATE') escalated(handling);
    if (input.kind === 'ARBITRATE') requireAllocatable(handling);
    const profile = profileOf(directory, handling);
    const areaCode = areaOf(handling);
    if (!workOrder)
      requireDuty(directory, profile, ['CLASSIFY', 'ALLOCATE', 'HANDLE', 'SUPERVISE'], unitId, areaCode);
    const tried = (input.tried ?? []).map(written);
    const by = lengthOf(input.kind, input.by ?? null, profile);
    if (input.clockId && !workOrder) throw new DomainError('REQUEST_INVALID', 'name your work order');
    const limited = input.clockId || input.kind === 'EXTEND' || input.kind === 'SUSPEND';
    const clock =
      limited && workOrder
        ? await clockOf(work, { clockId: input.clockId ?? null, workOrderId: workOrder.id })
        : null;
    const ownRule = clock ? clockRule(profile, clock.kind, 'ALLOCATION')?.extension : undefined;
    const ofClock = clock && ownRule ? clock.kind : null;
    const earlier = await countRequests(work, { appealId: handling.id, kind: input.kind, unitId, ofClock });
    const forUnit = input.unitId ?? null;
    if (forUnit !== null && !directory.unit(forUnit)) throw new DomainError('UNIT_NOT_FOUND', forUnit);
    const asked = {
      kind: input.kind,
      workOrder,
      by,
      earlier,
      clock: clock?.kind ?? null,
      unitId: forUnit,
      tried,
    };
    const calendar = directory.calendarAt(handling.areaCode);
    const rule = requireAskable(asked, profile, calendar, work.now);
    if (clock) {
      if (clock.state !== 'SUSPENDED' && work.now > clock.dueBy) throw new DomainError('REQUEST_TOO_LATE');
      requireRunning(clock, work.now);
    }
    const id = work.newId();
    const deciderId = deciderOf(directory, rule, unitId, areaCode);
    const [deciding] = await startClocks(
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
          rungs: rungsOf(profile, clockRule(profile, 'DECIDE') ?? {}),
        },
      ],
      calendar,
    );
    const request: Request = {
      id,
      kind: input.kind,
      appealId: handling.id,
      workOrderId: workOrder?.id ?? null,
      clockId: input.clockId ?? null,
      // the reason of these is what the resident is told, once it is approved
      reason: toldKinds.has(input.kind) ? told(input.reason, 'reason') : written(input.reason),
      tried,
      evidenceIds: fileIds(input.attachments),
      byAmount: by?.amount ?? null,
      byUnit: by?.unit ?? null,
      unitId: forUnit,
      requestedById: unitId,
      deciderId,
      filedAt: work.now,
      decideBy: deciding?.dueBy ?? work.now,
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
    { id, approve, reason, unitId }: OperationArgs['decideRequest'],
    { actor, work }: OperationContext,
  ): Promise<RequestAnswer> {
    const directory = await this.directories.current();
    const before = await requestForDecider(work, id, actor.unitId);
    requireOtherSide(directory, actor, [before.requestedById], work.now);
    const handling = await lockHandling(work, before.appealId);
    if (!handling) throw new DomainError('NOT_FOUND');
    const request = decided(before, approve, written(reason), unitId ?? null, work.now);
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
    const decision = { request, handling, profile: profileOf(directory, handling), directory };
    if (approve) await applyApproval(work, decision);
    else await applyRefusal(work, decision);
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

  @Operation()
  async requests(
    args: OperationArgs['requests'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['requests']> {
    const { edges, pageInfo } = await requestPage(work.manager, actor.unitId ?? '', args);
    return { edges: edges.map(({ node, cursor }) => ({ node: requestAnswer(node), cursor })), pageInfo };
  }

  @Operation()
  async returnedOften(
    { from, until }: OperationArgs['returnedOften'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['returnedOften']> {
    return actor.areaCode === null ? [] : returnedOften(work.manager, actor.areaCode, from, until);
  }

  /** For the unit that decides, too: it need not take part in the matter. */
  @ReadAgain('Request')
  async requestsAgain(
    [id = '']: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<RequestAnswer[]> {
    const request = await requestById(work.manager, id);
    if (!request) return [];
    const visible = await visibleToOffices(work.manager, actor, [request.appealId]);
    return visible.size || request.deciderId === actor.unitId ? [requestAnswer(request)] : [];
  }

  @ReadAgain('Clock')
  async clocksAgain(
    [id = '']: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<readonly ClockAnswer[]> {
    const visible = await visibleToOffices(work.manager, actor, [await subjectOfClock(work, id)]);
    const clocks = [...(await clocksBySubject(work.manager, [...visible])).values()].flat();
    return clocks.filter((clock) => clock.id === id).map(clockAnswer);
  }

  /** Ends a suspension before its time; a deferred matter is in hand again. */
  @Operation()
  async resumeClock(
    { id }: OperationArgs['resumeClock'],
    { actor, work }: OperationContext,
  ): Promise<ClockAnswer> {
    const directory = await this.directories.current();
    const handling = await handlingFor(work, actor, await subjectOfClock(work, id));
    const clock = await lockClock(work, id);
    if (!clock) throw new DomainError('NOT_FOUND');
    requireDuty(
      directory,
      profileOf(directory, handling),
      ['APPROVE', 'SUPERVISE', 'ALLOCATE'],
      actor.unitId,
      areaOf(handling),
    );
    if (clock.state !== 'SUSPENDED') throw new DomainError('STATE_FORBIDS', clock.state);
    const running = await resume(work, handling, clock, directory.calendarAt(handling.areaCode));
    return clockAnswer(running.find((one) => one.id === clock.id) ?? clock);
  }

  @Operation()
  async requestsByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['requestsByAppeal']> {
    const visible = await visibleToOffices(work.manager, actor, keys);
    const former = await formerParts(work.manager, actor, keys);
    const requests = (await requestsOf(work.manager, [...visible, ...former.keys()])).filter(
      ({ appealId, requestedById }) => visible.has(appealId) || requestedById === actor.unitId,
    );
    return keys.map((key) => requests.filter((request) => request.appealId === key).map(requestAnswer));
  }
}

function about(request: Request) {
  return {
    appealId: request.appealId,
    requestId: request.id,
    kind: request.kind,
    workOrderId: request.workOrderId,
  };
}
