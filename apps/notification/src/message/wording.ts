import type {
  ClockKind,
  DutyCalled,
  FollowUpKind,
  HandlerRole,
  PassingStatus,
  PayloadOf,
  RequestKind,
  SupervisionCause,
} from '@weisu/contracts';

export const clockNames: Readonly<Record<ClockKind, string>> = {
  ALLOCATE: '分拨',
  ACCEPT: '签收',
  CONTACT: '联系诉求人',
  VERIFY: '核实情况',
  RESOLVE: '办结',
  OPINION: '填报处理意见书',
  REPLY: '回复上级',
  ACKNOWLEDGE: '接哨',
  REPORT_IN: '报到',
  ACT: '处置',
  FINISH: '报到任务完成',
  DECIDE: '审批',
  FOLLOW_UP: '回访',
  CONSENT: '征求调解意愿',
  MEDIATE: '调解',
  CONFIRMATION: '申请司法确认',
  NOTICE: '告知',
  CUSTOM: '约定',
};

export const passingNames: Readonly<Record<PassingStatus, string>> = {
  PASSED: '已转出',
  RECEIVED: '已接收',
  HANDLING: '正在办理',
  DONE: '已办结',
  REFUSED: '未被受理',
};

export const supervisionNames: Readonly<Record<SupervisionCause, string>> = {
  HAND: '需您单位说明',
  REFUSAL: '拒绝报到被驳回',
  OVERDUE: '办理超期',
  RETURNED_OFTEN: '多次退单',
  REOPENED_OFTEN: '多次重办',
  BAD_EFFECT: '群众评价差',
};

export const roleNames: Readonly<Record<HandlerRole, string>> = { LEAD: '主办', ASSIST: '协办' };

export const requestNames: Readonly<Record<RequestKind, string>> = {
  RETURN: '退单',
  EXTEND: '延期',
  SUSPEND: '挂起',
  ESCALATE: '提级',
  DEFER: '暂缓办理',
  OFF_LIST: '清单外交办',
  ARBITRATE: '指定承办',
};

export const followUpNames: Readonly<Record<FollowUpKind, string>> = {
  HANDLER: '承办回访',
  LOOK_BACK: '回头看',
  SUPERVISORY: '复核回访',
  HOTLINE: '热线回访',
};

/** Why a deadline moved, put before 调整. */
export const causeNames: Readonly<Record<string, string>> = {
  EXTENDED: '经批准延期，',
  RECLASSIFIED: '因重新分类，',
  ESCALATED: '因提级，',
  RESUMED: '恢复计时，',
  CALENDAR: '因放假日历更新，',
};

export const whyNames: Readonly<Record<PayloadOf<typeof DutyCalled>['why'], string>> = {
  STARTED: '待立即办理',
  REMINDER: '即将到期',
  OVERDUE: '已超期',
  ESCALATED: '超期未办',
};

/** `11月23日18:00`, as a clock in Shanghai shows it (+08:00, no daylight saving time). */
export function shortInstant(instant: Date): string {
  const civil = new Date(instant.getTime() + 8 * 3_600_000).toISOString();
  return `${Number(civil.slice(5, 7))}月${Number(civil.slice(8, 10))}日${civil.slice(11, 16)}`;
}
