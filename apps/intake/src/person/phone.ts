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

export const isMainland = (digits: string): boolean =>
  [mobile, landline, service].some((form) => form.test(digits));

/** Without +86, and with the zero of an area code that was dialled from abroad. */
export function withoutCountry(typed: string): string {
  const rest = /^(?:\+|00)86(\d+)$/.exec(typed)?.[1] ?? /^86(1[3-9]\d{9})$/.exec(typed)?.[1];
  if (rest === undefined) return typed;
  // From abroad an area code is dialled without its zero.
  return mobile.test(rest) || rest.startsWith('0') ? rest : `0${rest}`;
}
