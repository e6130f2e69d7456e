import { Injectable } from '@nestjs/common';
import type { LoadAnswer } from '@weisu/api';
import { clocksByOwner } from '@weisu/clocks';
import { isId } from '@weisu/contracts';
import { Operation, possibilitiesOf, type OperationContext } from '@weisu/service-host';
import { confirmationsOf } from '../confirmation/confirmation.store.js';
import { Cases } from '../mediation/cases.store.js';
import { mediationsWithIds } from '../mediation/mediation.store.js';
import { consentsOf } from '../mediation/party.store.js';
import { rules } from './rules.js';

/** What the caller may do now with mediations that it sees, by the rules of the operations themselves. */
@Injectable()
export class PossibleOperations {
  constructor(private readonly cases: Cases) {}

  @Operation()
  async mediationPossibilities(
    keys: readonly string[],
    { actor, work, now }: OperationContext,
  ): Promise<LoadAnswer['mediationPossibilities']> {
    const { manager } = work;
    const found = await mediationsWithIds(manager, [...new Set(keys.filter(isId))]);
    const matters = await this.cases.visible(manager, actor, found);
    const ids = matters.map(({ mediation }) => mediation.id);
    const consents = await consentsOf(manager, ids);
    const clocks = await clocksByOwner(manager, ids);
    const confirmations = await confirmationsOf(manager, ids);
    const answers = new Map(
      matters.map((matter) => {
        const { id } = matter.mediation;
        const facts = {
          ...{ actor, matter, now },
          parties: consents.get(id) ?? [],
          clocks: clocks.get(id) ?? [],
          confirmation: confirmations.get(id) ?? null,
        };
        return [id, { id, operations: possibilitiesOf(rules, facts, actor) }] as const;
      }),
    );
    return keys.map((key) => answers.get(key.toLowerCase()) ?? null);
  }
}
