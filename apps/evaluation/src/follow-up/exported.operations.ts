import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { actorOfAsker, visibleAppeals } from '@weisu/appeal-access';
import { DomainError } from '@weisu/contracts';
import { Operation, type OperationContext } from '@weisu/service-host';
import { exportedOutcomes } from './exported.store.js';

/** Matters of one call. */
const mostKeys = 1_000;

/** What an export of the ledger holds of evaluation: by the same filter, key by key, as if the asker had asked. */
@Injectable()
export class ExportedOperations {
  @Operation()
  async exportedOutcomes(
    { keys, asker }: OperationArgs['exportedOutcomes'],
    { work }: OperationContext,
  ): Promise<OperationAnswer['exportedOutcomes']> {
    if (keys.length > mostKeys) throw new DomainError('INVALID_ARGUMENT', `keys: at most ${mostKeys}`);
    const visible = await visibleAppeals(work.manager, actorOfAsker(asker), keys);
    const outcomes = await exportedOutcomes(work, [...visible]);
    return keys.map((key) => outcomes.get(key.toLowerCase()) ?? null);
  }
}
