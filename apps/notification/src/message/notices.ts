import {
  AbsenceEnded,
  AbsenceRecorded,
  AccountClaimed,
  AccountStruckOff,
  AppealRated,
  AppealReopened,
  CaseLeaderAssigned,
  ClockEscalated,
  ClockOverdue,
  ClockReminder,
  ClockRescheduled,
  DutyCalled,
  FollowUpOverdue,
  FollowUpRescheduled,
  FollowUpScheduled,
  MediationClockOverdue,
  MediationClockRescheduled,
  MediationOpened,
  PassingAnswered,
  PutOnAccount,
  RequestDecided,
  RequestFiled,
  SupervisionAnswered,
  SupervisionIssued,
  WhistleCompleted,
  WorkOrderCancelled,
  WorkOrderDispatched,
  WorkOrderUrged,
  words,
  type Envelope,
  type PayloadOf,
} from '@weisu/contracts';
import type { Facts } from '../facts/facts.js';
import { causeNames, shortInstant } from './wording.js';
import { dueText, on, unit, whistleOf, type Notice, type Rule } from './notice-rule.js';
import { whistleRules } from './whistle-notices.js';

export type { Notice, Recipient } from './notice-rule.js';

/** Which event tells whom what. */
const rules: ReadonlyMap<string, Rule> = new Map([
  on(
    WorkOrderDispatched,
    (p) => unit(p.unitId),
    'WORK_ORDER',
    (p) => `诉求{number}已派至您单位${words.handlerRoles[p.role]}${dueText(p.dueBy, '办结时限')}。`,
  ),
  on(
    WorkOrderUrged,
    (p) => unit(p.unitId),
    'URGED',
    () => '诉求{number}被催办，请尽快办理。',
  ),
  on(
    WorkOrderCancelled,
    (p) => unit(p.unitId),
    'WORK_ORDER_CANCELLED',
    () => '诉求{number}派至您单位的工单已取消。',
  ),
  on(
    RequestFiled,
    (p) => unit(p.deciderId),
    'REQUEST_FILED',
    (p) =>
      `诉求{number}有一项${words.requestKinds[p.kind]}申请待您单位审批，审批时限${shortInstant(p.decideBy)}。`,
  ),
  on(
    RequestDecided,
    (p) => unit(p.requestedById),
    'REQUEST_DECIDED',
    (p) => `诉求{number}的${words.requestKinds[p.kind]}申请${p.approved ? '已批准' : '未批准'}。`,
  ),
  on(
    ClockOverdue,
    (p) => unit(p.unitId),
    'OVERDUE',
    (p) => `事项{number}的${words.clockKinds[p.kind]}已超期，时限为${shortInstant(p.dueBy)}。`,
  ),
  on(
    ClockReminder,
    (p) => unit(p.unitId),
    'REMINDER',
    (p) => `事项{number}的${words.clockKinds[p.kind]}即将到期，时限为${shortInstant(p.dueBy)}。`,
  ),
  on(
    ClockEscalated,
    (p) => p.toUnitIds.flatMap(unit),
    'ESCALATED',
    (p, f) =>
      `事项{number}的${words.clockKinds[p.kind]}已超期未办，责任单位${f.unitName ?? '未定'}，时限为${shortInstant(p.dueBy)}，请督促。`,
  ),
  on(
    ClockRescheduled,
    (p) => (p.before === undefined || p.before.getTime() === p.dueBy.getTime() ? [] : unit(p.unitId)),
    'RESCHEDULED',
    (p) =>
      `事项{number}的${words.clockKinds[p.kind]}时限${causeNames[p.cause] ?? ''}调整为${shortInstant(p.dueBy)}。`,
  ),
  on(
    DutyCalled,
    (p) => [{ personId: p.personId }],
    'DUTY_CALL',
    (p, f) =>
      `${p.backup ? '值班人员未应答，请备班处理：' : '值班呼叫：'}事项{number}的${words.clockKinds[p.kind]}${words.dutyCallReasons[p.why]}，责任单位${f.unitName ?? '未定'}，时限${shortInstant(p.dueBy)}。`,
  ),
  on(
    MediationClockOverdue,
    (p) => unit(p.committeeId),
    'OVERDUE',
    (p) => `事项{number}的${words.clockKinds[p.kind]}已到期，时限为${shortInstant(p.dueBy)}。`,
  ),
  on(
    MediationClockRescheduled,
    (p) => (p.before.getTime() === p.dueBy.getTime() ? [] : unit(p.committeeId)),
    'RESCHEDULED',
    (p) => `事项{number}的${words.clockKinds[p.kind]}时限因放假日历更新，调整为${shortInstant(p.dueBy)}。`,
  ),
  on(
    FollowUpRescheduled,
    (p) => (p.before.getTime() === p.dueBy.getTime() ? [] : unit(p.unitId)),
    'RESCHEDULED',
    (p) => `诉求{number}的${words.followUpKinds[p.kind]}时限因放假日历更新，调整为${shortInstant(p.dueBy)}。`,
  ),
  on(
    FollowUpScheduled,
    (p) => unit(p.unitId),
    'FOLLOW_UP',
    (p) => `诉求{number}待您单位${words.followUpKinds[p.kind]}，时限${shortInstant(p.dueBy)}。`,
  ),
  on(
    FollowUpOverdue,
    (p) => unit(p.unitId),
    'FOLLOW_UP_OVERDUE',
    (p) => `诉求{number}的${words.followUpKinds[p.kind]}已超期，时限为${shortInstant(p.dueBy)}。`,
  ),
  on(
    AppealReopened,
    (_p, f) => unit(f.leadUnitId),
    'REOPENED',
    () => '诉求{number}被退回重办。',
  ),
  on(
    AppealRated,
    (p, f) => (p.stars <= 2 ? unit(f.leadUnitId) : []),
    'BAD_RATING',
    (p) => `诉求{number}收到差评（${p.stars}星），请回访整改。`,
  ),
  on(
    PutOnAccount,
    (_p, f) => unit(f.leadUnitId),
    'ON_ACCOUNT',
    (p) => `诉求{number}已挂账督办，时限${shortInstant(p.dueBy)}。`,
  ),
  on(
    AccountClaimed,
    (_p, f) => unit(f.leadUnitId),
    'ACCOUNT_CLAIMED',
    () => '诉求{number}的挂账已被认领。',
  ),
  on(
    AccountStruckOff,
    (_p, f) => unit(f.leadUnitId),
    'ACCOUNT_STRUCK_OFF',
    () => '诉求{number}已销账。',
  ),
  on(
    PassingAnswered,
    (_p, f) => unit(f.leadUnitId),
    'PASSING_ANSWERED',
    (p) => `诉求{number}转${p.system}的事项（对方编号${p.number}）${words.passingStatuses[p.status]}。`,
  ),
  on(
    SupervisionIssued,
    (p) => unit(p.unitId),
    'SUPERVISION',
    (p) =>
      `${p.number}号督办单（${words.supervisionCauses[p.cause]}）：请就诉求{number}于${shortInstant(p.answerBy)}前答复。`,
  ),
  on(
    SupervisionAnswered,
    (p) => unit(p.issuedById),
    'SUPERVISION_ANSWERED',
    (p) => `${p.number}号督办单已${p.late ? '逾时' : ''}答复。`,
  ),
  on(
    CaseLeaderAssigned,
    (p, f) => [...[p.leaderId, ...p.teamIds].map((personId) => ({ personId })), ...unit(f.leadUnitId)],
    'CASE_LEADER',
    () => '诉求{number}已确定领导包案。',
  ),
  on(
    AbsenceRecorded,
    (p) => [...unit(p.delegateId), ...unit(p.unitId)],
    'ABSENCE',
    (p, f) =>
      `${f.unitName ?? p.unitId}离岗，${shortInstant(p.from)}至${shortInstant(p.until)}的未办结和新派事项由${f.delegateName ?? p.delegateId}代理。`,
  ),
  on(
    AbsenceEnded,
    (p) => [...unit(p.delegateId), ...unit(p.unitId)],
    'ABSENCE_ENDED',
    (p, f) => `${f.unitName ?? p.unitId}的离岗代理于${shortInstant(p.until)}结束。`,
  ),
  on(
    MediationOpened,
    (p) => unit(p.committeeId),
    'MEDIATION',
    (p) => `调解${p.number}已由您单位受理。`,
  ),
  ...whistleRules,
]);

/** A whistle's end tells each called unit its own stars, and nobody another's. */
function whistleCompleted(payload: PayloadOf<typeof WhistleCompleted>, facts: Facts): Notice[] {
  return payload.ratings.map(({ unitId, stars }) => ({
    to: [{ unitId }],
    kind: 'WHISTLE_COMPLETED',
    text: `${whistleOf(facts)}号哨单已办结，对您单位评价${stars}星。`,
  }));
}

export const noticedEvents: readonly string[] = [...rules.keys(), WhistleCompleted.type];

/** What is to be told of an event. Nobody is told the same twice. */
export function noticesOf(event: Pick<Envelope, 'type' | 'payload'>, facts: Facts): readonly Notice[] {
  const rule: Rule | undefined =
    event.type === WhistleCompleted.type ? whistleCompleted : rules.get(event.type);
  return rule ? rule(event.payload as never, facts).filter((notice) => notice.to.length > 0) : [];
}
