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
  ConsultationCalled,
  ConsultationRecorded,
  DutyCalled,
  FollowUpOverdue,
  FollowUpRescheduled,
  FollowUpScheduled,
  MediationClockOverdue,
  MediationClockRescheduled,
  MediationOpened,
  PassingAnswered,
  PutOnAccount,
  RatingAnswered,
  RefusalOverruled,
  RefusalUpheld,
  RequestDecided,
  RequestFiled,
  SubstituteDecided,
  SubstituteProposed,
  SummonsRefused,
  SummonsWaived,
  UnitCalled,
  WhistleBlown,
  WhistleCompleted,
  WorkOrderCancelled,
  WorkOrderDispatched,
  WorkOrderUrged,
  type Envelope,
  type EventDefinition,
  type PayloadOf,
} from '@weisu/contracts';
import type { Facts } from '../facts/facts.js';
import {
  causeNames,
  clockNames,
  followUpNames,
  passingNames,
  requestNames,
  roleNames,
  shortInstant,
  whyNames,
} from './wording.js';

/** Who is told: a unit, or a person. */
export type Recipient = Readonly<{ unitId: string } | { personId: string }>;

/**
 * `{number}` stands for the appeal's number (or the whistle's) and is filled in when the message is read, because the registration may
 * be heard later. Texts hold numbers, deadlines and our own words: never what a person wrote, nor who they are.
 */
export type Notice = Readonly<{ to: readonly Recipient[]; kind: string; text: string }>;

type Rule = (payload: never, facts: Facts) => readonly Notice[];

const unit = (unitId: string | null): Recipient[] => (unitId === null ? [] : [{ unitId }]);

function on<Definition extends EventDefinition>(
  definition: Definition,
  ...[to, kind, text]: [
    to: (payload: PayloadOf<Definition>, facts: Facts) => readonly Recipient[],
    kind: string,
    text: (payload: PayloadOf<Definition>, facts: Facts) => string,
  ]
): [string, Rule] {
  const rule = (payload: PayloadOf<Definition>, facts: Facts) => [
    { to: to(payload, facts), kind, text: text(payload, facts) },
  ];
  return [definition.type, rule];
}

const whistleOf = (facts: Facts): string => facts.whistleNumber ?? '{number}';
const dueText = (dueBy: Date | null, what: string): string =>
  dueBy ? `，${what}${shortInstant(dueBy)}` : '';

/** Which event tells whom what. */
const rules: ReadonlyMap<string, Rule> = new Map([
  on(
    WorkOrderDispatched,
    (p) => unit(p.unitId),
    'WORK_ORDER',
    (p) => `诉求{number}已派至您单位${roleNames[p.role]}${dueText(p.dueBy, '办结时限')}。`,
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
    WhistleBlown,
    (p, f) => (p.endorsed ? [] : f.endorserIds.flatMap(unit)),
    'WHISTLE_TO_ENDORSE',
    (p) => `${p.number}号哨单待街道背书，背书后部门方被召集。`,
  ),
  on(
    UnitCalled,
    (p) => unit(p.unitId),
    'SUMMONS',
    (p) => `${p.number}号哨单召集您单位报到${dueText(p.reportInBy, '报到时限')}。`,
  ),
  on(
    SummonsRefused,
    (_p, f) => [...unit(f.districtOfficeId), ...unit(f.blowerId)],
    'SUMMONS_REFUSED',
    (_p, f) => `${whistleOf(f)}号哨单有被召集单位拒绝报到，请核准或驳回。`,
  ),
  on(
    RefusalUpheld,
    (p, f) => [...unit(p.unitId), ...unit(f.blowerId)],
    'REFUSAL_UPHELD',
    (_p, f) => `${whistleOf(f)}号哨单的拒绝报到已获核准。`,
  ),
  on(
    RefusalOverruled,
    (p, f) => [...unit(p.unitId), ...unit(f.blowerId)],
    'REFUSAL_OVERRULED',
    (_p, f) => `${whistleOf(f)}号哨单的拒绝报到被驳回，仍须报到。`,
  ),
  on(
    SummonsWaived,
    (p) => unit(p.unitId),
    'SUMMONS_WAIVED',
    (_p, f) => `${whistleOf(f)}号哨单已免除您单位报到。`,
  ),
  on(
    RequestFiled,
    (p) => unit(p.deciderId),
    'REQUEST_FILED',
    (p) => `诉求{number}有一项${requestNames[p.kind]}申请待您单位审批，审批时限${shortInstant(p.decideBy)}。`,
  ),
  on(
    RequestDecided,
    (p) => unit(p.requestedById),
    'REQUEST_DECIDED',
    (p) => `诉求{number}的${requestNames[p.kind]}申请${p.approved ? '已批准' : '未批准'}。`,
  ),
  on(
    ClockOverdue,
    (p) => unit(p.unitId),
    'OVERDUE',
    (p) => `事项{number}的${clockNames[p.kind]}已超期，时限为${shortInstant(p.dueBy)}。`,
  ),
  on(
    ClockReminder,
    (p) => unit(p.unitId),
    'REMINDER',
    (p) => `事项{number}的${clockNames[p.kind]}即将到期，时限为${shortInstant(p.dueBy)}。`,
  ),
  on(
    ClockEscalated,
    (p) => p.toUnitIds.flatMap(unit),
    'ESCALATED',
    (p, f) =>
      `事项{number}的${clockNames[p.kind]}已超期未办，责任单位${f.unitName ?? '未定'}，时限为${shortInstant(p.dueBy)}，请督促。`,
  ),
  on(
    ClockRescheduled,
    (p) => (p.before === undefined || p.before.getTime() === p.dueBy.getTime() ? [] : unit(p.unitId)),
    'RESCHEDULED',
    (p) =>
      `事项{number}的${clockNames[p.kind]}时限${causeNames[p.cause] ?? ''}调整为${shortInstant(p.dueBy)}。`,
  ),
  on(
    DutyCalled,
    (p) => [{ personId: p.personId }],
    'DUTY_CALL',
    (p, f) =>
      `${p.backup ? '值班人员未应答，请备班处理：' : '值班呼叫：'}事项{number}的${clockNames[p.kind]}${whyNames[p.why]}，责任单位${f.unitName ?? '未定'}，时限${shortInstant(p.dueBy)}。`,
  ),
  on(
    MediationClockOverdue,
    (p) => unit(p.committeeId),
    'OVERDUE',
    (p) => `事项{number}的${clockNames[p.kind]}已到期，时限为${shortInstant(p.dueBy)}。`,
  ),
  on(
    MediationClockRescheduled,
    (p) => (p.before.getTime() === p.dueBy.getTime() ? [] : unit(p.committeeId)),
    'RESCHEDULED',
    (p) => `事项{number}的${clockNames[p.kind]}时限因放假日历更新，调整为${shortInstant(p.dueBy)}。`,
  ),
  on(
    FollowUpRescheduled,
    (p) => (p.before.getTime() === p.dueBy.getTime() ? [] : unit(p.unitId)),
    'RESCHEDULED',
    (p) => `诉求{number}的${followUpNames[p.kind]}时限因放假日历更新，调整为${shortInstant(p.dueBy)}。`,
  ),
  on(
    FollowUpScheduled,
    (p) => unit(p.unitId),
    'FOLLOW_UP',
    (p) => `诉求{number}待您单位${followUpNames[p.kind]}，时限${shortInstant(p.dueBy)}。`,
  ),
  on(
    FollowUpOverdue,
    (p) => unit(p.unitId),
    'FOLLOW_UP_OVERDUE',
    (p) => `诉求{number}的${followUpNames[p.kind]}已超期，时限为${shortInstant(p.dueBy)}。`,
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
    (p) => `诉求{number}转${p.system}的事项（对方编号${p.number}）${passingNames[p.status]}。`,
  ),
  on(
    SubstituteProposed,
    (_p, f) => unit(f.blowerId),
    'SUBSTITUTE_PROPOSED',
    (_p, f) => `${whistleOf(f)}号哨单有被召集单位建议改派，请决定。`,
  ),
  on(
    SubstituteDecided,
    (p) => unit(p.unitId),
    'SUBSTITUTE_DECIDED',
    (p, f) =>
      `${whistleOf(f)}号哨单的改派建议${p.approved ? '已采纳，您单位无需报到' : '未采纳，仍须报到'}。`,
  ),
  on(
    RatingAnswered,
    (_p, f) => unit(f.blowerId),
    'RATING_ANSWERED',
    (_p, f) => `${whistleOf(f)}号哨单有单位对评价作出答复。`,
  ),
  on(
    ConsultationCalled,
    (p) => p.unitIds.flatMap(unit),
    'CONSULTATION',
    (p, f) => `${whistleOf(f)}号哨单定于${shortInstant(p.at)}会商研判，请派员参加。`,
  ),
  on(
    ConsultationRecorded,
    (p) => [...new Set(p.tasks.map(({ unitId }) => unitId))].flatMap(unit),
    'CONSULTATION_TASKS',
    (_p, f) => `${whistleOf(f)}号哨单会商研判已明确您单位的任务和时限，请查看。`,
  ),
  on(
    CaseLeaderAssigned,
    (p, f) => [...[p.leaderId, ...p.teamIds].map((personId) => ({ personId })), ...unit(f.leadUnitId)],
    'CASE_LEADER',
    () => '诉求{number}已确定领导包案。',
  ),
  on(
    AbsenceRecorded,
    (p) => unit(p.delegateId),
    'ABSENCE',
    (p, f) =>
      `${f.unitName ?? p.unitId}离岗，${shortInstant(p.from)}至${shortInstant(p.until)}由您单位代理其未办结和新派事项。`,
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
