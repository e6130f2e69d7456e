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

/**
 * Matters that are read at a time: an answer of another service is held whole, here and there, and a reveal is an entry in the journal of intake that the answer waits
 * for. One service after another, so that an export never takes a second processor from people.
 */
const piece = 250;

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
    asker: Readonly<{ actor: Actor; directory: Directory }>,
    ids: readonly string[],
  ): Promise<Cell[][]> {
    const rows: Cell[][] = [];
    for (let from = 0; from < ids.length; from += piece)
      rows.push(...(await this.ofPiece(wanted, asker, ids.slice(from, from + piece))));
    return rows;
  }

  private async ofPiece(
    wanted: Wanted,
    { actor, directory }: Readonly<{ actor: Actor; directory: Directory }>,
    ids: readonly string[],
  ): Promise<Cell[][]> {
    const { manager } = this.source;
    const own = await ownFacts(manager, directory, ids);
    const said = await this.saidByIntake(wanted, actor, ids);
    const answered = await this.saidByEvaluation(wanted, actor, ids);
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
    if (!needsIntake(columns)) return new Map();
    const named = asked && needsContact(columns);
    const input = { exportId, asker: askerOf(actor), keys: ids, named, purpose };
    const answers = await this.others.appeals(input);
    return new Map(ids.map((id, index) => [id, answers[index] ?? null]));
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
