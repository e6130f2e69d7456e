import { demoSnapshot } from '@weisu/testing';
import { Directory } from '@weisu/directory-client';
import type { GovernanceProfile } from '@weisu/contracts';
import type { Handling } from './ground/handling/handling.js';
import type { WorkOrder } from './orders/work-order/work-order.js';

export const directory = new Directory(1, demoSnapshot().entries);

export function profileNamed(key: 'S1' | 'S2'): GovernanceProfile {
  const profile = directory.profileVersion(key, key === 'S2' ? 3 : 2);
  if (!profile) throw new Error(`the demo district has no profile ${key}`);
  return profile;
}

export const calendar = directory.calendarAt(null);

/** Monday 2026-11-23, 09:00 in Shenzhen: a working day. */
export const monday = new Date('2026-11-23T09:00:00+08:00');

export function later(minutes: number): Date {
  return new Date(monday.getTime() + minutes * 60_000);
}

export function handlingOf(overrides: Partial<Handling> = {}): Handling {
  return {
    id: '0193a8f0-0000-7000-8000-000000000001',
    number: '20261123-000001-0',
    channel: 'WEB',
    origin: 'REPORTED',
    areaCode: '440303003020001',
    status: 'REGISTERED',
    category: 'LIGHTING',
    nature: 'HELP',
    urgency: 'FAST',
    sphere: 'PUBLIC',
    complex: false,
    difficulty: null,
    size: null,
    factors: [],
    treatmentRank: null,
    responseLevel: 1,
    mergedInto: null,
    selfHandled: false,
    repeatOfId: null,
    reachable: true,
    contactWhen: null,
    firstContact: null,
    secretVerifier: null,
    registeredBy: null,
    rated: false,
    verdict: null,
    round: 1,
    profileKey: 'S2',
    profileVersion: 3,
    suggestion: null,
    submittedAt: monday,
    resolvedAt: null,
    closedAt: null,
    externalSystem: null,
    typedSystem: null,
    externalNumber: null,
    externalDispatchedAt: null,
    externalDueBy: null,
    externalReturnBy: null,
    externalFollowUp: null,
    externalReplyRequired: null,
    version: 1,
    ...overrides,
  };
}

export function orderOf(overrides: Partial<WorkOrder> = {}): WorkOrder {
  return {
    id: '0193a8f0-0000-7000-8000-00000000000a',
    appealId: '0193a8f0-0000-7000-8000-000000000001',
    unitId: '440303003020001.office',
    role: 'LEAD',
    status: 'DISPATCHED',
    designated: false,
    dispatchedAt: monday,
    contactedAt: null,
    verifiedAt: null,
    resolvedAt: null,
    contactedInTime: null,
    returns: 0,
    version: 1,
    ...overrides,
  };
}
