import { Inject, Injectable } from '@nestjs/common';
import { askerOf } from '@weisu/appeal-access';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { DataSource } from 'typeorm';
import { needsContact, needsEvaluation, needsIntake, type ExportRow } from './export.js';
import { ownFacts, visibleNumbers } from './facts.store.js';
import type { Others } from './others.client.js';
import { rowOf, type Cell, type SaidByEvaluation, type SaidByIntake } from './matter-row.js';

/** Injection token of the services that are asked. */
export const otherServices = Symbol('otherServices');

/** Matters of one question to intake: a reveal is an entry in its journal that the answer waits for, and an answer is held whole, here and there. */
const askedAtOnce = 250;

type Wanted = Pick<ExportRow, 'id' | 'columns' | 'named' | 'purpose'>;

/** The cells of a page: what dispatch knows, and what intake and evaluation say of it to the asker. No transaction is open while they are asked. */
@Injectable()
export class PageCells {
  constructor(
    private readonly source: DataSource,
    @Inject(otherServices) private readonly others: Others,
  ) {}

  /** One row for each matter that is there, in their order. */
  async of(
    wanted: Wanted,
    { actor, directory }: Readonly<{ actor: Actor; directory: Directory }>,
    ids: readonly string[],
  ): Promise<Cell[][]> {
    if (!ids.length) return [];
    const { manager } = this.source;
    const [own, said, answered] = await Promise.all([
      ownFacts(manager, directory, ids),
      this.saidByIntake(wanted, actor, ids),
      this.saidByEvaluation(wanted, actor, ids),
    ]);
    const repeated = [...said.values()].flatMap((one) => one?.repeatOfId ?? []);
    const numbers = await visibleNumbers(manager, actor, repeated);
    return ids.flatMap((id) => {
      const facts = own.get(id);
      if (!facts) return [];
      const one = said.get(id) ?? null;
      const repeatOf = one?.repeatOfId ? (numbers.get(one.repeatOfId) ?? null) : null;
      return [rowOf(wanted.columns, { ...facts, repeatOf, said: one, answered: answered.get(id) ?? null })];
    });
  }

  private async saidByIntake(
    { id: exportId, columns, named: asked, purpose }: Wanted,
    actor: Actor,
    ids: readonly string[],
  ): Promise<Map<string, SaidByIntake | null>> {
    const said = new Map<string, SaidByIntake | null>();
    if (!needsIntake(columns)) return said;
    const named = asked && needsContact(columns);
    for (let from = 0; from < ids.length; from += askedAtOnce) {
      const keys = ids.slice(from, from + askedAtOnce);
      const input = { exportId, asker: askerOf(actor), keys, named, purpose };
      const answers = await this.others.appeals(input);
      keys.forEach((key, index) => said.set(key, answers[index] ?? null));
    }
    return said;
  }

  private async saidByEvaluation(
    { columns }: Wanted,
    actor: Actor,
    ids: readonly string[],
  ): Promise<Map<string, SaidByEvaluation | null>> {
    if (!needsEvaluation(columns)) return new Map();
    const answers = await this.others.outcomes(askerOf(actor), ids);
    return new Map(ids.map((id, index) => [id, answers[index] ?? null]));
  }
}
