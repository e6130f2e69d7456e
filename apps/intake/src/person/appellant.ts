import type { AppellantAnswer } from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import { contactWhenOf, type Appeal } from '../registration/appeal.js';
import { maskedName, maskedPhone } from '@weisu/personal-data';

/** `phoneWritten`: what was given as number, where it is more or other than `phone`. */
export type Contact = Readonly<{ name: string | null; phone: string | null; phoneWritten: string | null }>;

const nobody: Contact = { name: null, phone: null, phoneWritten: null };
type Asked = Pick<Appeal, 'origin' | 'kind' | 'persons' | 'phoneSealed' | 'contactWhen'>;

/** The appellant as someone who may see the appeal sees it. Null for a matter found by ourselves. */
export function maskedAppellant(
  appeal: Asked,
  contact: Contact,
  mayKnowWho: boolean,
): AppellantAnswer | null {
  if (appeal.origin === 'FOUND') return null;
  // four digits and a surname are enough to find the same person's other matter
  const shown = mayKnowWho ? contact : nobody;
  return {
    ...describe(appeal, contact),
    name: shown.name === null ? null : maskedName(shown.name),
    phone: shown.phone === null ? null : maskedPhone(shown.phone),
    // it may hold any number, in any place
    phoneWritten: shown.phoneWritten === null ? null : '***',
  };
}

/** Throws PERSONAL_DATA_ERASED, NOT_FOUND where nobody asked, IDENTITY_CONFIDENTIAL where the caller may not know who. */
export function requireRevealable(
  appeal: Asked & Readonly<{ erasedAt: Date | null }>,
  contact: Contact,
  mayKnowWho: boolean,
): void {
  const isEmpty = Object.values(contact).every((one) => one === null);
  if (appeal.erasedAt && isEmpty) throw new DomainError('PERSONAL_DATA_ERASED');
  // A matter found by ourselves has no appellant, unless the patrol noted whom it spoke to.
  if (appeal.origin === 'FOUND' && isEmpty) throw new DomainError('NOT_FOUND');
  if (!mayKnowWho) throw new DomainError('IDENTITY_CONFIDENTIAL');
}

/** Name and phone in full, for an audited reveal. */
export function revealedAppellant(appeal: Asked, contact: Contact): AppellantAnswer {
  return { ...describe(appeal, contact), ...contact };
}

function describe(appeal: Asked, { name, phone, phoneWritten }: Contact) {
  const { kind, persons, contactWhen } = appeal;
  const anonymous = name === null && phone === null && phoneWritten === null;
  return { kind, anonymous, persons, contactWhen: contactWhenOf(appeal, contactWhen) };
}
