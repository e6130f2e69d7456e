import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { announce, contains, DomainError, DutyCallAnswered, isId } from '@weisu/contracts';
import { cancelClocks } from '@weisu/clocks';
import { DirectoryClient, ownUnit, requireOwnUnit, type Directory } from '@weisu/directory-client';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { lockCall, openCallsOf, saveAnswer, type DutyCall } from './duty-call.store.js';
import { requireShifts } from './roster.js';
import { replaceShifts, shiftsOf, shiftsWithIds } from './roster.store.js';

type CallAnswer = OperationAnswer['answerDutyCall'];

/** 值班表: whom a clock rings at night. */
@Injectable()
export class RosterOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async dutyRoster(
    { unitId, from, until }: OperationArgs['dutyRoster'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['dutyRoster']> {
    requireOwnUnit(await this.directories.current(), actor, unitId);
    requireShifts(from, until, []);
    return shiftsOf(work.manager, unitId, from, until);
  }

  /** A unit sets its own roster; an office also those of its subtree. */
  @Operation()
  async setDutyRoster(
    { unitId, from, until, shifts: given }: OperationArgs['setDutyRoster'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['setDutyRoster']> {
    const directory = await this.directories.current();
    requireOwnUnit(directory, actor, unitId);
    const shifts = requireShifts(
      from,
      until,
      given.map((shift) => ({ ...shift, backupId: shift.backupId ?? null })),
    );
    for (const { personId, backupId } of shifts)
      for (const id of backupId === null ? [personId] : [personId, backupId])
        requirePerson(directory, id, unitId);
    await replaceShifts(work, unitId, from, until, shifts);
    return shiftsOf(work.manager, unitId, from, until);
  }

  @ReadAgain('DutyShift')
  async shiftsAgain(
    ids: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['setDutyRoster']> {
    const directory = await this.directories.current();
    const shifts = await shiftsWithIds(work.manager, ids);
    return shifts.filter(({ unitId }) => ownUnit(directory, actor, unitId) !== null);
  }

  @ReadAgain('DutyCall')
  async callsAgain([id = '']: readonly string[], context: OperationContext): Promise<readonly CallAnswer[]> {
    return [callAnswer(await this.ownCall(id, context))];
  }

  @Operation()
  async dutyCalls(
    _: OperationArgs['dutyCalls'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['dutyCalls']> {
    return (await openCallsOf(work.manager, actor.subject)).map(callAnswer);
  }

  /** Answering again changes nothing. */
  @Operation()
  async answerDutyCall(
    { id }: OperationArgs['answerDutyCall'],
    { actor, work }: OperationContext,
  ): Promise<CallAnswer> {
    const call = await this.ownCall(id, { actor, work });
    if (call.answeredAt) return callAnswer(call);
    await saveAnswer(work, call.id, actor.subject);
    await cancelClocks(work, [call.id]);
    await work.announce(call.subject, [
      announce(DutyCallAnswered, { dutyCallId: call.id, clockId: call.clockId, personId: actor.subject }),
    ]);
    return callAnswer({ ...call, answeredAt: work.now, answeredById: actor.subject });
  }

  /** Whoever was rung; for everybody else there is no such call. */
  private async ownCall(
    id: string,
    { actor, work }: Pick<OperationContext, 'actor' | 'work'>,
  ): Promise<DutyCall> {
    const call = isId(id) ? await lockCall(work, id) : null;
    const rung =
      call && (call.personId === actor.subject || (call.backupId === actor.subject && call.backupCalledAt));
    if (!rung) throw new DomainError('NOT_FOUND');
    return call;
  }
}

/** Somebody of the unit's own line: who works at its area, above it or below it. Another street's people are not called to its matters. */
function requirePerson(directory: Directory, personId: string, unitId: string): void {
  const person = directory.person(personId);
  const theirs = person?.areaCode ?? null;
  const ours = directory.unit(unitId)?.areaCode ?? '';
  if (!theirs || !(contains(theirs, ours) || contains(ours, theirs)))
    throw new DomainError('PERSON_NOT_FOUND', personId);
}

function callAnswer({ clockId: _clockId, subject, ...call }: DutyCall): CallAnswer {
  return { ...call, subjectId: subject };
}
