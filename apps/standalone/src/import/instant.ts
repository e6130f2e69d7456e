import { instantOf } from '@weisu/working-time';
import { writtenText } from '@weisu/written-text';

/** Why a cell tells no instant that a matter can have. */
export type InstantFlaw = 'UNKNOWN' | 'NO_YEAR' | 'TOO_EARLY' | 'FUTURE';
export type ReadInstant = Readonly<{ at: Date; flaw: null } | { at: null; flaw: InstantFlaw }>;

/** Day 0 of a spreadsheet's calendar (1899-12-30), as the days since 1970-01-01. */
const serialOfEpoch = 25_569;
/** No ledger of today begins earlier; an empty cell of a spreadsheet is 1900-01-00. */
const earliest = instantOf('2000-01-01', '00:00');
/** How far a clock may run ahead. */
const skewMs = 5 * 60_000;

/** Without its T only east of Greenwich: 09:05-09:30 is from when to when. */
const withOffset =
  /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(:\d\d(\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)| \d\d:\d\d(:\d\d(\.\d+)?)? ?(?:Z|\+\d\d:?\d\d))$/i;
const serial = /^\d{1,5}(\.\d+)?$/;
/** Milliseconds; until September 2001 they have twelve digits. */
const sinceEpoch = /^(?:9\d{11}|1\d{12})$/;
const digits = /^(\d{4})(\d\d)(\d\d)(?:[ T]?(\d\d):?(\d\d)(?::?(\d\d))?)?$/;
const day = /^(\d{4})(?:[-/.、](\d{1,2})[-/.、](\d{1,2})(?![\d.])|年(\d{1,2})月(\d{1,2})(?:[日号]|(?!\d)))/;
const dayWithoutYear = /^(?:\d{1,2}月\d{1,2}[日号]?|\d{1,2}[-/.]\d{1,2})(?![\d年/.-])/;
const weekday = /[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?/gu;
const half = '凌晨|清晨|早上|早晨|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜间|晚|[ap]\\.?m\\.?';
const clock = new RegExp(
  `^(${half})?(\\d{1,2})(?:[:时点](?:(\\d{1,2})(?:[:分](\\d{1,2})(?:\\.\\d+)?)?)?[分秒]?)(${half})?(?:许|左右)?$`,
  'i',
);

/**
 * The instant that a cell means. With an offset it is taken as it stands; without one it is civil time of Asia/Shanghai, in any of the ways offices write
 * it: `2025/3/4 下午 3:05`, `2025年3月5日 9时5分`, `2025.3.4`, `20250304090500`, milliseconds since 1970, the serial number of a spreadsheet.
 */
export function instantIn(cell: string, now: Date): ReadInstant {
  const text = inFigures(writtenText(cell).normalize('NFKC'))
    .replace(weekday, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/ ?([年月日号时点分秒]) ?/g, '$1')
    .replace(/(?<=\d)\.$/, '')
    .trim();
  if (dayWithoutYear.test(text)) return refused('NO_YEAR');
  // an empty cell that is shown as a date
  if (/^1900[-/.年]0?1[-/.月]0?0/.test(text)) return refused('TOO_EARLY');
  const at = exact(text) ?? civil(text);
  if (!at) return refused('UNKNOWN');
  if (at < earliest) return refused('TOO_EARLY');
  return at.getTime() > now.getTime() + skewMs ? refused('FUTURE') : { at, flaw: null };
}

const figures = '〇一二三四五六七八九';

/** 二〇二五年三月四日, as old offices write a day; whatever is no such day stays as it is. */
function inFigures(text: string): string {
  return text.replace(
    /([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})(?=[日号])/u,
    (_, year: string, month: string, date: string) =>
      `${[...year].map((one) => Math.max(0, figures.indexOf(one))).join('')}年${countIn(month)}月${countIn(date)}`,
  );
}

/** 三, 十, 十二, 二十, 三十一. */
function countIn(words: string): number {
  const [tens, ones] = words.includes('十') ? words.split('十') : ['none', words];
  const ofTens = tens === 'none' ? 0 : tens ? figures.indexOf(tens) : 1;
  return ofTens * 10 + (ones ? figures.indexOf(ones) : 0);
}

const refused = (flaw: InstantFlaw): ReadInstant => ({ at: null, flaw });

function exact(text: string): Date | null {
  const [, date = ''] = withOffset.exec(text) ?? [];
  if (date)
    return isDay(date)
      ? valid(
          new Date(
            text
              .replace(/^(\S+) (?=\d\d:)/, '$1T')
              .replace(' ', '')
              .replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
          ),
        )
      : null;
  if (sinceEpoch.test(text)) return new Date(Number(text));
  if (!serial.test(text)) return null;
  const wall = new Date(Math.round((Number(text) - serialOfEpoch) * 86_400) * 1_000).toISOString();
  return atClock(wall.slice(0, 10), wall.slice(11, 13), wall.slice(14, 16), wall.slice(17, 19));
}

function civil(text: string): Date | null {
  const packed = digits.exec(text);
  if (packed) {
    const [, year = '', month = '', date = '', hour = '0', minute = '0', second = '0'] = packed;
    return atClock(`${year}-${month}-${date}`, hour, minute, second);
  }
  const found = day.exec(text);
  if (!found) return null;
  const [whole, year = '', a, b, c, d] = found;
  const date = `${year}-${padded(a ?? c ?? '')}-${padded(b ?? d ?? '')}`;
  const rest = text
    .slice(whole.length)
    .replace(/^[T,]/i, '')
    .replaceAll(' ', '')
    .replace(/([时点])半/, '$130分')
    .replace(/([时点])一刻/, '$115分')
    .replace(/^(\d\d)(\d\d)$/, '$1:$2');
  // the half of a day says no more than the day
  if (!rest || new RegExp(`^(?:${half})$`, 'i').test(rest)) return atClock(date, '0', '0', '0');
  const time = clock.exec(rest);
  if (!time) return null;
  const [, before, hour = '', minute = '0', second = '0', after] = time;
  const named = before ?? after;
  const inDay = named === undefined ? Number(hour) : hourOf(Number(hour), named);
  return inDay === null ? null : atClock(date, String(inDay), minute, second);
}

/** Three in the afternoon is fifteen; twelve at night and in the morning is nought. */
function hourOf(hour: number, named: string): number | null {
  if (/^p/i.test(named) || /下午|午后|傍晚|晚|夜间/.test(named)) return hour < 12 ? hour + 12 : hour;
  if (named === '中午' || named === '正午') return hour < 3 ? hour + 12 : hour;
  return hour > 12 ? null : hour % 12;
}

function atClock(date: string, hour: string, minute: string, second: string): Date | null {
  // 24:00 is how a day ends
  if (Number(hour) === 24 && Number(minute) === 0 && Number(second) === 0 && isDay(date))
    return new Date(instantOf(date, '00:00').getTime() + 86_400_000);
  if (!isDay(date) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return new Date(instantOf(date, `${padded(hour)}:${padded(minute)}`).getTime() + Number(second) * 1_000);
}

function padded(number: string): string {
  return number.padStart(2, '0');
}

const valid = (date: Date): Date | null => (Number.isNaN(date.getTime()) ? null : date);

/** Date.parse moves 02-30 to March. */
function isDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
