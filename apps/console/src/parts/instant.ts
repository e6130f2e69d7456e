const shown = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 2026-11-28 09:05, by the clock of China, wherever the device is. */
export function instantText(instant: string | number): string {
  const parts = new Map(shown.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}`;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** 还剩 1 小时 20 分, 已超 3 天 2 小时: two units at most; milliseconds. */
export function remainingText(milliseconds: number): string {
  const rest = Math.abs(milliseconds);
  const days = Math.floor(rest / day);
  const hours = Math.floor((rest % day) / hour);
  const minutes = Math.floor((rest % hour) / minute);
  const amount = days
    ? `${days} 天${hours ? ` ${hours} 小时` : ''}`
    : hours
      ? `${hours} 小时${minutes ? ` ${minutes} 分` : ''}`
      : `${minutes} 分`;
  return milliseconds < 0 ? `已超 ${amount}` : `还剩 ${amount}`;
}
