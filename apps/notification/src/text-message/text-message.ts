import {
  AppealClosed,
  AppealDeclined,
  AppealRegistered,
  AppellantMessaged,
  ClockRescheduled,
  DutyCallAnswered,
  DutyCalled,
  RefusalUpheld,
  SummonsAcknowledged,
  SummonsRefused,
  SummonsWaived,
  UnitCalled,
  UnitReportedIn,
  type Envelope,
  type PayloadOf,
} from '@weisu/contracts';

/**
 * What an appellant is told by text message: the receipt, that nobody calls her now, a deadline that moved, and how it ended; whom a clock rings at night; and a unit that is called. Texts hold the
 * appeal's number and nothing else of it.
 */
export const templates = {
  RECEIPT: '您反映的诉求已受理登记，编号{number}。可凭编号和查询码查看办理进度。',
  CONTACT:
    '您反映的诉求（编号{number}）正在办理。按您的选择，现在不打电话打扰您，办理进度可凭编号和查询码查看。',
  CLOSED: '您反映的诉求（编号{number}）已办结。可凭编号和查询码查看结果并评价。',
  DEADLINE: '您反映的诉求（编号{number}）办理时限有调整。可凭编号和查询码查看新的时限和原因。',
  SUMMONS: '您单位被召集报到（编号{number}），请登录平台接哨。',
  DUTY_CALL: '值班呼叫：事项{number}有紧急时限待处理，请立即登录平台应答。',
  DECLINED: '您反映的诉求（编号{number}）经审核不予受理。可凭编号和查询码查看理由和其他办理途径。',
} as const;
export type Template = keyof typeof templates;

export const textedEvents: readonly string[] = [
  AppealRegistered,
  AppellantMessaged,
  AppealClosed,
  AppealDeclined,
  ClockRescheduled,
  DutyCalled,
  UnitCalled,
].map((definition) => definition.type);

/** Null where the appellant left no number, or the system that sent the matter speaks to the appellant itself. */
export function templateFor(
  { type, payload }: Pick<Envelope, 'type' | 'payload'>,
  senderSpeaks: boolean,
): Template | null {
  if (type === AppealRegistered.type) {
    const { reachable, external } = payload as PayloadOf<typeof AppealRegistered>;
    return reachable && !external?.followUpBySender ? 'RECEIPT' : null;
  }
  // a call of ours is owed whoever speaks to her afterwards, and this stands for it
  if (type === AppellantMessaged.type) return 'CONTACT';
  if (type === DutyCalled.type) return 'DUTY_CALL';
  if (type === UnitCalled.type) return (payload as PayloadOf<typeof UnitCalled>).first ? 'SUMMONS' : null;
  if (senderSpeaks) return null;
  // who was told a deadline is told when it moves, in either direction
  if (type === ClockRescheduled.type) {
    const { told, before, dueBy } = payload as PayloadOf<typeof ClockRescheduled>;
    return told && before !== undefined && before.getTime() !== dueBy.getTime() ? 'DEADLINE' : null;
  }
  if (type === AppealClosed.type) return 'CLOSED';
  return type === AppealDeclined.type ? 'DECLINED' : null;
}

export function textOf(template: Template, number: string): string {
  return templates[template].replace('{number}', number);
}

/** A summons or a ringing, and the limit that it is to be answered in. */
export type Call = Readonly<{ id: string; limitBy: Date | null }>;

/** The call that a text tells of; null: it tells an appellant something. */
export function callOf({ type, payload }: Pick<Envelope, 'type' | 'payload'>): Call | null {
  if (type === DutyCalled.type) {
    const { dutyCallId: id, dueBy: limitBy } = payload as PayloadOf<typeof DutyCalled>;
    return { id, limitBy };
  }
  if (type !== UnitCalled.type) return null;
  const { summonsId: id, reportInBy: limitBy } = payload as PayloadOf<typeof UnitCalled>;
  return { id, limitBy };
}

/** After any of these nobody has to be called any more. */
export const answeringEvents: readonly string[] = [
  DutyCallAnswered,
  SummonsAcknowledged,
  SummonsRefused,
  SummonsWaived,
  RefusalUpheld,
  UnitReportedIn,
].map((definition) => definition.type);

/** The call that an event of `answeringEvents` answers. */
export function answeredCall({ payload }: Pick<Envelope, 'payload'>): string | null {
  const { dutyCallId, summonsId } = payload as { dutyCallId?: string; summonsId?: string };
  return dutyCallId ?? summonsId ?? null;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Shanghai is eight hours ahead, the whole year. */
const aheadMs = 8 * hourMs;

/** Hours of the day between which residents are left in peace, from 22:00 to 8:00; common practice, no law (K). */
const quiet = { from: 22, until: 8 };

/** A receipt, and what stands for a call, answer what somebody has just done; a call to who is on duty is meant to wake, and the limits of who is called run from the call on. */
const atAnyHour: ReadonlySet<Template> = new Set(['RECEIPT', 'CONTACT', 'DUTY_CALL', 'SUMMONS']);

/** How long a text waits for the morning, in milliseconds: what can be read tomorrow wakes nobody tonight (zammad#4432). */
export function waitMilliseconds(template: Template, now: Date): number {
  if (atAnyHour.has(template)) return 0;
  const time = (now.getTime() + aheadMs) % dayMs;
  const [from, until] = [quiet.from * hourMs, quiet.until * hourMs];
  if (time >= from) return dayMs - time + until;
  return time < until ? until - time : 0;
}

const unitPrefix = 'unit:';

/** A unit as the receiver of a text, where else a person of ours stands: a version that does not know it finds nobody, and rings no appellant. */
export const unitReceiver = (unitId: string): string => `${unitPrefix}${unitId}`;

/** The unit that a receiver is; null: a person. */
export function unitOfReceiver(receiver: string): string | null {
  return receiver.startsWith(unitPrefix) ? receiver.slice(unitPrefix.length) : null;
}
