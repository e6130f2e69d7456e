import type { AppellantAnswer } from '@weisu/api';
import type { Actor } from '@weisu/identity';
import type { Appeal } from '../registration/appeal.js';
import { maskedName, maskedPhone } from '@weisu/personal-data';

export type Contact = Readonly<{ name: string | null; phone: string | null }>;
type Asked = Pick<
  Appeal,
  'origin' | 'kind' | 'persons' | 'confidential' | 'residentSubject' | 'registeredBy'
>;

const desks = ['DISTRICT', 'STREET', 'COMMUNITY', 'AUDITOR'] as const;

/** The appellant as someone who may see the appeal sees it. Null for a matter found by ourselves. */
export function maskedAppellant(appeal: Asked, contact: Contact, actor: Actor): AppellantAnswer | null {
  if (appeal.origin === 'FOUND') return null;
  const shown =
    !appeal.confidential || seesConfidential(appeal, actor) ? contact : { name: null, phone: null };
  return {
    ...describe(appeal, contact),
    name: shown.name === null ? null : maskedName(shown.name),
    phone: shown.phone === null ? null : maskedPhone(shown.phone),
  };
}

/** Name and phone in full, for an audited reveal. */
export function revealedAppellant(appeal: Asked, contact: Contact): AppellantAnswer {
  return { ...describe(appeal, contact), ...contact };
}

function describe({ kind, persons }: Asked, { name, phone }: Contact) {
  return { kind, anonymous: name === null && phone === null, persons };
}

/** Handlers (department, company, grid, mediator) see nothing of who asked for confidentiality; those who sent the matter know it anyway. */
function seesConfidential(appeal: Asked, actor: Actor): boolean {
  return (
    desks.some((role) => actor.roles.includes(role)) ||
    (actor.roles.includes('RESIDENT') && appeal.residentSubject === actor.subject) ||
    (actor.roles.includes('INTEGRATION') && appeal.registeredBy === actor.client)
  );
}
