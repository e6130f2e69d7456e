import { Injectable } from '@nestjs/common';
import type { LoadAnswer, MediationAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { openingsOf, readerOf, recordOpening } from '@weisu/appeal-access';
import { Operation, type OperationContext } from '@weisu/service-host';
import { Cases } from './cases.store.js';
import { docketPage } from './docket.store.js';
import { findMediation, mediationsOfAppeals } from './mediation.store.js';

@Injectable()
export class MediationOperations {
  constructor(readonly cases: Cases) {}

  @Operation()
  async mediation(
    { id }: OperationArgs['mediation'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['mediation']> {
    const found = await findMediation(work.manager, id);
    if (!found) return null;
    const [answer] = await this.cases.answers(work.manager, actor, [found]);
    if (!answer) return null;
    await recordOpening(work, 'mediation', found.appealId ? [found.appealId] : [], readerOf(work, actor));
    return answer;
  }

  @Operation()
  async mediations(
    { filter, first, after }: OperationArgs['mediations'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['mediations']> {
    const { edges, pageInfo } = await docketPage(work.manager, actor, filter ?? {}, first, after);
    const answers = await this.cases.answers(
      work.manager,
      actor,
      edges.map(({ node }) => node),
    );
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    return {
      edges: edges.flatMap(({ node: { id }, cursor }) => {
        const node = byId.get(id);
        return node ? [{ node, cursor }] : [];
      }),
      pageInfo,
    };
  }

  @Operation()
  async mediationOpenings(
    { id, first, after }: OperationArgs['mediationOpenings'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['mediationOpenings']> {
    return openingsOf(work, actor, id, first, after);
  }

  @Operation()
  async mediationsByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['mediationsByAppeal']> {
    const found = await mediationsOfAppeals(work.manager, keys);
    const byAppeal = new Map<string, MediationAnswer[]>();
    for (const answer of await this.cases.answers(work.manager, actor, found)) {
      const appealId = answer.appealId ?? '';
      byAppeal.set(appealId, [...(byAppeal.get(appealId) ?? []), answer]);
    }
    return keys.map((key) => byAppeal.get(key.toLowerCase()) ?? []);
  }
}
