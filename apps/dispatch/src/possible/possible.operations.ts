import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs, PossibilitiesAnswer } from '@weisu/api';
import { visibleToOffices } from '@weisu/appeal-access';
import { DomainError, isId } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { Operation, possibilitiesOf, type OperationContext } from '@weisu/service-host';
import { findBlockers } from '../case/closing/blockers.store.js';
import { earlierRequests, matterFacts, type Asker } from './matter-facts.store.js';
import { matterRules } from './matter-rules.js';
import { orderFacts } from './order-facts.store.js';
import { orderRules, requestsOfMatter, requestsOfOrder } from './order-rules.js';
import { requestFacts, summonsFacts, whistleFacts } from './whistle-facts.store.js';
import { requestRules, summonsRules, whistleRules } from './whistle-rules.js';

/** Things of one question: as many as a page of a list shows. */
const mostIds = 50;

/** Nothing may be done with what the caller does not see, and with what is another service's. */
const nothing = (id: string): PossibilitiesAnswer => ({ id, operations: [], closingBlockers: [] });

type Found = [id: string, answer: PossibilitiesAnswer];

/** What the caller may do now, by the rules of the operations themselves; nothing is written and nothing locked. */
@Injectable()
export class PossibleOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async possibilities({ ids }: OperationArgs['possibilities']): Promise<OperationAnswer['possibilities']> {
    if (ids.length > mostIds) throw new DomainError('INVALID_ARGUMENT', `ids: at most ${mostIds}`);
    return [...new Set(ids)].map((id) => ({ id }));
  }

  @Operation()
  async dispatchPossibilities(
    keys: readonly string[],
    { actor, work, now }: OperationContext,
  ): Promise<LoadAnswer['dispatchPossibilities']> {
    const ids = [...new Set(keys.filter(isId))];
    const asker = { actor, directory: await this.directories.current(), now };
    const found = new Map<string, PossibilitiesAnswer>();
    for (const part of [ofMatters, ofOrders, ofWhistles, ofRequests]) {
      const left = ids.filter((id) => !found.has(id));
      if (!left.length) break;
      for (const [id, answer] of await part(work, asker, left)) found.set(id, answer);
    }
    return keys.map((key) => found.get(key.toLowerCase()) ?? nothing(key));
  }
}

type Work = OperationContext['work'];

async function ofMatters(work: Work, asker: Asker, ids: readonly string[]): Promise<Found[]> {
  const { manager } = work;
  const seen = await visibleToOffices(manager, asker.actor, ids);
  const matters = await matterFacts(manager, asker, [...seen]);
  const earlier = await earlierRequests(manager, asker.actor.unitId, [...matters.keys()]);
  const answers: Found[] = [];
  for (const [id, matter] of matters) {
    const asking = { matter, earlier: earlier.get(id) ?? new Map() };
    const operations = [
      ...possibilitiesOf(matterRules, matter, asker.actor),
      ...possibilitiesOf(requestsOfMatter, asking, asker.actor),
    ];
    const mayClose = operations.some(({ operation, allowed }) => operation === 'closeAppeal' && allowed);
    const closingBlockers = mayClose ? await findBlockers(work, matter.handling, matter.profile()) : [];
    answers.push([id, { id, operations, closingBlockers }]);
  }
  return answers;
}

async function ofOrders({ manager }: Work, asker: Asker, ids: readonly string[]): Promise<Found[]> {
  return [...(await orderFacts(manager, asker, ids))].map(([id, facts]): Found => {
    const operations = [
      ...possibilitiesOf(orderRules, facts, asker.actor),
      ...possibilitiesOf(requestsOfOrder, facts, asker.actor),
    ];
    return [id, { id, operations, closingBlockers: [] }];
  });
}

async function ofWhistles({ manager }: Work, asker: Asker, ids: readonly string[]): Promise<Found[]> {
  const whistles = [...(await whistleFacts(manager, asker, ids))].map(
    ([id, facts]) => [id, possibilitiesOf(whistleRules, facts, asker.actor)] as const,
  );
  const summonses = [...(await summonsFacts(manager, asker, ids))].map(
    ([id, facts]) => [id, possibilitiesOf(summonsRules, facts, asker.actor)] as const,
  );
  return [...whistles, ...summonses].map(([id, operations]): Found => [
    id,
    { id, operations, closingBlockers: [] },
  ]);
}

async function ofRequests({ manager }: Work, asker: Asker, ids: readonly string[]): Promise<Found[]> {
  return [...(await requestFacts(manager, asker, ids))].map(([id, facts]): Found => {
    const operations = possibilitiesOf(requestRules, facts, asker.actor);
    return [id, { id, operations, closingBlockers: [] }];
  });
}
