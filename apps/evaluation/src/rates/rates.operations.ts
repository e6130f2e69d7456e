import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { DirectoryClient } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { ratesOf } from './rates.js';
import { cellsOf, settlementsOf } from './rates.store.js';
import { codeLength, rowsOf, scopeOf } from './scope.js';

@Injectable()
export class RatesOperations {
  constructor(private readonly directory: DirectoryClient) {}

  @Operation()
  async threeRates(
    question: OperationArgs['threeRates'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['threeRates']> {
    const directory = await this.directory.current();
    const scope = scopeOf(actor, question, directory);
    const level = question.by ?? null;
    const length = level === null ? null : codeLength(level);
    const cells = await cellsOf(work, question, scope, length);
    const settlements = await settlementsOf(work, question, scope, length);
    const modelOf = (key: string, version: number) => directory.profileVersion(key, version)?.rates ?? null;
    const row = (group: string, areaCode: string | null) => {
      const profile = areaCode === null ? null : directory.profileOn(areaCode, question.until);
      return {
        areaCode,
        unitId: scope.unitId,
        ...ratesOf(
          cells.filter((cell) => cell.areaCode === group),
          modelOf,
          settlements.get(group) ?? { finished: 0, settled: 0 },
          profile ? `${profile.key}@${profile.version}` : 'none',
        ),
      };
    };
    if (level === null) return [row('', scope.areaCode)];
    const withFigures = [...cells.map((cell) => cell.areaCode), ...settlements.keys()];
    return rowsOf(level, scope.areaCode, withFigures, directory).map((code) => row(code, code));
  }
}
