import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { Operation, type OperationContext } from '@weisu/service-host';
import { Cases } from '../mediation/cases.store.js';
import { saveConsent } from '../mediation/party.store.js';
import { requireCommitteeOr } from '../mediation/who-may.js';
import { recordConsent } from './consent.js';

@Injectable()
export class ConsentOperations {
  constructor(readonly cases: Cases) {}

  @Operation()
  async recordConsent(
    { id, partyId, consents }: OperationArgs['recordConsent'],
    context: OperationContext,
  ): Promise<OperationAnswer['recordConsent']> {
    const { work } = context;
    const { mediation, parties } = await this.cases.open(context, id, (actor, matter) =>
      requireCommitteeOr('COMMUNITY', actor, matter),
    );
    const decision = recordConsent(mediation, parties, partyId, consents);
    if (decision.party) await saveConsent(work, decision.party);
    await this.cases.save(work, decision);
    return this.cases.answer(context, id);
  }
}
