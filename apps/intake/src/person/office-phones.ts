import { isMainland, withoutCountry } from './phone.js';

/** What an office was given as telephone number: the one that can be called, and what was written where that says more or other. */
export type Phones = Readonly<{ usable: string | null; written: string | null }>;

/** The landlines of a place: its area code with the zero, and how many digits stand behind it. Reference data of the district. */
export type Landlines = Readonly<{ areaCode: string; digits: number }>;

/** What people write where there is no number. */
const none =
  /^(?:无|没有|无电话|无号码|不详|不明|未知|不知|保密|匿名|未留|未留电话|未留号码|未填|未登记|未提供|没留|暂无|不愿透露|不便透露|不愿提供|空|none|null|nil|n\/?a|#n\/a|[-—/\\.。、*x?？0]+)$/i;
const hongKong = /^(?:\+|00)?852([2-9]\d{7})$/;
const macao = /^(?:\+|00)?853([268]\d{7})$/;
const inHongKong = /香港|\bhk\b|hong ?kong/iu;
const inMacao = /澳门|澳門|maca[uo]/iu;
/** A landline whose leading zero a spreadsheet ate. Behind 10 and 2x stand eight digits everywhere. */
const withoutZero = /^(?:(?:10|2\d)[2-9]\d{7}|[3-9]\d{2}[2-9]\d{6,7})$/;
const dashes = '\\-‐-―';
const extension = /(?:转|分机|ext\.?|#|\*)[号线机:\s]*\d{1,6}\s*$/i;
/** 0755-22334455-801: what follows the landline is an extension. */
const landlineWithExtension = new RegExp(
  `^(\\(?0?\\d{2,3}\\)?[\\s${dashes}]*\\d{3,4}[\\s${dashes}]?\\d{4})[${dashes}]\\d{1,6}$`,
  'u',
);
const between = String.raw`[/\\、;；,，|&+~\n]|或|及|和|与`;
/** A date stands in the wrong column more often than somebody has a number that looks like one. */
const date = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
/** What may stand beside a number that is only complete in its own town: what kind it is and whose. Numbers of other things are none. */
const kindOfPhone = /联系|固定|电话|手机|座机|固话|办公|住宅|家庭|单位|本人|号码|[办家宅]|tel|phone|no\.?/giu;
const someonesName = /^\p{Script=Han}{0,4}$/u;
const otherThing = /[单号证期年月日信邮房栋见件编码]/u;
const longestWritten = 200;

/**
 * The first number of a text that can be called, and the text itself where it is not simply that number: several numbers, an extension, words, or nothing
 * that can be called at all. Whoever brings a matter in does not lose it for its telephone number. A landline without its area code is completed where the
 * place is known and nothing else fits.
 */
export function phonesIn(given: string | null | undefined, local: Landlines | null = null): Phones {
  const text = (given ?? '').trim().slice(0, longestWritten).normalize('NFKC').trim();
  if (!text || none.test(text.replace(/\s/gu, ''))) return { usable: null, written: null };
  const whole = numberIn(text, local);
  if (whole?.typed === joined(text.replace(/\.0$/, ''))) return { usable: whole.number, written: null };
  const parts = [text.split(new RegExp(between, 'u')), text.split(new RegExp(`${between}|\\s`, 'u'))].flat();
  const found = whole ?? parts.map((part) => numberIn(part, local)).find((number) => number !== null);
  return {
    usable: found?.number ?? completeIn(text),
    written: (given ?? '').trim().slice(0, longestWritten),
  };
}

const joined = (text: string): string => text.replace(new RegExp(`[\\s()${dashes}.]`, 'gu'), '');

type Found = Readonly<{
  number: string;
  /** The digits that it was made of. */
  typed: string;
}>;

function numberIn(part: string, local: Landlines | null): Found | null {
  const bare = part
    .replace(/[([【][^)\]】]*[^\d\s)\]】-][^)\]】]*[)\]】]/gu, ' ')
    .replace(/\.0$/, '')
    .trim()
    .replace(extension, '');
  const found =
    new RegExp(`\\+?\\d[\\d\\s()${dashes}.]*\\d`, 'u').exec(bare.replace(/^[^\d+(]*/u, ''))?.[0] ?? '';
  const typed = joined(found.replace(landlineWithExtension, '$1'));
  const number = outsideMainland(typed, part) ?? inMainland(typed, local);
  return number === null ? localNumber(found, { part, bare }, local) : { number, typed };
}

/** In Hong Kong and Macao without +852 and +853 only where somebody says so. */
function outsideMainland(typed: string, part: string): string | null {
  const [, there = inHongKong.test(part) ? /^[2-9]\d{7}$/.exec(typed)?.[0] : undefined] =
    hongKong.exec(typed) ?? [];
  if (there) return `+852${there}`;
  const [, beyond = inMacao.test(part) ? /^[268]\d{7}$/.exec(typed)?.[0] : undefined] =
    macao.exec(typed) ?? [];
  return beyond ? `+853${beyond}` : null;
}

function inMainland(typed: string, local: Landlines | null): string | null {
  const dialled = withoutCountry(typed)
    .replace(/^86(0?\d{10,12})$/, '$1')
    .replace(/^0(1[3-9]\d{9})$/, '$1');
  const digits = withoutZero.test(dialled) && isMainland(`0${dialled}`) ? `0${dialled}` : dialled;
  if (!isMainland(dialled) && !isMainland(digits)) return null;
  const number = isMainland(dialled) ? dialled : digits;
  // in its own town it is known how long a number is: one digit less is a slip
  const isSlip =
    local !== null &&
    number.startsWith(local.areaCode) &&
    number.length !== local.areaCode.length + local.digits;
  return isSlip ? null : number;
}

function localNumber(
  found: string,
  { part, bare }: Readonly<{ part: string; bare: string }>,
  local: Landlines | null,
): Found | null {
  if (local === null || inHongKong.test(part) || inMacao.test(part)) return null;
  const beside = bare
    .replace(found, ' ')
    .replace(kindOfPhone, ' ')
    .replace(/[\s:.()]/gu, '');
  if (!someonesName.test(beside) || otherThing.test(beside)) return null;
  const typed = [found, found.replace(new RegExp(`[${dashes}]\\d{1,4}$`, 'u'), '')]
    .map(joined)
    .find((digits) => digits.length === local.digits && /^[2-9]/.test(digits) && !date.test(digits));
  return typed === undefined ? null : { number: `${local.areaCode}${typed}`, typed };
}

/** Among whatever else: a number that is complete by itself, also where a line break between two got lost. */
function completeIn(text: string): string | null {
  const runs = text.match(/\d{7,}/gu) ?? [];
  return (
    runs.map((run) => run.replace(/^(1[3-9]\d{9})(?:1[3-9]\d{9})+$/, '$1')).find((run) => isMainland(run)) ??
    null
  );
}
