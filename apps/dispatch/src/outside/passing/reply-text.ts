import { withoutPersonalNumbers } from '@weisu/personal-data';
import { civilDate } from '@weisu/working-time';

export type Reply = Readonly<{
  number: string;
  /** As the system that sent it knows it. */
  external: string | null;
  lead: string | null;
  assists: readonly string[];
  /** What residents may see, in order. */
  steps: readonly Readonly<{ at: Date; label: string; unit: string | null; text: string | null }>[];
  /** What the lead says of it. */
  result: string | null;
  resolvedAt: Date | null;
  dueBy: Date | null;
}>;

const shown = (text: string): string => withoutPersonalNumbers(text);

/** 回复文本, ready to paste where a system has no interface: made of what the resident may see and of what the lead says of the result, telephone and identity numbers left out. Names that somebody wrote are not known to it. */
export function replyText({
  number,
  external,
  lead,
  assists,
  steps,
  result,
  resolvedAt,
  dueBy,
}: Reply): string {
  const said = steps.flatMap(({ at, label, unit, text }) => {
    const who = unit ? `（${unit}）` : '';
    return [`${civilDate(at)} ${label}${who}${text ? `：${shown(text)}` : ''}`];
  });
  const helped = assists.length ? `，协办：${assists.join('、')}` : '';
  const lines = [
    `事项编号：${number}${external ? `（来件编号：${external}）` : ''}`,
    lead ? `承办单位：${lead}${helped}` : '承办单位：待分拨',
    ...said,
    resolvedAt
      ? `办理结果：已于${civilDate(resolvedAt)}办结。${shown(result ?? '')}`
      : `办理结果：正在办理${dueBy ? `，办结时限${civilDate(dueBy)}` : ''}。`,
  ];
  return lines.join('\n');
}
