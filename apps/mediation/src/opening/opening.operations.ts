import { Injectable } from '@nestjs/common';
import type { OpenMediationInput, OperationAnswer, OperationArgs } from '@weisu/api';
import { requireVisible, scopesOf } from '@weisu/appeal-access';
import { startClocks } from '@weisu/clocks';
import { DomainError, type Unit } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { Operation, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { Cases } from '../mediation/cases.store.js';
import { limitsOfOpening } from '../mediation/limits.js';
import { subjectOf } from '../mediation/mediation.js';
import { insertMediation, nextNumber } from '../mediation/mediation.store.js';
import { insertParties } from '../mediation/party.store.js';
import { fileNumber, openMediation, partiesFrom, reaches, requireCommitteeFor } from './opening.js';

@Injectable()
export class OpeningOperations {
  constructor(
    readonly cases: Cases,
    private readonly directory: DirectoryClient,
  ) {}

  @Operation()
  async openMediation(
    { input }: OperationArgs['openMediation'],
    context: OperationContext,
  ): Promise<OperationAnswer['openMediation']> {
    const { actor, work, now } = context;
    const directory = await this.directory.current();
    const unit = directory.unit(input.committeeId);
    const areaCode = await areaOfMatter(work, actor, input, unit);
    const committee = requireCommitteeFor(unit, areaCode);
    const today = civilDate(now);
    const profile = directory.profileOn(areaCode, today);
    if (!profile) throw new DomainError('PROFILE_MISSING');
    const parties = partiesFrom(input.parties, () => work.newId());
    const mediatorIds = mediatorsOf(directory, committee, input, actor);

    const year = today.slice(0, 4);
    const number = fileNumber(committee, year, await nextNumber(work, 'MEDIATION', committee.id, year));
    const opening = { id: work.newId(), number, input, areaCode, mediatorIds, profile, now };
    const { mediation, announcements } = openMediation(opening);
    await insertMediation(work, mediation);
    await insertParties(work, this.cases.sealing, mediation.id, parties);
    await startClocks(work, limitsOfOpening(mediation, profile), directory.calendarAt(mediation.areaCode));
    await work.announce(subjectOf(mediation), announcements);
    return this.cases.answer(context, mediation.id);
  }
}

/**
 * Where the matter lies. The committee's own mediator may take up any appeal within the committee's reach; street and community only
 * what they see. A dispute without an appeal lies in the area of who brings it.
 */
async function areaOfMatter(
  work: Work,
  actor: Actor,
  input: OpenMediationInput,
  committee: Unit | null,
): Promise<string> {
  const ownCommittee =
    actor.roles.includes('MEDIATOR') && actor.unitId === input.committeeId ? committee : null;
  const brings = actor.roles.includes('STREET') || actor.roles.includes('COMMUNITY');
  if (!ownCommittee && !brings) throw new DomainError('FORBIDDEN');
  const ownArea = ownCommittee ? ownCommittee.areaCode : actor.areaCode;
  const appealId = input.appealId?.toLowerCase();
  if (!appealId) {
    if (ownArea === null) throw new DomainError('AREA_NOT_FOUND');
    return ownArea;
  }
  const scope = ownCommittee
    ? (await scopesOf(work.manager, [appealId])).get(appealId)
    : await requireVisible(work.manager, actor, appealId);
  const areaCode = scope?.areaCode ?? ownArea;
  if (!scope || areaCode === null || (ownCommittee && !reaches(ownCommittee, areaCode)))
    throw new DomainError('NOT_FOUND');
  return areaCode;
}

/** People of the committee; a mediator who opens a dispute and names nobody takes it. */
function mediatorsOf(
  directory: Directory,
  committee: Unit,
  { mediatorIds }: OpenMediationInput,
  actor: Actor,
): string[] {
  const ids = [...new Set(mediatorIds ?? [])];
  if (ids.some((id) => directory.person(id)?.unitId !== committee.id))
    throw new DomainError('PERSON_NOT_FOUND');
  if (!ids.length && directory.person(actor.subject)?.unitId === committee.id) return [actor.subject];
  return ids;
}
