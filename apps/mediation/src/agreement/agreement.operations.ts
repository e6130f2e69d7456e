import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { startClocks } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { requireVersion } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { insertConfirmation } from '../confirmation/confirmation.store.js';
import { Cases } from '../mediation/cases.store.js';
import { limitOfConfirmation } from '../mediation/limits.js';
import { requireMediating } from '../mediation/mediation.js';
import { nextNumber } from '../mediation/mediation.store.js';
import { requireText } from '../mediation/text.js';
import { requireCommittee, requireCommitteeOr } from '../mediation/who-may.js';
import { agreementNumber } from '../opening/opening.js';
import { conclude, recordPerformance } from './agreement.js';
import { insertAgreement, insertPerformance } from './agreement.store.js';

@Injectable()
export class AgreementOperations {
  constructor(
    readonly cases: Cases,
    private readonly directory: DirectoryClient,
  ) {}

  @Operation()
  async concludeMediation(
    { id, input, expectedVersion }: OperationArgs['concludeMediation'],
    context: OperationContext,
  ): Promise<OperationAnswer['concludeMediation']> {
    const { work, now } = context;
    const { mediation, parties } = await this.cases.open(context, id, requireCommittee);
    requireVersion(mediation, expectedVersion);
    requireMediating(mediation, parties);
    const directory = await this.directory.current();
    const committee = directory.unit(mediation.committeeId);
    const profile = directory.profileVersion(mediation.profileKey, mediation.profileVersion);
    if (!committee || !profile) throw new DomainError('REFERENCE_INCOMPLETE');

    const year = civilDate(now).slice(0, 4);
    const number = agreementNumber(committee, year, await nextNumber(work, 'AGREEMENT', committee.id, year));
    const decision = conclude(mediation, parties, input, number, now);
    await insertAgreement(work, mediation.id, decision.agreement);
    await insertConfirmation(work, mediation.id);
    const limit = limitOfConfirmation(mediation, profile, decision.agreement.effectiveAt);
    await startClocks(work, [limit], directory.calendarAt(mediation.areaCode));
    await this.cases.save(work, decision);
    return this.cases.answer(context, id);
  }

  @Operation()
  async recordPerformance(
    { id, performed, note }: OperationArgs['recordPerformance'],
    context: OperationContext,
  ): Promise<OperationAnswer['recordPerformance']> {
    const { work } = context;
    const { mediation } = await this.cases.open(context, id, (actor, matter) =>
      requireCommitteeOr('COMMUNITY', actor, matter),
    );
    const decision = recordPerformance(mediation, performed);
    await insertPerformance(work, mediation.id, performed, requireText(note, 'note'));
    await this.cases.save(work, decision);
    return this.cases.answer(context, id);
  }
}
