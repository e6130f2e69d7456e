import { accountSubject, announce, AppealRegistered } from '@weisu/contracts';
import { actorOf, DemoDirectory, type TestService } from '@weisu/testing';
import { mediationConfig } from '../config.js';
import type { Mediation, Party } from './mediation.js';

/** Keys of tests alone. */
export const testKeys = `k2:${Buffer.alloc(32, 2).toString('base64')},k1:${Buffer.alloc(32, 1).toString('base64')}`;

export const testConfig = () => mediationConfig({ PERSONAL_DATA_KEYS: testKeys }, new DemoDirectory());

export const committeeId = '440303003.mediation';
const community020 = '440303003020';

export const actors = {
  district: actorOf({
    roles: ['DISTRICT'],
    unitId: '440303.office',
    areaCode: '440303',
    subject: 'district',
  }),
  street: actorOf({
    roles: ['STREET'],
    unitId: '440303003.dispatch-desk',
    areaCode: '440303003',
    subject: 'street',
  }),
  community: actorOf({
    roles: ['COMMUNITY'],
    unitId: `${community020}.office`,
    areaCode: community020,
    subject: 'c',
  }),
  communityNextDoor: actorOf({
    roles: ['COMMUNITY'],
    unitId: '440303003001.office',
    areaCode: '440303003001',
    subject: 'c-1',
  }),
  grid: actorOf({ roles: ['GRID'], unitId: `${community020}001.office`, areaCode: `${community020}001` }),
  mediator: actorOf({
    roles: ['MEDIATOR'],
    unitId: committeeId,
    areaCode: '440303003',
    subject: accountSubject('mediator'),
  }),
  otherMediator: actorOf({ roles: ['MEDIATOR'], unitId: committeeId, areaCode: '440303003', subject: 'm-2' }),
  mediatorNextDoor: actorOf({ roles: ['MEDIATOR'], unitId: '440303004.mediation', areaCode: '440303004' }),
  streetNextDoor: actorOf({ roles: ['STREET'], unitId: '440303004.dispatch-desk', areaCode: '440303004' }),
  resident: actorOf({ roles: ['RESIDENT'], subject: 'resident' }),
  auditor: actorOf({ roles: ['AUDITOR'], areaCode: '440303', subject: 'auditor' }),
};

export const neighbours = [
  { side: '申请人', name: '孙家明', phone: '13800138000', address: '东门街道东门社区立新路1号' },
  { side: '被申请人', name: '欧阳小雨', phone: '0755-25123456', address: '立新路2号', agent: '钱多多' },
];

export const opening = (overrides: object = {}) => ({
  input: { source: 'APPEAL', kind: 'NEIGHBOURHOOD', committeeId, parties: neighbours, ...overrides },
});

export const agreement = (overrides: object = {}) => ({
  facts: '欧阳小雨家卫生间渗漏，孙家明家天花板受损。',
  terms: '欧阳小雨负责修复并赔偿孙家明500元。',
  performanceWay: '现金支付',
  performBy: '2026-03-31',
  oral: false,
  effectiveAt: '2026-01-20T10:00:00+08:00',
  ...overrides,
});

/** A pre-check without any obstacle. */
export const goodCheck = {
  court: '深圳市罗湖区人民法院',
  voluntary: true,
  clear: true,
  identityRelation: false,
  titleConfirmation: false,
  otherProcedure: false,
  breaksMandatoryLaw: false,
  harmsThirdParty: false,
};

/** Intake says that an appeal was registered in an area. */
export function registered(appealId: string, areaCode: string | null) {
  return announce(AppealRegistered, {
    appealId,
    number: '20260110-000001-1',
    channel: 'WEB',
    origin: 'REPORTED',
    areaCode,
    confidential: false,
    reachable: true,
    submittedAt: new Date('2026-01-10T09:00:00+08:00'),
    firstReceiverId: null,
    repeatOfId: null,
    residentSubject: 'resident',
    registeredBy: null,
    secretVerifier: null,
    suggestion: null,
    external: null,
  });
}

export type Answer = {
  id: string;
  number: string;
  status: string;
  version: number;
  failure: string | null;
  mediatorIds: string[];
  parties: { id: string; name: string; phone: string | null; address: string | null; agent: string | null }[];
  sessions: { present: string[]; record: string }[];
  agreement: { number: string; gaps: string[] } | null;
  confirmation: { status: string; dueBy: string; obstacles: string[]; court: string | null } | null;
  clocks: { kind: string; state: string; dueBy: string; source: string }[];
};

/** A mediation of which every party has consented. */
export async function mediating(service: TestService, overrides: object = {}): Promise<Answer> {
  const opened = await service.call<Answer>('openMediation', opening(overrides), actors.mediator);
  let answer = opened;
  for (const { id: partyId } of opened.parties)
    answer = await service.call('recordConsent', { id: opened.id, partyId, consents: true }, actors.mediator);
  return answer;
}

export async function agreed(service: TestService, overrides: object = {}): Promise<Answer> {
  const { id } = await mediating(service);
  return service.call('concludeMediation', { id, input: agreement(overrides) }, actors.mediator);
}

export const mediationOf = (overrides: Partial<Mediation> = {}): Mediation => ({
  id: '0193a8f0-0000-7000-8000-00000000000a',
  number: '（2026）东门街道人调字第1号',
  appealId: null,
  source: 'PARTY',
  kind: 'NEIGHBOURHOOD',
  status: 'CONSENT_PENDING',
  committeeId,
  areaCode: '440303003020',
  room: null,
  mediatorIds: [],
  profileKey: 'S2',
  profileVersion: 3,
  failure: null,
  openedAt: new Date('2026-01-10T09:00:00+08:00'),
  version: 1,
  ...overrides,
});

export const applicant = (overrides: Partial<Party> = {}): Party => ({
  id: '0193a8f0-0000-7000-8000-0000000000a1',
  side: '申请人',
  name: '孙家明',
  phone: '13800138000',
  address: '立新路1号',
  agent: null,
  consents: null,
  ...overrides,
});

export const respondent = (overrides: Partial<Party> = {}): Party => ({
  ...applicant(),
  id: '0193a8f0-0000-7000-8000-0000000000b2',
  side: '被申请人',
  name: '欧阳小雨',
  ...overrides,
});
