import { instantOf } from '@weisu/working-time';

const withZone = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;
const civil =
  /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))(?:[ T]*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2}))?(?:\.\d+)?[分秒]?)?$/;
const serial = /^\d{5}(\.\d+)?$/;

/** Day 0 of a spreadsheet's calendar (1899-12-30), as the days since 1970-01-01. */
const serialOfEpoch = 25_569;

/**
 * The instant that a cell means, or null. With an offset it is taken as it stands; without one it is civil time of Asia/Shanghai, in any of
 * the ways exports write it: `2019-01-02 3:04`, `2019/1/2`, `2019年1月2日 3时4分`, `20190102`, or the serial number of a spreadsheet.
 */
export function instantIn(cell: string): Date | null {
  const text = cell.trim();
  if (withZone.test(text)) {
    const instant = new Date(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
    const day = text.slice(0, 10);
    return Number.isNaN(instant.getTime()) || !isDay(day) ? null : instant;
  }
  if (serial.test(text)) {
    const wall = new Date(Math.round((Number(text) - serialOfEpoch) * 86_400) * 1_000).toISOString();
    return instantOf(wall.slice(0, 10), wall.slice(11, 16));
  }
  const found = civil.exec(text);
  if (!found) return null;
  const [, year = '', a, b, c, d, e, f, hour = '0', minute = '0', second = '0'] = found;
  const day = `${year}-${pad(a ?? c ?? e ?? '')}-${pad(b ?? d ?? f ?? '')}`;
  if (!isDay(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return new Date(instantOf(day, `${pad(hour)}:${pad(minute)}`).getTime() + Number(second) * 1_000);
}

function pad(digits: string): string {
  return digits.padStart(2, '0');
}

/** Date.parse moves 02-30 to March. */
function isDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}
