import type {
  Channel,
  ClockKind,
  Nature,
  Outcome,
  Satisfaction,
  SupervisionCause,
  Urgency,
  WhistleSituation,
} from '@weisu/contracts';
import { civilDate } from '@weisu/working-time';

/** What the lists of the contract are called on paper. */
export const channelWords: Readonly<Record<Channel, string>> = {
  HOTLINE_12345: '12345热线',
  QR_CODE: '扫码',
  MINI_PROGRAM: '小程序',
  WEB: '网页',
  DIRECT_LINE: '街道直通电话',
  HOME_VISIT: '入户走访',
  PATROL: '网格巡查',
  RECEPTION_DAY: '接待日',
  LEADER_VISIT: '领导下访',
  DUTY_ROOM: '值班室',
  SERVICE_HALL: '服务大厅',
  LETTER_BOX: '意见箱',
  CHAT_GROUP: '微信群',
  DELIBERATION: '议事协商',
  SENSOR: '感知设备',
  PETITION: '信访',
  ONLINE_FORUM: '网络问政',
  PUBLIC_OPINION: '舆情',
  CITY_MANAGEMENT: '数字城管',
  SUPERIOR_ASSIGNED: '上级交办',
  PARTNER_SYSTEM: '其他系统',
};

export const natureWords: Readonly<Record<Nature, string>> = {
  INQUIRY: '咨询',
  SUGGESTION: '建议',
  HELP: '求助',
  COMPLAINT: '投诉',
  TIP_OFF: '举报',
  DISPUTE: '矛盾纠纷',
  HAZARD: '隐患',
  PRAISE: '表扬',
};

export const urgencyWords: Readonly<Record<Urgency, string>> = {
  URGENT: '紧急',
  FAST: '快处',
  ROUTINE: '常态',
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  SOLVED: '已解决',
  PARTLY: '部分解决',
  UNSOLVED: '未解决',
  NO_ANSWER: '未答复',
};

export const satisfactionWords: Readonly<Record<Satisfaction, string>> = {
  VERY_SATISFIED: '非常满意',
  SATISFIED: '满意',
  BASICALLY: '基本满意',
  DISSATISFIED: '不满意',
  VERY_DISSATISFIED: '非常不满意',
  NO_ANSWER: '未答复',
};

/** 北京市街道办事处条例 art. 5. */
export const situationWords: Readonly<Record<WhistleSituation, string>> = {
  HARD_MATTER: '群众诉求',
  KEY_WORK: '重点工作',
  JOINT_ENFORCEMENT: '综合执法',
  EMERGENCY: '应急处置',
};

export const causeWords: Readonly<Record<SupervisionCause, string>> = {
  HAND: '人工督办',
  REFUSAL: '拒绝报到被驳回',
  OVERDUE: '超期未办',
  RETURNED_OFTEN: '多次退单',
  REOPENED_OFTEN: '多次重办',
  BAD_EFFECT: '群众评价差',
};

/** The four limits of a summons, in their order. */
export const summonsLimitWords = {
  ACKNOWLEDGE: '接哨',
  REPORT_IN: '报到',
  ACT: '处置',
  FINISH: '办结',
} as const satisfies Partial<Record<ClockKind, string>>;

/** 2026年11月23日, in Shanghai. */
export function dayText(instant: Date): string {
  const [year, month, day] = civilDate(instant).split('-').map(Number);
  return `${year ?? ''}年${month ?? ''}月${day ?? ''}日`;
}

/** The day on which a limit ends: one at midnight ends the day before. */
export const lastDayText = (dueBy: Date): string => dayText(new Date(dueBy.getTime() - 1));

/** 2026年11月23日 09:00, in Shanghai. */
export function instantText(instant: Date): string {
  return `${dayText(instant)} ${timeText(instant)}`;
}

/** 11月23日 09:00: where the year is known. */
export const shortText = (instant: Date): string => withoutYear(instantText(instant));

/** When a limit ends: 2026年11月23日 24:00, where a clock shows the next day's 00:00. */
export function limitText(dueBy: Date): string {
  return timeText(dueBy) === '00:00' ? `${lastDayText(dueBy)} 24:00` : instantText(dueBy);
}

export const shortLimitText = (dueBy: Date): string => withoutYear(limitText(dueBy));

const withoutYear = (text: string): string => text.replace(/^\d+年/, '');

/** China has no daylight saving time. */
const timeText = (instant: Date): string =>
  new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
