import { createHash, randomUUID } from 'node:crypto';
import type { AppealAnswer, WorkOrderAnswer } from '@weisu/api';
import { announce, AppealRegistered, type PayloadOf } from '@weisu/contracts';
import type { SnapshotSource } from '@weisu/directory-client';
import {
  actorOf,
  DemoDirectory,
  eventually,
  startTestService,
  type TestService,
  type TestTime,
} from '@weisu/testing';
import { testConfig } from './config.fixture.js';
import type { Others } from './reading/export/others.client.js';
import { dispatchDefinition } from './index.js';

/** Officials of the demo district: 东门街道 runs S2, 翠竹街道 S1. */
export const officials = {
  district: actorOf({
    roles: ['DISTRICT'],
    unitId: '440303.office',
    areaCode: '440303',
    subject: 'district',
  }),
  desk: actorOf({
    roles: ['STREET'],
    unitId: '440303003.dispatch-desk',
    areaCode: '440303003',
    subject: 'desk',
  }),
  community: actorOf({
    roles: ['COMMUNITY'],
    unitId: '440303003020.office',
    areaCode: '440303003020',
    subject: 'community',
  }),
  grid: actorOf({
    roles: ['GRID'],
    unitId: '440303003020001.office',
    areaCode: '440303003020001',
    subject: 'grid',
  }),
  department: actorOf({
    roles: ['DEPARTMENT'],
    unitId: '440303.urban-management',
    areaCode: '440303',
    subject: 'department',
  }),
  neighbour: actorOf({
    roles: ['STREET'],
    unitId: '440303004.dispatch-desk',
    areaCode: '440303004',
    subject: 'neighbour',
  }),
  neighbourCommunity: actorOf({
    roles: ['COMMUNITY'],
    unitId: '440303004029.office',
    areaCode: '440303004029',
    subject: 'nc',
  }),
  hotline: actorOf({ roles: ['INTEGRATION'], areaCode: '440303', client: 'hotline', subject: 'hotline' }),
  auditor: actorOf({ roles: ['AUDITOR'], areaCode: '440303', subject: 'auditor' }),
} as const;

export const inDongmen = '440303003020001';
export const inCuizhu = '440303004029001';

export function startDispatch(
  time: TestTime,
  directory: SnapshotSource = new DemoDirectory(),
  others?: Others,
): Promise<TestService> {
  return startTestService(dispatchDefinition, testConfig(directory, others), time);
}

/** A secret and what dispatch keeps of it. */
export const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const secretVerifier = createHash('sha256').update(secret).digest('hex');

let running = 0;

/** A matter arrives from intake and dispatch has heard of it. */
export async function registered(
  service: TestService,
  time: TestTime,
  overrides: Partial<PayloadOf<typeof AppealRegistered>> = {},
): Promise<string> {
  const appealId = overrides.appealId ?? randomUUID();
  running += 1;
  await service.probe.say(
    appealId,
    announce(AppealRegistered, {
      appealId,
      number: `20261123-${String(running).padStart(6, '0')}-0`,
      channel: 'WEB',
      origin: 'REPORTED',
      areaCode: inDongmen,
      confidential: false,
      reachable: true,
      submittedAt: time.now(),
      firstReceiverId: null,
      repeatOfId: null,
      residentSubject: null,
      registeredBy: null,
      secretVerifier: null,
      suggestion: null,
      external: null,
      ...overrides,
    }),
    time.now(),
  );
  await eventually(async () => {
    const rows = await service.sql('SELECT 1 FROM handling WHERE id = $1', [appealId]);
    if (!rows.length) throw new Error('dispatch has not heard of it');
  });
  return appealId;
}

export const asLighting = {
  category: 'LIGHTING',
  nature: 'COMPLAINT',
  urgency: 'FAST',
  complex: false,
} as const;

/** Classified and allocated by the street's desk to the grid as lead, with the department assisting. */
export async function allocated(
  service: TestService,
  appealId: string,
): Promise<{ lead: WorkOrderAnswer; assist: WorkOrderAnswer }> {
  await service.call('classifyAppeal', { id: appealId, input: asLighting }, officials.desk);
  const orders = await service.call<WorkOrderAnswer[]>(
    'allocateAppeal',
    {
      id: appealId,
      handlers: [
        { unitId: '440303003020001.office', role: 'LEAD' },
        { unitId: '440303.urban-management', role: 'ASSIST' },
      ],
    },
    officials.desk,
  );
  const [lead] = orders.filter((order) => order.role === 'LEAD');
  const [assist] = orders.filter((order) => order.role === 'ASSIST');
  if (!lead || !assist) throw new Error('no orders');
  return { lead, assist };
}

export async function statusOf(service: TestService, appealId: string): Promise<AppealAnswer['status']> {
  const answer = await service.call<AppealAnswer | null>('appeal', { id: appealId }, officials.auditor);
  return answer?.status;
}

/** The clocks of an order, by kind, as they are now. */
export async function clocksOf(
  service: TestService,
  orderId: string,
): Promise<Record<string, { id: string; state: string; due_by: Date; met_at: Date | null }>> {
  const rows = await service.sql<{
    id: string;
    kind: string;
    state: string;
    due_by: Date;
    met_at: Date | null;
  }>('SELECT id, kind, state, due_by, met_at FROM clock WHERE owner_id = $1 ORDER BY started_at, id', [
    orderId,
  ]);
  return Object.fromEntries(rows.map((row) => [row.kind, row]));
}

export async function numberOf(service: TestService, appealId: string): Promise<string> {
  const [row] = await service.sql<{ number: string }>('SELECT number FROM handling WHERE id = $1', [
    appealId,
  ]);
  if (!row) throw new Error('dispatch has not heard of it');
  return row.number;
}
