import { Controller } from '@nestjs/common';
import { startClocks, type Clock } from '@weisu/clocks';
import { AppealResolved, DomainError, type EventOf, type GovernanceProfile } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { ReactsTo, type Work } from '@weisu/messaging';
import { civilDate } from '@weisu/working-time';
import { setMatterState } from '../matter/matter.store.js';
import { scheduled, type FollowUp } from './follow-up.js';
import { storeFollowUp } from './follow-up.store.js';
import { makerOf, type FollowUpRule } from './makers.js';
import { cancelOpen, openRound } from './round.store.js';

@Controller()
export class FollowUpReactions {
  constructor(private readonly directory: DirectoryClient) {}

  /**
   * The lead says it is done: a new round of asking begins, by the profile the matter runs by. Where the sender follows up itself, nobody
   * of ours calls the appellant a second time. Clocks run from the resolution, not from when the event came.
   */
  @ReactsTo(AppealResolved)
  async onResolved({ payload, time }: EventOf<typeof AppealResolved>, work: Work): Promise<void> {
    const { appealId, profileKey, profileVersion, followUpBySender } = payload;
    const directory = await this.directory.current();
    const profile = directory.profileVersion(profileKey, profileVersion);
    if (!profile) throw new DomainError('PROFILE_MISSING', `${profileKey}@${profileVersion}`);
    await setMatterState(work, appealId, 'RESOLVED');
    await cancelOpen(work, appealId);
    const rules = followUpBySender ? [] : ownRules(profile);
    const roundId = await openRound(work, payload, {
      resolvedAt: time,
      resolvedOn: civilDate(time),
      counted: followUpBySender || rules.some((rule) => rule.kind === 'SUPERVISORY'),
    });
    const tasks: FollowUp[] = [];
    for (const rule of rules) {
      const unitId = makerOf(rule, payload, profile, directory);
      if (unitId === null) throw new DomainError('UNIT_NOT_FOUND', `${rule.kind} of ${payload.areaCode}`);
      const id = work.newId();
      const start = { subject: appealId, ownerId: id, unitId, kind: 'FOLLOW_UP', source: 'PROFILE' } as const;
      const clocks = await startClocks(
        work,
        [{ ...start, startedAt: time, budget: rule.within }],
        directory.calendarAt(payload.areaCode),
      );
      const task = taskOf(rule, { id, appealId, roundId, unitId, reachable: payload.reachable }, clocks);
      await storeFollowUp(work, task);
      tasks.push(task);
    }
    await work.announce(appealId, tasks.map(scheduled));
  }
}

/** HOTLINE is never a task of ours: the hotline imports it. */
function ownRules(profile: GovernanceProfile): readonly FollowUpRule[] {
  return profile.followUps.filter((rule) => rule.kind !== 'HOTLINE');
}

type TaskOf = Readonly<{
  id: string;
  appealId: string;
  roundId: string;
  unitId: string;
  reachable: boolean;
}>;

/** Nobody can be telephoned without a number: one try (a visit, the place itself) is then enough to say that there was no answer. */
function taskOf(rule: FollowUpRule, of: TaskOf, [clock]: readonly Clock[]): FollowUp {
  if (!clock) throw new Error('a follow-up has its clock');
  return {
    id: of.id,
    appealId: of.appealId,
    roundId: of.roundId,
    kind: rule.kind,
    unitId: of.unitId,
    dueBy: clock.dueBy,
    attempts: 0,
    attemptsAllowed: of.reachable ? rule.attempts : 1,
    state: 'OPEN',
    bySubject: null,
    at: null,
    contacted: null,
    outcome: null,
    satisfaction: null,
    counts: rule.kind === 'SUPERVISORY',
    formNumber: null,
    note: null,
  };
}
