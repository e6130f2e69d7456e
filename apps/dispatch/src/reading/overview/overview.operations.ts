import { Injectable } from '@nestjs/common';
import type { AppealAnswer, LoadAnswer, OperationAnswer, OperationArgs, WorkOrderAnswer } from '@weisu/api';
import {
  formerParts,
  openingsOf,
  readerOf,
  recordOpening,
  visibleAppeals,
  visibleToOffices,
} from '@weisu/appeal-access';
import { clockAnswer, clocksByOwner, clocksBySubject } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import type { EntityManager } from 'typeorm';
import { appealAnswers } from '../../ground/handling/appeal-view.store.js';
import { handlingByNumber, handlingsById } from '../../ground/handling/handling.store.js';
import type { WorkOrder } from '../../orders/work-order/work-order.js';
import { opinionsOf, workOrdersOf, workOrdersWithIds } from '../../orders/work-order/work-order.store.js';
import { formerAnswer, shownTo } from '../../ground/handling/appeal-answer.js';
import { workOrderAnswer } from '../../orders/work-order/work-order-answer.js';
import { appealPage, requireReach } from '../../ground/appeal-list/appeal-list.store.js';
import { countAppeals } from './counts.store.js';
import { workbenchPage } from './workbench.store.js';

/** Reading: lists, counts and the joins of an appeal. */
@Injectable()
export class OverviewOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async appeal(
    { id, number }: OperationArgs['appeal'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer | null> {
    const known = id ?? (number ? (await handlingByNumber(work.manager, number))?.id : undefined);
    if (!known) return null;
    if (!(await visibleAppeals(work.manager, actor, [known])).has(known))
      return (await this.formerAnswers(work.manager, actor, [known]))[0] ?? null;
    await recordOpening(work, 'appeal', [known], readerOf(work, actor));
    return (await this.answersOf(work.manager, actor, [known]))[0] ?? { id: known, status: 'REGISTERED' };
  }

  @Operation()
  async appealOpenings(
    { id, first, after }: OperationArgs['appealOpenings'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['appealOpenings']> {
    return openingsOf(work, actor, id, first, after);
  }

  @Operation()
  async appeals(
    { filter, first, after }: OperationArgs['appeals'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['appeals']> {
    if (filter?.areaCode) requireReach(await this.directories.current(), actor, filter.areaCode);
    const page = await appealPage(work.manager, actor, filter ?? {}, first, after);
    const ids = page.edges.map((edge) => edge.node.id);
    const answers = filter?.former
      ? await this.formerAnswers(work.manager, actor, ids)
      : await this.answersOf(work.manager, actor, ids);
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    return {
      edges: page.edges.map(({ node, cursor }) => ({ node: byId.get(node.id) ?? { id: node.id }, cursor })),
      pageInfo: page.pageInfo,
    };
  }

  @Operation()
  async workbench(
    { first, after, order }: OperationArgs['workbench'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['workbench']> {
    const page = await workbenchPage(work.manager, actor.unitId ?? '', first, after, order ?? 'DEADLINE');
    const answers = await orderAnswers(
      work.manager,
      page.edges.map(({ node }) => node),
    );
    return {
      edges: page.edges.flatMap(({ cursor }, index) => {
        const node = answers[index];
        return node ? [{ node, cursor }] : [];
      }),
      pageInfo: page.pageInfo,
    };
  }

  @Operation()
  async appealCounts(
    { areaCode, from, until }: OperationArgs['appealCounts'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['appealCounts']> {
    requireReach(await this.directories.current(), actor, areaCode);
    return countAppeals(work.manager, areaCode, from, until);
  }

  @ReadAgain('Appeal')
  @Operation()
  async handlingByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['handlingByAppeal']> {
    const visible = await visibleAppeals(work.manager, actor, keys);
    const answers = [
      ...(await this.answersOf(work.manager, actor, [...visible])),
      ...(await this.formerAnswers(work.manager, actor, keys)),
    ];
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    return keys.map((key) => byId.get(key) ?? null);
  }

  /** Whoever is outside follows the handling by its progress; orders, clocks and requests are the offices' own. */
  @Operation()
  async workOrdersByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['workOrdersByAppeal']> {
    const { manager } = work;
    const visible = await visibleToOffices(manager, actor, keys);
    const former = await formerParts(manager, actor, keys);
    const orders = await workOrdersOf(manager, [...visible, ...former.keys()]);
    const answers = await orderAnswers(
      manager,
      orders.filter(({ appealId, unitId }) => visible.has(appealId) || unitId === actor.unitId),
    );
    return keys.map((key) => answers.filter((order) => order.appealId === key));
  }

  @ReadAgain('WorkOrder')
  async workOrdersAgain(
    ids: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<WorkOrderAnswer[]> {
    const orders = await workOrdersWithIds(work.manager, ids);
    const visible = await visibleToOffices(
      work.manager,
      actor,
      orders.map((order) => order.appealId),
    );
    return orderAnswers(
      work.manager,
      orders.filter((order) => visible.has(order.appealId)),
    );
  }

  @Operation()
  async clocksByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['clocksByAppeal']> {
    const visible = await visibleToOffices(work.manager, actor, keys);
    const clocks = await clocksBySubject(work.manager, [...visible]);
    return keys.map((key) => (clocks.get(key) ?? []).map(clockAnswer));
  }

  /** Of these matters those that the actor's unit was let go from: what kind of matter it was, and nothing of what came of it (ADR 39). */
  private async formerAnswers(
    manager: EntityManager,
    actor: Actor,
    ids: readonly string[],
  ): Promise<AppealAnswer[]> {
    const former = await formerParts(manager, actor, ids);
    const handlings = await handlingsById(manager, [...former.keys()]);
    return [...handlings.values()].map(formerAnswer);
  }

  /** What an appeal is handled with may be a neighbour's. */
  private async answersOf(
    manager: EntityManager,
    actor: Actor,
    ids: readonly string[],
  ): Promise<AppealAnswer[]> {
    const handlings = [...(await handlingsById(manager, ids)).values()];
    const targets = handlings.flatMap(({ mergedInto }) => mergedInto ?? []);
    const visible = await visibleAppeals(manager, actor, targets);
    const answers = await appealAnswers(manager, handlings);
    return answers.map((answer, index) => {
      const target = handlings[index]?.mergedInto ?? null;
      const mergedInto = target !== null && visible.has(target) ? { id: target } : null;
      return { ...shownTo(actor, answer), mergedInto };
    });
  }
}

async function orderAnswers(
  manager: EntityManager,
  orders: readonly WorkOrder[],
): Promise<WorkOrderAnswer[]> {
  const ids = orders.map((order) => order.id);
  const [clocks, opinions] = await Promise.all([clocksByOwner(manager, ids), opinionsOf(manager, ids)]);
  return orders.map((order) =>
    workOrderAnswer(order, (clocks.get(order.id) ?? []).map(clockAnswer), opinions.get(order.id)),
  );
}
