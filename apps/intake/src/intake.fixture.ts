import { accountSubject } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { actorOf, DemoDirectory, startTestService, TestTime, type TestService } from '@weisu/testing';
import { intakeDefinition, type IntakeConfig } from './index.js';
import { retentionTerms } from './retention/terms.js';

/** Intake on a database of its own, in the demo district, on a Monday morning. */
export async function startIntake(): Promise<TestService & Readonly<{ time: TestTime }>> {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  return { ...(await startTestService(intakeDefinition, config, time)), time };
}

export const config: IntakeConfig = {
  keys: {
    sealing: { writesWith: 'k1', keys: new Map([['k1', Buffer.alloc(32, 1)]]) },
    person: Buffer.alloc(32, 2),
    tracking: Buffer.alloc(32, 3),
  },
  directory: new DemoDirectory(),
  retention: retentionTerms({}),
};

const account = (
  name: string,
  roles: Actor['roles'],
  areaCode: string | null,
  unitId: string | null = null,
) => actorOf({ subject: accountSubject(name), roles, areaCode, unitId });

export const district = account('district', ['DISTRICT'], '440303', '440303.office');
export const street = account('street', ['STREET'], '440303003', '440303003.dispatch-desk');
export const streetTwo = account('street-2', ['STREET'], '440303004', '440303004.dispatch-desk');
export const community = account('community', ['COMMUNITY'], '440303003020', '440303003020.office');
export const communityTwo = account('community-2', ['COMMUNITY'], '440303004029', '440303004029.office');
export const grid = account('grid', ['GRID'], '440303003020001', '440303003020001.office');
export const department = account('department', ['DEPARTMENT'], '440303', '440303.urban-management');
export const company = account('company', ['COMPANY'], '440303', '440303.water');
export const resident = account('resident', ['RESIDENT'], null);
export const neighbour = account('neighbour', ['RESIDENT'], null);
export const auditor = account('auditor', ['AUDITOR'], '440303');
export const hotline = actorOf({
  subject: 'service-account-hotline',
  client: 'hotline',
  roles: ['INTEGRATION'],
  areaCode: '440303',
});
export const forum = actorOf({
  subject: 'service-account-forum',
  client: 'forum',
  roles: ['INTEGRATION'],
  areaCode: '440303',
});
export const gateway = actorOf({ subject: 'service-account-gateway', client: 'gateway', roles: ['SERVICE'] });
export const notification = actorOf({
  subject: 'service-account-notification',
  client: 'notification',
  roles: ['SERVICE'],
});

/** In 东门社区第一网格 440303003020001. */
export const inGrid = { longitude: 114.132, latitude: 22.554, datum: 'WGS84' };
export const gridCode = '440303003020001';

export const missingId = '0193a8f0-0000-7000-8000-00000000ffff';

export const externalOrder = (number: string, overrides: object = {}) => ({
  system: '12345',
  number,
  dispatchedAt: '2026-11-23T08:50:00+08:00',
  dueBy: '2026-11-26T18:00:00+08:00',
  ...overrides,
});
