import { DomainError } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { requireRevealable, type Contact } from '../person/appellant.js';
import type { Appeal } from '../registration/appeal.js';
import { checkMover } from '../relocation/relocation.js';
import { checkErasable, checkEraser, isErased, type Course } from '../retention/erasure.js';
import type { RetentionTerms } from '../retention/terms.js';

/** What the operations about a matter that belong to intake ask before they decide. */
export type IntakeFacts = Readonly<{
  actor: Actor;
  appeal: Appeal & Readonly<{ erasedAt: Date | null }>;
  /** Opened only when it is asked; throws DATA_KEY_LOST. */
  contact: () => Contact;
  course: Course;
  terms: RetentionTerms;
  /** Who asked, and where, is not kept from the caller. */
  mayKnowWho: boolean;
  now: Date;
}>;

type Rule = (facts: IntakeFacts) => unknown;

/** Each operation about a matter that belongs to intake: what it would refuse now, whatever is written in it. */
export const rules = {
  relocateAppeal: ({ actor, appeal }) => {
    checkMover(actor, appeal.areaCode);
    if (actor.areaCode === null) throw new DomainError('AREA_NOT_FOUND');
  },
  revealAppellant: ({ appeal, contact, mayKnowWho }) => requireRevealable(appeal, contact(), mayKnowWho),
  erasePersonalData: ({ actor, appeal, course, terms, now }) => {
    checkEraser(actor, appeal.areaCode);
    if (isErased(course)) return 'DONE';
    return checkErasable(course, 'REQUEST', now, terms);
  },
} as const satisfies Readonly<Record<string, Rule>>;
