import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { Operation, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { EntryStore } from '../revision/entry.store.js';
import { areaAnswer, areaInForce } from './area.js';

/** Administrative areas are public: whoever reports, with an account or without, finds the place by them. */
@Injectable()
export class AreaOperations {
  constructor(private readonly entries: EntryStore) {}

  /** Ended areas too: matters of the past lie in them. */
  @Operation()
  async area({ code }: OperationArgs['area']): Promise<OperationAnswer['area']> {
    const { directory } = await this.entries.current();
    const area = directory.area(code);
    return area && areaAnswer(area);
  }

  @Operation()
  async areasByCode(codes: readonly string[]): Promise<LoadAnswer['areasByCode']> {
    const { directory } = await this.entries.current();
    return codes.map((code) => {
      const area = directory.area(code);
      return area && areaAnswer(area);
    });
  }

  /** The areas in force today, in the order of their codes. */
  @Operation()
  async areasByParent(
    codes: readonly string[],
    { now }: OperationContext,
  ): Promise<LoadAnswer['areasByParent']> {
    const { directory } = await this.entries.current();
    const today = civilDate(now);
    const inForce = directory.areas.filter((area) => areaInForce(area, today)).map(areaAnswer);
    return codes.map((code) => inForce.filter(({ parentCode }) => parentCode === code));
  }

  @Operation()
  async boundariesByCode(codes: readonly string[]): Promise<LoadAnswer['boundariesByCode']> {
    const { directory } = await this.entries.current();
    return codes.map((code) => directory.area(code)?.boundary ?? null);
  }
}
