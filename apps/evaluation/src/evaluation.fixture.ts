import { createHash, randomUUID } from 'node:crypto';
import { announce, AppealRegistered, AppealResolved, type ActorRef } from '@weisu/contracts';
import type { SnapshotSource } from '@weisu/directory-client';
import { actorOf, DemoDirectory, startTestService, type TestService, type TestTime } from '@weisu/testing';
import { evaluationDefinition, evaluationSettings } from './index.js';

export const street = actorOf({
  roles: ['STREET'],
  unitId: '440303003.dispatch-desk',
  areaCode: '440303003',
  subject: 'street',
});
export const enforcement = actorOf({
  roles: ['STREET'],
  unitId: '440303003.enforcement',
  areaCode: '440303003',
  subject: 'enforcement',
});
export const grid = actorOf({
  roles: ['GRID'],
  unitId: '440303003020001.office',
  areaCode: '440303003020001',
  subject: 'grid',
});
export const neighbour = actorOf({
  roles: ['STREET'],
  unitId: '440303004.dispatch-desk',
  areaCode: '440303004',
  subject: 'street-2',
});
export const district = actorOf({ roles: ['DISTRICT'], unitId: '440303.office', areaCode: '440303' });
export const department = actorOf({
  roles: ['DEPARTMENT'],
  unitId: '440303.urban-management',
  areaCode: '440303',
});
export const auditor = actorOf({ roles: ['AUDITOR'], areaCode: '440303' });
export const hotline = actorOf({ roles: ['INTEGRATION'], client: 'hotline' });
export const otherSystem = actorOf({ roles: ['INTEGRATION'], client: 'petition-system' });
export const resident = actorOf({ roles: ['RESIDENT'], subject: 'resident-1' });

export const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export function startEvaluation(
  time: TestTime,
  directory: SnapshotSource = new DemoDirectory(),
): Promise<TestService> {
  const config = { ...evaluationSettings({}), directory };
  return startTestService(evaluationDefinition, config, time);
}

type Registered = Parameters<typeof announce<typeof AppealRegistered>>[1];
type Resolved = Parameters<typeof announce<typeof AppealResolved>>[1];

export type MatterGiven = Readonly<{
  registered?: Partial<Registered>;
  resolved?: Partial<Resolved>;
}>;

let lastNumber = 0;

/** Registers a matter in 东门社区第一网格 as intake would; answers its id and number. */
export async function register(
  service: TestService,
  at: Date,
  given: Partial<Registered> = {},
): Promise<{ appealId: string; number: string }> {
  const appealId = given.appealId ?? randomUUID();
  const number = given.number ?? `20261123-${String((lastNumber += 1)).padStart(6, '0')}-1`;
  await service.probe.say(
    appealId,
    announce(AppealRegistered, {
      channel: 'WEB',
      origin: 'REPORTED',
      areaCode: '440303003020001',
      confidential: false,
      reachable: true,
      submittedAt: at,
      firstReceiverId: null,
      repeatOfId: null,
      residentSubject: null,
      registeredBy: null,
      secretVerifier: createHash('sha256').update(secret).digest('hex'),
      suggestion: null,
      external: null,
      ...given,
      appealId,
      number,
    }),
    at,
  );
  return { appealId, number };
}

/** The lead says it is done, as dispatch would. */
export async function resolve(
  service: TestService,
  appealId: string,
  at: Date,
  given: Partial<Resolved> = {},
): Promise<void> {
  await service.probe.say(
    appealId,
    announce(AppealResolved, {
      appealId,
      leadUnitId: '440303003.enforcement',
      areaCode: '440303003020001',
      urgency: 'FAST',
      reachable: true,
      contactedInTime: true,
      followUpBySender: false,
      profileKey: 'S2',
      profileVersion: 3,
      ...given,
    }),
    at,
    lead,
  );
}

export async function registerResolved(
  service: TestService,
  at: Date,
  given: MatterGiven = {},
): Promise<{ appealId: string; number: string }> {
  const matter = await register(service, at, given.registered);
  await resolve(service, matter.appealId, at, given.resolved);
  return matter;
}

export const externalOrder = (number: string) => ({
  system: '12345',
  number,
  dispatchedAt: new Date('2026-11-20T09:00:00+08:00'),
  dueBy: new Date('2026-11-27T18:00:00+08:00'),
  returnBy: null,
  categoryCode: null,
  urgency: null,
  handlerUnitIds: [],
  followUpBySender: true,
  replyRequired: true,
});

const lead: ActorRef = { subject: 'enforcement', kind: 'STAFF', unitId: '440303003.enforcement' };
