/** Why a deadline moved, put before 调整. */
export const causeNames: Readonly<Record<string, string>> = {
  EXTENDED: '经批准延期，',
  RECLASSIFIED: '因重新分类，',
  ESCALATED: '因提级，',
  RESUMED: '恢复计时，',
  CALENDAR: '因放假日历更新，',
};

/** `11月23日18:00`, as a clock in Shanghai shows it (+08:00, no daylight saving time). */
export function shortInstant(instant: Date): string {
  const civil = new Date(instant.getTime() + 8 * 3_600_000).toISOString();
  return `${Number(civil.slice(5, 7))}月${Number(civil.slice(8, 10))}日${civil.slice(11, 16)}`;
}
