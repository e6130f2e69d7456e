import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { requireVersion } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { Cases } from '../mediation/cases.store.js';
import { requireCommittee } from '../mediation/who-may.js';
import { failMediation } from './failure.js';

@Injectable()
export class FailureOperations {
  constructor(readonly cases: Cases) {}

  @Operation()
  async failMediation(
    { id, reason, expectedVersion }: OperationArgs['failMediation'],
    context: OperationContext,
  ): Promise<OperationAnswer['failMediation']> {
    const { mediation } = await this.cases.open(context, id, requireCommittee);
    requireVersion(mediation, expectedVersion);
    await this.cases.save(context.work, failMediation(mediation, reason));
    return this.cases.answer(context, id);
  }
}
