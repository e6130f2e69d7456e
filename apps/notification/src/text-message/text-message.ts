import {
  AppealClosed,
  AppealDeclined,
  AppealRegistered,
  type Envelope,
  type PayloadOf,
} from '@weisu/contracts';

/** What an appellant is told by text message: the receipt, and how it ended. Texts hold the appeal's number and nothing else of it. */
export const templates = {
  RECEIPT: '您反映的诉求已受理登记，编号{number}。可凭编号和查询码查看办理进度。',
  CLOSED: '您反映的诉求（编号{number}）已办结。可凭编号和查询码查看结果并评价。',
  DECLINED: '您反映的诉求（编号{number}）经审核不予受理。可凭编号和查询码查看理由和其他办理途径。',
} as const;
export type Template = keyof typeof templates;

export const textedEvents: readonly string[] = [AppealRegistered, AppealClosed, AppealDeclined].map(
  (definition) => definition.type,
);

/** Null where the appellant left no number, or the system that sent the matter speaks to the appellant itself. */
export function templateFor(
  { type, payload }: Pick<Envelope, 'type' | 'payload'>,
  senderSpeaks: boolean,
): Template | null {
  if (type === AppealRegistered.type) {
    const { reachable, external } = payload as PayloadOf<typeof AppealRegistered>;
    return reachable && !external?.followUpBySender ? 'RECEIPT' : null;
  }
  if (senderSpeaks) return null;
  if (type === AppealClosed.type) return 'CLOSED';
  return type === AppealDeclined.type ? 'DECLINED' : null;
}

export function textOf(template: Template, number: string): string {
  return templates[template].replace('{number}', number);
}

/** Waits before each attempt, in milliseconds; after the last the message is given up. A receipt of yesterday helps nobody. */
export const retryMilliseconds: readonly number[] = [0, 10_000, 60_000, 600_000, 3_600_000];
