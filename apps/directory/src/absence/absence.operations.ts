import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { AbsenceEnded, AbsenceRecorded, announce, DomainError, type Absence } from '@weisu/contracts';
import { ownUnit, requireOwnUnit, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import type { PackChange } from '../import/pack-change.js';
import { publishChanges } from '../import/pack-import.operations.js';
import { lockRevision } from '../import/pack-import.store.js';
import { EntryStore } from '../revision/entry.store.js';
import { unitAnswer } from '../unit/unit-list.js';
import { forgotten, requireFit, requirePeriod, requireRecorder, requireSomebody } from './absence.js';

type Answer = OperationAnswer['recordAbsence'];

const longestReason = 500;

/** 离岗代理与 AB 角. Every service reads them from its copy of the reference data, so each step is a revision. */
@Injectable()
export class AbsenceOperations {
  constructor(private readonly entries: EntryStore) {}

  /** Of the caller's unit, of units that it stands in for, and of those that its area covers. */
  @Operation()
  async absences(
    { unitId, past }: OperationArgs['absences'],
    { actor, now, work }: OperationContext,
  ): Promise<OperationAnswer['absences']> {
    const { directory } = await this.entries.current();
    if (unitId) requireOwnUnit(directory, actor, unitId);
    const listed = directory.absences.all
      .filter((absence) => (unitId ? absence.unitId === unitId : concerns(directory, actor, absence)))
      .filter(({ until }) => past === true || Date.parse(until) > now.getTime())
      .toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from));
    const reasons = await reasonsOf(
      work,
      listed.map(({ id }) => id),
    );
    return listed.map((absence) => absenceAnswer(absence, reasons.get(absence.id) ?? ''));
  }

  @ReadAgain('Absence')
  async absencesAgain([id = '']: readonly string[], context: OperationContext): Promise<readonly Answer[]> {
    return (await this.absences({ past: true }, context)).filter((absence) => absence.id === id);
  }

  @Operation()
  async deputy(
    { unitId }: OperationArgs['deputy'],
    { actor }: OperationContext,
  ): Promise<OperationAnswer['deputy']> {
    const { directory } = await this.entries.current();
    return answerOf(directory, directory.absences.deputyOf(requireOwnUnit(directory, actor, unitId).id));
  }

  @Operation()
  async recordAbsence(
    { input }: OperationArgs['recordAbsence'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const reason = input.reason.trim();
    if (!reason) throw new DomainError('TEXT_EMPTY', 'reason');
    if (reason.length > longestReason) throw new DomainError('TEXT_TOO_LONG', 'reason');
    const directory = await this.locked(work);
    const unit = requireRecorder(directory, actor, input.unitId);
    const delegateId = input.delegateId ?? directory.absences.deputyOf(unit.id);
    if (delegateId === null)
      throw new DomainError('ABSENCE_INVALID', 'no delegate is named and the unit has no deputy');
    const delegate = requireFit(unit, directory.unit(delegateId), delegateId);
    const { from, until } = requirePeriod(input.from ?? work.now, input.until, work.now);
    const absence: Absence = {
      id: work.newId(),
      unitId: unit.id,
      delegateId: delegate.id,
      from: from.toISOString(),
      until: until.toISOString(),
      recordedAt: work.now.toISOString(),
      recordedBy: actor.subject,
    };
    requireSomebody(directory.absences, absence, (id) => directory.unit(id)?.name ?? id);
    const old = forgotten(directory.absences.all, work.now).map(({ id }) => id);
    await work.query('INSERT INTO absence_reason (absence_id, reason) VALUES ($1, $2)', [absence.id, reason]);
    await work.query('DELETE FROM absence_reason WHERE absence_id = ANY($1::uuid[])', [old]);
    await publishChanges(work, `absence of ${unit.id}`, [
      changeOf('ADDED', absence.id, absence),
      ...old.map((id) => changeOf('ENDED', id, null)),
    ]);
    await work.announce(absence.id, [
      announce(AbsenceRecorded, {
        absenceId: absence.id,
        unitId: unit.id,
        delegateId: delegate.id,
        from,
        until,
      }),
    ]);
    return absenceAnswer(absence, reason);
  }

  /** The unit is back, or does not go. */
  @Operation()
  async endAbsence({ id }: OperationArgs['endAbsence'], { actor, work }: OperationContext): Promise<Answer> {
    const directory = await this.locked(work);
    const absence = directory.absences.all.find((one) => one.id === id);
    if (!absence || !concerns(directory, actor, absence)) throw new DomainError('NOT_FOUND');
    requireRecorder(directory, actor, absence.unitId);
    if (Date.parse(absence.until) <= work.now.getTime())
      throw new DomainError('STATE_FORBIDS', absence.until);
    const begun = Date.parse(absence.from) < work.now.getTime();
    const ended = { ...absence, until: begun ? work.now.toISOString() : absence.from };
    await publishChanges(work, `absence of ${absence.unitId}`, [
      begun ? changeOf('CHANGED', id, ended) : changeOf('ENDED', id, null),
    ]);
    const { unitId, delegateId } = absence;
    await work.announce(id, [
      announce(AbsenceEnded, { absenceId: id, unitId, delegateId, until: new Date(ended.until) }),
    ]);
    const reasons = await reasonsOf(work, [id]);
    if (!begun) await work.query('DELETE FROM absence_reason WHERE absence_id = $1', [id]);
    return absenceAnswer(ended, reasons.get(id) ?? '');
  }

  /** AB 角: who stands in when the unit is away and names nobody. */
  @Operation({ whole: 'a unit, which everybody with an account may read' })
  async setDeputy(
    { unitId, deputyId }: OperationArgs['setDeputy'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['setDeputy']> {
    const directory = await this.locked(work);
    const unit = requireRecorder(directory, actor, unitId);
    const before = directory.absences.deputyOf(unit.id);
    const after = deputyId ? requireFit(unit, directory.unit(deputyId), deputyId).id : null;
    if (after !== before) {
      const body = after === null ? null : { unitId: unit.id, deputyId: after };
      const change = before === null ? 'ADDED' : after === null ? 'ENDED' : 'CHANGED';
      await publishChanges(work, `deputy of ${unit.id}`, [
        { change, entry: { kind: 'deputy', key: unit.id, body } },
      ]);
    }
    return answerOf(directory, after);
  }

  /** Read after the lock, so that two who record at once see each other: together they could close a ring. */
  private async locked(work: Work): Promise<Directory> {
    await lockRevision(work);
    return this.entries.read(work.manager);
  }
}

function concerns(directory: Directory, actor: Actor, { unitId, delegateId }: Absence): boolean {
  return actor.unitId === delegateId || ownUnit(directory, actor, unitId) !== null;
}

function answerOf(directory: Directory, unitId: string | null): OperationAnswer['deputy'] {
  const unit = unitId === null ? null : directory.unit(unitId);
  return unit && unitAnswer(unit);
}

function changeOf(change: PackChange['change'], key: string, body: Absence | null): PackChange {
  return { change, entry: { kind: 'absence', key, body } };
}

async function reasonsOf(work: Work, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await work.query<{ id: string; reason: string }>(
    'SELECT absence_id AS id, reason FROM absence_reason WHERE absence_id = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, reason }) => [id, reason]));
}

function absenceAnswer(absence: Absence, reason: string): Answer {
  const { id, unitId, delegateId, recordedBy: recordedById } = absence;
  return {
    id,
    unitId,
    delegateId,
    from: new Date(absence.from),
    until: new Date(absence.until),
    reason,
    recordedAt: new Date(absence.recordedAt),
    recordedById,
  };
}
