import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { visibleAppeals } from '@weisu/appeal-access';
import { meetClocks } from '@weisu/clocks';
import { DomainError, type GovernanceProfile, isId } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { pageSize } from '@weisu/persistence';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { resolvedStates } from '../matter/matter.js';
import { lockExternalMatter, lockMatter } from '../matter/matter.store.js';
import {
  answerOf,
  endsTask,
  imported,
  record,
  requireOpen,
  saysTheSame,
  type FollowUp,
} from './follow-up.js';
import {
  followUpById,
  followUpsOf,
  hotlineOf,
  nextFormNumber,
  openTasks,
  override,
  storeFollowUp,
} from './follow-up.store.js';
import { cancelOpen, lastRound, markReached, roundById, type Round } from './round.store.js';

type FollowUpAnswer = OperationAnswer['recordFollowUp'];

@Injectable()
export class FollowUpOperations {
  constructor(private readonly directory: DirectoryClient) {}

  @Operation()
  async followUpTasks(
    { first }: OperationArgs['followUpTasks'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['followUpTasks']> {
    const limit = pageSize(first);
    if (actor.unitId === null) return [];
    const directory = await this.directory.current();
    return (await openTasks(work, actor.unitId, limit)).map((task) => answered(task, directory));
  }

  /** The task is its unit's alone: another unit that sees the matter is refused, one that does not see it finds nothing. */
  @Operation()
  async recordFollowUp(
    { id, input }: OperationArgs['recordFollowUp'],
    { actor, work, now }: OperationContext,
  ): Promise<FollowUpAnswer> {
    const answer = answerOf(input);
    const task = await this.ownTask(work, actor, id);
    const unitId = task.unitId ?? '';
    requireOpen(task);
    const directory = await this.directory.current();
    const round = await roundById(work, task.roundId);
    // 离岗代理: who asks for another unit does not judge what the own one did
    if (task.kind !== 'HANDLER' && actor.delegateId !== undefined && actor.delegateId === round?.leadUnitId)
      throw new DomainError('FORBIDDEN', 'your own unit led the matter');
    const { rates } = profileOf(round, directory);
    const ends = endsTask(task, answer);
    const formNumber = ends ? await this.formNumber(work, directory, unitId) : null;
    const decision = record(task, answer, {
      bySubject: actor.subject,
      now,
      partlyWeight: rates.partlyWeight,
      formNumber,
    });
    await storeFollowUp(work, decision.followUp);
    if (ends) await meetClocks(work, task.id, ['FOLLOW_UP']);
    if (decision.verdict) await markReached(work, task.roundId, answer.answered);
    await work.announce(task.appealId, decision.announcements);
    return answered(decision.followUp, directory);
  }

  /** Only for an order that the calling system sent; saying the same again changes nothing. */
  @Operation()
  async importFollowUp(
    { system, number, input }: OperationArgs['importFollowUp'],
    { actor, work, now }: OperationContext,
  ): Promise<FollowUpAnswer> {
    const answer = answerOf(input);
    const matter = await lockExternalMatter(work, { client: actor.client, system, number });
    const directory = await this.directory.current();
    if (!matter)
      throw new DomainError(directory.signsAs(actor.client, system) ? 'NOT_FOUND' : 'EXTERNAL_SYSTEM');
    const round = await lastRound(work, matter.appealId);
    const earlier = round ? await hotlineOf(work, round.id) : null;
    if (earlier && saysTheSame(earlier, answer)) return answered(earlier, directory);
    if (!round || !resolvedStates.has(matter.state))
      throw new DomainError('STATE_FORBIDS', 'the matter is not resolved');
    if (earlier?.state === 'ANSWERED') throw new DomainError('FOLLOW_UP_DONE');
    const { rates } = profileOf(round, directory);
    const decision = imported(earlier ?? hotline(work, matter.appealId, round), answer, {
      client: actor.client,
      now,
      partlyWeight: rates.partlyWeight,
      alone: round.bySender || !round.counted,
    });
    if (answer.answered) {
      await cancelOpen(work, matter.appealId, 'SUPERVISORY');
      await override(work, round.id);
    }
    await storeFollowUp(work, decision.followUp);
    if (decision.verdict) await markReached(work, round.id, answer.answered);
    await work.announce(matter.appealId, decision.announcements);
    return answered(decision.followUp, directory);
  }

  /** For the unit whose task it is, too. */
  @ReadAgain('FollowUp')
  async followUpsAgain(
    [id = '']: readonly string[],
    context: OperationContext,
  ): Promise<readonly FollowUpAnswer[]> {
    const { work, actor } = context;
    const found = isId(id) ? await followUpById(work, id) : null;
    if (!found) return [];
    if (actor.unitId !== null && found.unitId === actor.unitId)
      return [answered(found, await this.directory.current())];
    const seen = await this.followUpsByAppeal([found.appealId], context);
    return seen.flat().filter((one) => one.id === id);
  }

  /** The appellant and the sending system see what was answered, not who asked nor the note beside it. */
  @Operation()
  async followUpsByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['followUpsByAppeal']> {
    const visible = await visibleAppeals(work.manager, actor, keys);
    const directory = await this.directory.current();
    const inside = actor.roles.some((role) => role !== 'RESIDENT' && role !== 'INTEGRATION');
    const answers = (await followUpsOf(work, [...visible])).map((followUp) => {
      const full = answered(followUp, directory);
      return inside ? full : { ...full, by: null, note: null };
    });
    return keys.map((key) => (visible.has(key) ? answers.filter((answer) => answer.appealId === key) : []));
  }

  private async ownTask(work: Work, actor: Actor, id: string): Promise<FollowUp> {
    const seen = isId(id) ? await followUpById(work, id) : null;
    if (!seen) throw new DomainError('NOT_FOUND');
    if (actor.unitId === null || seen.unitId !== actor.unitId) {
      const visible = await visibleAppeals(work.manager, actor, [seen.appealId]);
      throw new DomainError(visible.size ? 'FORBIDDEN' : 'NOT_FOUND');
    }
    await lockMatter(work, seen.appealId);
    return (await followUpById(work, id)) ?? seen;
  }

  /** 群众诉求办理情况回访登记表: numbered without gaps per unit and year. */
  private async formNumber(work: Work, directory: Directory, unitId: string): Promise<string> {
    const year = Number(civilDate(work.now).slice(0, 4));
    const next = await nextFormNumber(work, unitId, year);
    return `（${year}）${directory.unit(unitId)?.name ?? unitId}回访第${next}号`;
  }
}

function profileOf(round: Round | null, directory: Directory): GovernanceProfile {
  const profile = round ? directory.profileVersion(round.profileKey, round.profileVersion) : null;
  if (!profile) throw new DomainError('REFERENCE_INCOMPLETE');
  return profile;
}

/** The hotline's own has no task of ours before it: it is due when it comes. */
function hotline(work: Work, appealId: string, round: Round): FollowUp {
  return {
    id: work.newId(),
    appealId,
    roundId: round.id,
    kind: 'HOTLINE',
    unitId: null,
    dueBy: work.now,
    attempts: 0,
    attemptsAllowed: 1,
    state: 'OPEN',
    bySubject: null,
    at: null,
    contacted: null,
    outcome: null,
    satisfaction: null,
    counts: true,
    formNumber: null,
    note: null,
  };
}

/** The contract wants a unit on every follow-up; for the hotline's own it is the district's office, its counterpart here. */
function answered(followUp: FollowUp, directory: Directory): FollowUpAnswer {
  const { id, kind, appealId, dueBy, at, attempts, contacted, outcome, satisfaction, formNumber, note } =
    followUp;
  const office = directory.allUnits.find((unit) => unit.kind === 'AREA_OFFICE' && unit.areaCode.length === 6);
  const by = followUp.bySubject;
  return {
    id,
    kind,
    appealId,
    unitId: followUp.unitId ?? office?.id ?? '',
    dueBy,
    by: by === null ? null : (directory.person(by)?.name ?? by),
    at,
    attempts,
    contacted,
    outcome,
    satisfaction,
    countsInRates: followUp.counts,
    formNumber,
    note,
  };
}
