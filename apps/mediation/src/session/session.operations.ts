import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { Operation, type OperationContext } from '@weisu/service-host';
import { Cases } from '../mediation/cases.store.js';
import { requireCommittee } from '../mediation/who-may.js';
import { recordSession } from './session.js';
import { insertSession } from './session.store.js';

@Injectable()
export class SessionOperations {
  constructor(readonly cases: Cases) {}

  @Operation()
  async recordMediationSession(
    { id, input }: OperationArgs['recordMediationSession'],
    context: OperationContext,
  ): Promise<OperationAnswer['recordMediationSession']> {
    const { work, now } = context;
    const { mediation, parties } = await this.cases.open(context, id, requireCommittee);
    const decision = recordSession(mediation, parties, input, work.newId(), now);
    await insertSession(work, this.cases.sealing, mediation.id, decision.session);
    await this.cases.save(work, decision);
    return this.cases.answer(context, id);
  }
}
