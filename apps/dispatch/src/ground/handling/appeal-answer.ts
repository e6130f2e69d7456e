import type { AppealAnswer } from '@weisu/api';
import { isOutside, type Actor } from '@weisu/identity';
import type { Handling } from './handling.js';

export type Leadership = NonNullable<AppealAnswer['caseLeader']>;
export type AccountView = NonNullable<AppealAnswer['account']>;

/** To a unit that was let go: what kind of matter it was. How it stands is nothing that it is told any more (ADR 39). */
export function formerAnswer({ id, category, nature }: Handling): AppealAnswer {
  return { id, status: 'REGISTERED', category, nature, former: true };
}

/** What dispatch owns of an appeal. */
export function appealAnswer(
  handling: Handling,
  caseLeader: Leadership | null,
  account: AccountView | null,
): AppealAnswer {
  return {
    id: handling.id,
    former: false,
    status: handling.status,
    category: handling.category,
    nature: handling.nature,
    urgency: handling.urgency,
    sphere: handling.sphere,
    difficulty: handling.difficulty,
    size: handling.size,
    factors: handling.factors,
    responseLevel: handling.responseLevel,
    firstContact: handling.firstContact,
    selfHandled: handling.selfHandled,
    version: handling.version,
    suggestion: handling.suggestion && {
      ...handling.suggestion,
      factors: handling.suggestion.factors ?? [],
      assistUnitIds: handling.suggestion.assistUnitIds ?? [],
    },
    caseLeader,
    account,
  };
}

/** What officials note for each other is not the resident's or the sender's: who leads, the measures, our suggestion. */
export function shownTo(actor: Pick<Actor, 'roles'>, answer: AppealAnswer): AppealAnswer {
  return isOutside(actor) ? { ...answer, caseLeader: null, account: null, suggestion: null } : answer;
}
