import type { OperationArgs, SummonsAnswer, WhistleAnswer } from '@weisu/api';
import { announce, AppealRegistered, profileSchema, type Urgency } from '@weisu/contracts';
import { SnapshotSource, type DirectorySnapshot } from '@weisu/directory-client';
import type { Actor, Role } from '@weisu/identity';
import { actorOf, demoSnapshot, startTestService, TestTime, type TestService } from '@weisu/testing';
import { testConfig } from '../../config.fixture.js';
import { dispatchDefinition } from '../../index.js';

/** A Monday morning. */
export const monday = '2026-11-23T09:00:00+08:00';
export const areas = { street: '440303003', community: '440303003020', neighbour: '440303004' };

const person = (role: Role, unitId: string, areaCode: string): Actor =>
  actorOf({ roles: [role], unitId, areaCode, subject: unitId, name: `${unitId} 的人` });

export const district = person('DISTRICT', '440303.office', '440303');
export const street = person('STREET', '440303003.dispatch-desk', areas.street);
export const police = person('STREET', '440303003.police-station', areas.street);
export const community = person('COMMUNITY', '440303003020.office', areas.community);
export const grid = person('GRID', '440303003020001.office', '440303003020001');
export const urban = person('DEPARTMENT', '440303.urban-management', '440303');
export const housing = person('DEPARTMENT', '440303.housing', '440303');
export const water = person('COMPANY', '440303.water', '440303');
export const street2 = person('STREET', '440303004.dispatch-desk', areas.neighbour);
export const community2 = person('COMMUNITY', '440303004001.office', '440303004001');
export const auditor = actorOf({ roles: ['AUDITOR'], areaCode: '440303', subject: 'auditor' });

/** The demo district, where 翠竹 (S1) does not whistle for KEY_WORK. */
class NarrowDirectory extends SnapshotSource {
  fetch(since: number): Promise<DirectorySnapshot> {
    if (since >= 1) return Promise.resolve({ revision: 1, entries: [] });
    const { revision, entries } = demoSnapshot();
    const narrowed = entries.map((entry) => {
      if (entry.kind !== 'profile' || entry.body?.key !== 'S1') return entry;
      const whistle = { ...entry.body.whistle, situations: ['HARD_MATTER', 'EMERGENCY'] };
      return { ...entry, body: profileSchema.parse({ ...entry.body, whistle }) };
    });
    return Promise.resolve({ revision, entries: narrowed });
  }
}

export type Blow = Partial<OperationArgs['blowWhistle']['input']>;

/** The dispatch service with what these specs do over and over. */
export type WhistleService = TestService &
  Readonly<{
    time: TestTime;
    /** An appeal that intake registered, as urgent as a person classified it. */
    appeal(areaCode?: string, urgency?: Urgency | null, residentSubject?: string): Promise<string>;
    blow(input: Blow, actor?: Actor): Promise<WhistleAnswer>;
    act(operation: SummonsOperation, id: string, actor: Actor, more?: object): Promise<SummonsAnswer>;
    clocks(summonsId: string): Promise<Record<string, string>>;
  }>;

type SummonsOperation =
  | 'acknowledgeSummons'
  | 'refuseSummons'
  | 'upholdRefusal'
  | 'overruleRefusal'
  | 'waiveSummons'
  | 'reportIn'
  | 'recordAction'
  | 'finishSummons'
  | 'proposeSubstitute'
  | 'decideSubstitute'
  | 'answerRating';

export async function startWhistleService(): Promise<WhistleService> {
  const time = new TestTime(monday);
  const service = await startTestService(dispatchDefinition, testConfig(new NarrowDirectory()), time);
  let registered = 0;
  return {
    ...service,
    time,
    async appeal(areaCode = areas.community, urgency = null, residentSubject) {
      registered += 1;
      const appealId = `0193a8f0-0000-7000-8000-${String(registered).padStart(12, '0')}`;
      const payload = registration(appealId, registered, areaCode, residentSubject ?? null, time.now());
      await service.probe.say(appealId, announce(AppealRegistered, payload), time.now());
      await service.sql('UPDATE handling SET urgency = $2 WHERE id = $1', [appealId, urgency]);
      return appealId;
    },
    blow: (input, actor = street) =>
      service.call<WhistleAnswer>('blowWhistle', { input: { ...whistleOf(), ...input } }, actor),
    act: (operation, id, actor, more = {}) => service.call<SummonsAnswer>(operation, { id, ...more }, actor),
    async clocks(summonsId) {
      const rows = await service.sql<{ kind: string; state: string }>(
        'SELECT kind, state FROM clock WHERE owner_id = $1',
        [summonsId],
      );
      return Object.fromEntries(rows.map(({ kind, state }) => [kind, state]));
    },
  };
}

function whistleOf(): OperationArgs['blowWhistle']['input'] {
  return {
    appealIds: [],
    areaCode: areas.community,
    situation: 'HARD_MATTER',
    reason: '水管爆裂，路面塌陷',
    unitIds: [urban.unitId ?? ''],
  };
}

/** The summons of a unit in an answer. */
export function summonsOf(whistle: WhistleAnswer, actor: Actor): SummonsAnswer {
  const summons = whistle.summonses.find((one) => one.unitId === actor.unitId);
  if (!summons) throw new Error(`${actor.unitId ?? 'nobody'} was not called`);
  return summons;
}

function registration(
  appealId: string,
  count: number,
  areaCode: string,
  residentSubject: string | null,
  submittedAt: Date,
) {
  return {
    appealId,
    number: `20261123-${String(count).padStart(6, '0')}-1`,
    channel: 'WEB' as const,
    origin: 'REPORTED' as const,
    areaCode,
    confidential: false,
    reachable: true,
    submittedAt,
    firstReceiverId: null,
    repeatOfId: null,
    residentSubject,
    registeredBy: null,
    secretVerifier: null,
    suggestion: null,
    external: null,
  };
}
