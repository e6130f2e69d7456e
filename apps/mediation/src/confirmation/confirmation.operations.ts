import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { Operation, type OperationContext, type OperationOptions } from '@weisu/service-host';
import { confirmationAnswer } from '../mediation/answer.js';
import { Cases } from '../mediation/cases.store.js';
import type { Decision, Mediation } from '../mediation/mediation.js';
import { limitedText } from '../mediation/text.js';
import { requireCommittee, requireCommitteeOr, type Matter } from '../mediation/who-may.js';
import { applyForConfirmation, recordRuling, type Confirmation } from './confirmation.js';
import { confirmationsOf, updateConfirmation } from './confirmation.store.js';

type Answer = OperationAnswer['applyJudicialConfirmation'];
type Decide = (
  mediation: Mediation,
  confirmation: Confirmation,
  dueBy: Date,
) => Decision & { confirmation: Confirmation };

/** It has no id of its own: a repetition is answered from the mediation. */
const fromFile: OperationOptions = {
  restore: async ({ cases }: ConfirmationOperations, _, context, { id }: Readonly<{ id: string }>) => {
    const { confirmation } = await cases.answer(context, id);
    if (!confirmation) throw new DomainError('NOT_FOUND');
    return confirmation;
  },
};

@Injectable()
export class ConfirmationOperations {
  constructor(readonly cases: Cases) {}

  @Operation(fromFile)
  async applyJudicialConfirmation(
    { id, input }: OperationArgs['applyJudicialConfirmation'],
    context: OperationContext,
  ): Promise<Answer> {
    return this.decide(context, id, requireCommittee, (mediation, confirmation, dueBy) =>
      applyForConfirmation(mediation, confirmation, input, dueBy, context.now),
    );
  }

  @Operation(fromFile)
  async recordConfirmationRuling(
    { id, confirmed, note }: OperationArgs['recordConfirmationRuling'],
    context: OperationContext,
  ): Promise<Answer> {
    const said = limitedText(note ?? '') || null;
    const permit = (actor: Actor, matter: Matter): void => requireCommitteeOr('STREET', actor, matter);
    return this.decide(context, id, permit, (mediation, confirmation) =>
      recordRuling(mediation, confirmation, confirmed, said, context.now),
    );
  }

  private async decide(
    context: OperationContext,
    id: string,
    permit: (actor: Actor, matter: Matter) => void,
    rule: Decide,
  ): Promise<Answer> {
    const { work } = context;
    const { mediation, clocks } = await this.cases.open(context, id, permit);
    const confirmation = (await confirmationsOf(work.manager, [mediation.id])).get(mediation.id);
    const clock = clocks.find((one) => one.kind === 'CONFIRMATION');
    if (!confirmation || !clock) throw new DomainError('STATE_FORBIDS');
    const decision = rule(mediation, confirmation, clock.dueBy);
    await updateConfirmation(work, mediation.id, decision.confirmation);
    await this.cases.save(work, decision);
    const answer = confirmationAnswer({ confirmation: decision.confirmation, clocks });
    if (!answer) throw new Error('a confirmation without its clock');
    return answer;
  }
}
