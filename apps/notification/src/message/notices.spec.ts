import {
  announce,
  AppealRated,
  AppealReopened,
  AppealResolved,
  CaseLeaderAssigned,
  ClockOverdue,
  ClockRescheduled,
  FollowUpOverdue,
  FollowUpScheduled,
  MediationClockOverdue,
  MediationOpened,
  PutOnAccount,
  RefusalOverruled,
  RefusalUpheld,
  RequestDecided,
  RequestFiled,
  SummonsRefused,
  SummonsWaived,
  UnitCalled,
  WhistleBlown,
  WhistleCompleted,
  WorkOrderCancelled,
  WorkOrderDispatched,
  WorkOrderUrged,
  AccountClaimed,
  AccountStruckOff,
} from '@weisu/contracts';
import type { Facts } from '../facts/facts.js';
import { clock, clockCases, dueBy, id, unit, water, type Case } from './clock-notices.fixture.js';
import { othersCases } from './others-notices.fixture.js';
import { noticedEvents, noticesOf } from './notices.js';

const order = { appealId: id, workOrderId: id, unitId: water };
const summons = { whistleId: id, first: true, summonsId: id, unitId: water };
const request = {
  appealId: id,
  requestId: id,
  kind: 'EXTEND',
  workOrderId: id,
  requestedById: water,
} as const;
const followUp = { appealId: id, followUpId: id, kind: 'SUPERVISORY', unitId: water, dueBy } as const;
const mediation = { mediationId: id, appealId: id, committeeId: 'committee' };

const facts: Facts = {
  appealNumber: '20261123-000001-1',
  external: null,
  registeredBy: null,
  leadUnitId: 'lead',
  whistleNumber: '哨1',
  blowerId: 'blower',
  districtOfficeId: 'office',
  unitName: '罗湖水务',
  delegateName: '罗湖燃气',
  endorserIds: ['desk'],
};

const cases: Case[] = [
  {
    event: announce(WorkOrderDispatched, { ...order, role: 'LEAD', dual: false, dueBy }),
    to: [unit(water)],
    kind: 'WORK_ORDER',
    text: '诉求{number}已派至您单位主办，办结时限11月30日18:00。',
  },
  {
    event: announce(WorkOrderDispatched, { ...order, role: 'ASSIST', dual: true, dueBy: null }),
    to: [unit(water)],
    kind: 'WORK_ORDER',
    text: '诉求{number}已派至您单位协办。',
  },
  {
    event: announce(WorkOrderUrged, { ...order, noteId: id }),
    to: [unit(water)],
    kind: 'URGED',
    text: '诉求{number}被催办，请尽快办理。',
  },
  {
    event: announce(WorkOrderCancelled, order),
    to: [unit(water)],
    kind: 'WORK_ORDER_CANCELLED',
    text: '诉求{number}派至您单位的工单已取消。',
  },
  {
    event: announce(WhistleBlown, {
      whistleId: summons.whistleId,
      first: true,
      number: '哨1',
      areaCode: '440303003020',
      byId: 'blower',
      situation: 'HARD_MATTER',
      unitIds: [water],
      endorsed: false,
    }),
    to: [unit('desk')],
    kind: 'WHISTLE_TO_ENDORSE',
    text: '哨1号哨单待街道背书，背书后部门方被召集。',
  },
  {
    event: announce(UnitCalled, { ...summons, number: '哨1', areaCode: '440303003', reportInBy: dueBy }),
    to: [unit(water)],
    kind: 'SUMMONS',
    text: '哨1号哨单召集您单位报到，报到时限11月30日18:00。',
  },
  {
    event: announce(SummonsRefused, { ...summons, noteId: id }),
    to: [unit('office'), unit('blower')],
    kind: 'SUMMONS_REFUSED',
    text: '哨1号哨单有被召集单位拒绝报到，请核准或驳回。',
  },
  {
    event: announce(RefusalUpheld, { ...summons, noteId: id }),
    to: [unit(water), unit('blower')],
    kind: 'REFUSAL_UPHELD',
    text: '哨1号哨单的拒绝报到已获核准。',
  },
  {
    event: announce(RefusalOverruled, { ...summons, noteId: id }),
    to: [unit(water), unit('blower')],
    kind: 'REFUSAL_OVERRULED',
    text: '哨1号哨单的拒绝报到被驳回，仍须报到。',
  },
  {
    event: announce(SummonsWaived, { ...summons, noteId: id }),
    to: [unit(water)],
    kind: 'SUMMONS_WAIVED',
    text: '哨1号哨单已免除您单位报到。',
  },
  {
    event: announce(RequestFiled, { ...request, deciderId: 'desk', decideBy: dueBy }),
    to: [unit('desk')],
    kind: 'REQUEST_FILED',
    text: '诉求{number}有一项延期申请待您单位审批，审批时限11月30日18:00。',
  },
  {
    event: announce(RequestDecided, { ...request, decidedById: 'desk', approved: false }),
    to: [unit(water)],
    kind: 'REQUEST_DECIDED',
    text: '诉求{number}的延期申请未批准。',
  },
  {
    event: announce(RequestDecided, { ...request, decidedById: 'desk', approved: true }),
    to: [unit(water)],
    kind: 'REQUEST_DECIDED',
    text: '诉求{number}的延期申请已批准。',
  },
  ...clockCases,
  ...othersCases,
  {
    event: announce(MediationClockOverdue, { ...mediation, clockId: id, kind: 'MEDIATE', dueBy }),
    to: [unit('committee')],
    kind: 'OVERDUE',
    text: '事项{number}的调解已到期，时限为11月30日18:00。',
  },
  {
    event: announce(FollowUpScheduled, followUp),
    to: [unit(water)],
    kind: 'FOLLOW_UP',
    text: '诉求{number}待您单位复核回访，时限11月30日18:00。',
  },
  {
    event: announce(FollowUpOverdue, followUp),
    to: [unit(water)],
    kind: 'FOLLOW_UP_OVERDUE',
    text: '诉求{number}的复核回访已超期，时限为11月30日18:00。',
  },
  {
    event: announce(AppealReopened, { appealId: id, cause: 'VERDICT', noteId: null }),
    to: [unit('lead')],
    kind: 'REOPENED',
    text: '诉求{number}被退回重办。',
  },
  {
    event: announce(AppealRated, { appealId: id, stars: 2 }),
    to: [unit('lead')],
    kind: 'BAD_RATING',
    text: '诉求{number}收到差评（2星），请回访整改。',
  },
  {
    event: announce(PutOnAccount, { appealId: id, dueBy, noteId: id }),
    to: [unit('lead')],
    kind: 'ON_ACCOUNT',
    text: '诉求{number}已挂账督办，时限11月30日18:00。',
  },
  {
    event: announce(AccountClaimed, { appealId: id, claimedById: water }),
    to: [unit('lead')],
    kind: 'ACCOUNT_CLAIMED',
    text: '诉求{number}的挂账已被认领。',
  },
  {
    event: announce(AccountStruckOff, { appealId: id, noteId: id }),
    to: [unit('lead')],
    kind: 'ACCOUNT_STRUCK_OFF',
    text: '诉求{number}已销账。',
  },
  {
    event: announce(CaseLeaderAssigned, { appealId: id, leaderId: 'p1', teamIds: ['p2'] }),
    to: [{ personId: 'p1' }, { personId: 'p2' }, unit('lead')],
    kind: 'CASE_LEADER',
    text: '诉求{number}已确定领导包案。',
  },
  {
    event: announce(MediationOpened, {
      ...mediation,
      number: '调1',
      kind: 'NEIGHBOUR',
      source: 'APPEAL',
      areaCode: '440303003',
    }),
    to: [unit('committee')],
    kind: 'MEDIATION',
    text: '调解调1已由您单位受理。',
  },
  {
    event: announce(WhistleCompleted, {
      whistleId: id,
      first: true,
      noteId: id,
      ratings: [{ unitId: water, stars: 4 }],
    }),
    to: [unit(water)],
    kind: 'WHISTLE_COMPLETED',
    text: '哨1号哨单已办结，对您单位评价4星。',
  },
];

describe('notices', () => {
  it.each(cases.map((one) => ({ ...one, type: one.event.type })))(
    'tell of $type: $text',
    ({ event, to, kind, text }) => {
      expect(noticesOf(event, facts)).toEqual([{ to, kind, text }]);
    },
  );

  it('are tested for every event that has one', () => {
    expect(new Set(cases.map(({ event }) => event.type))).toEqual(new Set(noticedEvents));
  });

  it.each([
    {
      what: 'a limit that became certain and did not move',
      event: announce(ClockRescheduled, { ...clock, cause: 'CALENDAR', before: dueBy }),
      from: facts,
    },
    { what: 'a good rating', event: announce(AppealRated, { appealId: id, stars: 3 }), from: facts },
    {
      what: 'a clock of no unit',
      event: announce(ClockOverdue, { ...clock, unitId: null, workOrderId: null, summonsId: null }),
      from: facts,
    },
    {
      what: 'a lead that is not known',
      event: announce(AppealReopened, { appealId: id, cause: 'STAFF', noteId: null }),
      from: { ...facts, leadUnitId: null },
    },
    { what: 'an event outside the table', event: { type: AppealResolved.type, payload: {} }, from: facts },
  ])('tell nobody of $what', ({ event, from }) => {
    expect(noticesOf(event, from)).toEqual([]);
  });

  it('tell every rated unit its own stars alone', () => {
    const ratings = [
      { unitId: 'a', stars: 5 },
      { unitId: 'b', stars: 1 },
    ];
    const event = announce(WhistleCompleted, { whistleId: id, first: true, noteId: id, ratings });
    expect(noticesOf(event, facts).map(({ to, text }) => [to, text])).toEqual([
      [[unit('a')], '哨1号哨单已办结，对您单位评价5星。'],
      [[unit('b')], '哨1号哨单已办结，对您单位评价1星。'],
    ]);
  });
});
