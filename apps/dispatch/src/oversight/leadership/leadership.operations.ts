import { Injectable } from '@nestjs/common';
import type { AppealAnswer, OperationArgs } from '@weisu/api';
import { announce, CaseLeaderAssigned, DomainError, LeaderDutyDone } from '@weisu/contracts';
import { meetClocks } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { startDated } from '../../ground/deadline/dated.store.js';
import { requireDuty } from '../../ground/duty/require-duty.js';
import { appealAnswerOf } from '../../ground/handling/appeal-view.store.js';
import { requireOpen } from '../../ground/handling/handling.js';
import { areaOf, handlingFor, profileOf } from '../../ground/handling/handling.store.js';
import { writeNote } from '../../ground/note/note.store.js';
import { writtenIfAny } from '../../ground/note/written.js';
import { dutiesOf, requireTeam } from './leadership.js';
import { dutyOf, leadingPeople, replaceLeadership, tickDuty } from './leadership.store.js';

/** 领导包案. */
@Injectable()
export class LeadershipOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** The duties (五包三问) are the street's own text; assigning again replaces leader, duties and team. A duty with a date has a limit of its own. */
  @Operation()
  async assignCaseLeader(
    { id, leaderId, duties, dated, teamIds, members: given }: OperationArgs['assignCaseLeader'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const directory = await this.directories.current();
    const handling = await handlingFor(work, actor, id);
    const profile = profileOf(directory, handling);
    requireDuty(directory, profile, ['SUPERVISE'], actor.unitId, areaOf(handling));
    requireOpen(handling);
    const members = requireTeam(given ?? [], profile.team).map(({ personId, role }) => ({ personId, role }));
    const team = [...new Set([...(teamIds ?? []), ...members.map(({ personId }) => personId)])];
    for (const person of [leaderId, ...team])
      if (!directory.person(person)) throw new DomainError('PERSON_NOT_FOUND', person);
    const leading = { leaderId, teamIds: team, members, duties: dutiesOf(duties, dated ?? [], work.now) };
    const stored = await replaceLeadership(work, id, leading);
    const withDate = stored.flatMap(({ id: ownerId, dueBy }) =>
      dueBy === null ? [] : [{ ownerId, unitId: actor.unitId, dueBy }],
    );
    await startDated(work, directory, { subject: id, areaCode: handling.areaCode, profile }, withDate);
    await work.announce(id, [announce(CaseLeaderAssigned, { appealId: id, leaderId, teamIds: team })]);
    return appealAnswerOf(work.manager, handling);
  }

  /** Ticked off again, it changes nothing. */
  @Operation()
  async tickLeaderDuty(
    { id, dutyId, note }: OperationArgs['tickLeaderDuty'],
    { actor, work }: OperationContext,
  ): Promise<AppealAnswer> {
    const directory = await this.directories.current();
    const handling = await handlingFor(work, actor, id);
    const people = await leadingPeople(work, id);
    const duty = people && (await dutyOf(work, id, dutyId));
    if (!duty) throw new DomainError('NOT_FOUND');
    if (!people.has(actor.subject))
      requireDuty(directory, profileOf(directory, handling), ['SUPERVISE'], actor.unitId, areaOf(handling));
    if (duty.doneAt) return appealAnswerOf(work.manager, handling);
    requireOpen(handling);
    await tickDuty(work, duty.id);
    await meetClocks(work, duty.id, ['CUSTOM']);
    const text = writtenIfAny(note);
    const noteId = text ? await writeNote(work, id, text) : null;
    const late = duty.dueBy !== null && work.now > duty.dueBy;
    await work.announce(id, [announce(LeaderDutyDone, { appealId: id, dutyId: duty.id, late, noteId })]);
    return appealAnswerOf(work.manager, handling);
  }
}
