import { DomainError } from '@weisu/contracts';

const mobile = /^1[3-9]\d{9}$/;
const landline = /^0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/;
const service = /^[48]00\d{7}$/;

/**
 * The digits of a mainland number: a mobile, a landline with its area code, or 400/800. Spaces, hyphens, brackets, full-width digits and
 * +86 are taken away. Null when nothing was given; throws PHONE_INVALID otherwise.
 */
export function normalisePhone(given: string | null | undefined): string | null {
  const typed = (given ?? '').normalize('NFKC').replace(/[\s()\-‐-―.]/gu, '');
  if (!typed) return null;
  const digits = withoutCountry(typed);
  if (!isMainland(digits)) throw new DomainError('PHONE_INVALID');
  return digits;
}

const isMainland = (digits: string): boolean => [mobile, landline, service].some((form) => form.test(digits));

function withoutCountry(typed: string): string {
  const rest = /^(?:\+|00)86(\d+)$/.exec(typed)?.[1] ?? /^86(1[3-9]\d{9})$/.exec(typed)?.[1];
  if (rest === undefined) return typed;
  // From abroad an area code is dialled without its zero.
  return mobile.test(rest) || rest.startsWith('0') ? rest : `0${rest}`;
}

/** What an office was given as telephone number: the one that can be called, and what was written where that says more or other. */
export type Phones = Readonly<{ usable: string | null; written: string | null }>;

/** What people write where there is no number. */
const none =
  /^(?:无|没有|无电话|不详|未知|保密|匿名|未留|未留电话|未提供|暂无|不愿透露|不便透露|空|none|null|n\/?a|[-—/\\.。、0]+)$/i;
const hongKong = /^(?:\+|00)852([2-9]\d{7})$/;
const macao = /^(?:\+|00)853([268]\d{7})$/;
/** A landline whose leading zero a spreadsheet ate. */
const withoutZero = /^(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}$/;
const extension = /(?:转|分机|ext\.?|#|\*)\s*\d{1,6}\s*$/i;
const longestWritten = 200;

/**
 * The first number of a text that can be called, and the text itself where it is not simply that number: several numbers, an extension, words, or nothing
 * that can be called at all. Whoever brings a matter in does not lose it for its telephone number.
 */
export function phonesIn(given: string | null | undefined): Phones {
  const text = (given ?? '').trim().slice(0, longestWritten).normalize('NFKC').trim();
  if (!text || none.test(text.replace(/\s/gu, ''))) return { usable: null, written: null };
  const whole = numberIn(text);
  if (whole?.typed === joined(text.replace(/\.0$/, ''))) return { usable: whole.number, written: null };
  const parts = [text.split(/[/、;；,，|\n]|或|及|和/u), text.split(/[/、;；,，|\s]|或|及|和/u)].flat();
  const found = whole ?? parts.map(numberIn).find((number) => number !== null);
  return { usable: found?.number ?? null, written: (given ?? '').trim().slice(0, longestWritten) };
}

const joined = (text: string): string => text.replace(/[\s()\-‐-―.]/gu, '');

/** `typed`: the digits that the number was made of. */
function numberIn(part: string): Readonly<{ number: string; typed: string }> | null {
  const bare = part
    .replace(/[([【][^)\]】]*[^\d\s)\]】-][^)\]】]*[)\]】]/gu, ' ')
    .replace(/\.0$/, '')
    .trim()
    .replace(extension, '');
  const found = /\+?\d[\d\s()\-‐-―.]*\d/u.exec(bare.replace(/^[^\d+(]*/u, ''))?.[0] ?? '';
  // 0755-22334455-801: what follows the landline is an extension
  const typed = joined(found.replace(/^(\(?0\d{2,3}\)?[\s-]?\d{7,8})-\d{1,6}$/, '$1'));
  const number = outsideMainland(typed) ?? inMainland(typed);
  return number === null ? null : { number, typed };
}

function outsideMainland(typed: string): string | null {
  const [, inHongKong] = hongKong.exec(typed) ?? [];
  if (inHongKong) return `+852${inHongKong}`;
  const [, inMacao] = macao.exec(typed) ?? [];
  return inMacao ? `+853${inMacao}` : null;
}

function inMainland(typed: string): string | null {
  const digits = withoutCountry(typed);
  if (isMainland(digits)) return digits;
  return withoutZero.test(digits) && landline.test(`0${digits}`) ? `0${digits}` : null;
}
