import { Injectable } from '@nestjs/common';
import type { AppealAnswer, OperationArgs } from '@weisu/api';
import { announce, DomainError, OnTheSpotRecorded } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { Answers } from '../reading/answers.store.js';
import { cleanText } from './content.js';
import { Registrar } from './registrar.operations.js';

@Injectable()
export class OnTheSpotOperations {
  constructor(
    readonly answers: Answers,
    private readonly registrar: Registrar,
  ) {}

  /** 即办件: found and settled by a patrol at once. Recorded where the patrol works, when the place is not said. */
  @Operation()
  async recordOnTheSpot(
    { input }: OperationArgs['recordOnTheSpot'],
    context: OperationContext,
  ): Promise<AppealAnswer> {
    const { actor, work, now } = context;
    if (actor.areaCode === null) throw new DomainError('AREA_NOT_FOUND');
    const action = cleanText(input.action);
    const placed = input.areaCode || input.point ? input : { ...input, areaCode: actor.areaCode };
    const registration = await this.registrar.register(
      { ...placed, channel: 'PATROL', origin: 'FOUND', kind: 'PERSON', confidential: false },
      { reach: actor.areaCode, firstReceiverId: actor.unitId, residentSubject: null, registeredBy: null },
      context,
    );
    const { appeal, directory } = registration;
    if (!registration.fresh) return this.answers.again(appeal.id, context);
    if (appeal.areaCode === null) return this.answers.byId(appeal.id, context);
    requireCategory(directory, input.category, appeal.areaCode, now);
    await work.query(
      'INSERT INTO on_the_spot (appeal_id, category, outcome, action, occurred_at) VALUES ($1, $2, $3, $4, $5)',
      [appeal.id, input.category ?? null, input.outcome, action, input.occurredAt],
    );
    await work.announce(appeal.id, [
      announce(OnTheSpotRecorded, {
        appealId: appeal.id,
        number: appeal.number,
        channel: appeal.channel,
        areaCode: appeal.areaCode,
        category: input.category ?? null,
        outcome: input.outcome,
        occurredAt: input.occurredAt,
        firstReceiverId: appeal.firstReceiverId,
      }),
    ]);
    // dispatch hears of it in a moment; what it will say is known here already
    const answer = await this.answers.ofFresh(appeal, registration.evidenceIds, context);
    return { ...answer, status: 'CLOSED', selfHandled: true };
  }
}

/** Where a street runs by no profile yet, the patrol's word is taken as it is. */
function requireCategory(
  directory: Directory,
  category: string | null | undefined,
  areaCode: string,
  now: Date,
): void {
  const profile = directory.profileOn(areaCode, civilDate(now));
  if (category && profile && !profile.categories.some(({ code }) => code === category))
    throw new DomainError('CATEGORY_UNKNOWN');
}
