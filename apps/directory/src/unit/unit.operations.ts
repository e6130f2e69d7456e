import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { Operation, type OperationContext } from '@weisu/service-host';
import { isSignedIn } from '../reach/reach.js';
import { EntryStore } from '../revision/entry.store.js';
import { unitAnswer, unitsFor } from './unit-list.js';

@Injectable()
export class UnitOperations {
  constructor(private readonly entries: EntryStore) {}

  @Operation()
  async units(
    { areaCode, kind }: OperationArgs['units'],
    { actor }: OperationContext,
  ): Promise<OperationAnswer['units']> {
    const { directory } = await this.entries.current();
    return unitsFor(directory, actor, { areaCode: areaCode ?? null, kind: kind ?? null }).map(unitAnswer);
  }

  /** A unit that has ended still has its name: old work orders and summonses are its own. */
  @Operation()
  async unitsById(ids: readonly string[], { actor }: OperationContext): Promise<LoadAnswer['unitsById']> {
    if (!isSignedIn(actor)) return ids.map(() => null);
    const { directory, ended } = await this.entries.current();
    return ids.map((id) => {
      const unit = directory.unit(id) ?? ended.unit(id);
      return unit && unitAnswer(unit);
    });
  }
}
