import type { ConfirmationInput, ConfirmationStatus } from '@weisu/api';
import {
  announce,
  ConfirmationApplied,
  ConfirmationBlocked,
  ConfirmationRuled,
  DomainError,
} from '@weisu/contracts';
import { named, type Decision, type Mediation } from '../mediation/mediation.js';
import { requireLine } from '../mediation/text.js';

export type Confirmation = Readonly<{
  status: ConfirmationStatus;
  court: string | null;
  /** The answers to the pre-check, kept with the application. */
  answers: Omit<ConfirmationInput, 'court'> | null;
  obstacles: readonly string[];
  appliedAt: Date | null;
  ruledAt: Date | null;
  note: string | null;
}>;

type Decided = Decision & { confirmation: Confirmation };

export const openConfirmation: Confirmation = {
  status: 'OPEN',
  court: null,
  answers: null,
  obstacles: [],
  appliedAt: null,
  ruledAt: null,
  note: null,
};

const interpretation = '最高人民法院关于适用民事诉讼法的解释';

/**
 * What the court would not accept (355) or would reject (358), each with its article. Scope and public order were asked for later: who does not answer
 * them is not held to them.
 */
const grounds: readonly Readonly<{ bad: (input: ConfirmationInput) => boolean; obstacle: string }>[] = [
  {
    bad: (input) => input.courtScope === false,
    obstacle: `不属于人民法院受理范围的，法院不予受理（${interpretation}第三百五十五条第一款第一项）。`,
  },
  {
    bad: (input) => input.identityRelation,
    obstacle: `申请确认婚姻、亲子、收养等身份关系的，法院不予受理（${interpretation}第三百五十五条第一款第三项）。`,
  },
  {
    bad: (input) => input.otherProcedure,
    obstacle: `涉及适用其他特别程序、公示催告程序、破产程序审理的，法院不予受理（${interpretation}第三百五十五条第一款第四项）。`,
  },
  {
    bad: (input) => input.titleConfirmation,
    obstacle: `调解协议内容涉及物权、知识产权确权的，法院不予受理（${interpretation}第三百五十五条第一款第五项）。`,
  },
  {
    bad: (input) => input.breaksMandatoryLaw,
    obstacle: `调解协议违反法律强制性规定的，法院裁定驳回申请（${interpretation}第三百五十八条第一项）。`,
  },
  {
    bad: (input) => input.harmsThirdParty,
    obstacle: `调解协议损害国家利益、社会公共利益或者他人合法权益的，法院裁定驳回申请（${interpretation}第三百五十八条第二项）。`,
  },
  {
    bad: (input) => input.againstPublicOrder === true,
    obstacle: `调解协议违背公序良俗的，法院裁定驳回申请（${interpretation}第三百五十八条第三项）。`,
  },
  {
    bad: (input) => !input.voluntary,
    obstacle: `调解协议违反自愿原则的，法院裁定驳回申请（${interpretation}第三百五十八条第四项）。`,
  },
  {
    bad: (input) => !input.clear,
    obstacle: `调解协议内容不明确的，法院裁定驳回申请（${interpretation}第三百五十八条第五项）。`,
  },
];

export function obstaclesOf(input: ConfirmationInput): string[] {
  return grounds.filter((ground) => ground.bad(input)).map((ground) => ground.obstacle);
}

/** Throws CONFIRMATION_CLOSED after the limit, STATE_FORBIDS once it was applied for. */
export function requireApplicable(confirmation: Confirmation, dueBy: Date, now: Date): void {
  if (confirmation.status === 'LAPSED') throw new DomainError('CONFIRMATION_CLOSED');
  if (!isUndecided(confirmation)) throw new DomainError('STATE_FORBIDS');
  if (now > dueBy) throw new DomainError('CONFIRMATION_CLOSED');
}

/**
 * The parties' joint application, pre-checked. What was blocked may be corrected and tried again until `dueBy`; on that instant itself
 * it is in time (人民调解法 art. 33, 民事诉讼法 art. 205).
 */
export function applyForConfirmation(
  mediation: Mediation,
  confirmation: Confirmation,
  input: ConfirmationInput,
  dueBy: Date,
  now: Date,
): Decided {
  requireApplicable(confirmation, dueBy, now);
  const { court, ...answers } = { ...input, court: requireLine(input.court, 'court') };
  const obstacles = obstaclesOf(input);
  if (obstacles.length) {
    return {
      mediation,
      confirmation: { ...confirmation, status: 'NOT_ADMISSIBLE', court, answers, obstacles },
      announcements: [announce(ConfirmationBlocked, { ...named(mediation), obstacles })],
    };
  }
  return {
    mediation,
    confirmation: { ...confirmation, status: 'APPLIED', court, answers, obstacles, appliedAt: now },
    announcements: [announce(ConfirmationApplied, named(mediation))],
    meets: ['CONFIRMATION'],
  };
}

export function recordRuling(
  mediation: Mediation,
  confirmation: Confirmation,
  confirmed: boolean,
  note: string | null,
  now: Date,
): Decided {
  if (confirmation.status !== 'APPLIED') throw new DomainError('STATE_FORBIDS');
  return {
    mediation,
    confirmation: { ...confirmation, status: confirmed ? 'CONFIRMED' : 'REFUSED', ruledAt: now, note },
    announcements: [announce(ConfirmationRuled, { ...named(mediation), confirmed })],
  };
}

/** The limit has passed. What was applied for in time is left as it is. */
export function lapse(confirmation: Confirmation): Confirmation {
  return isUndecided(confirmation) ? { ...confirmation, status: 'LAPSED' } : confirmation;
}

function isUndecided({ status }: Confirmation): boolean {
  return status === 'OPEN' || status === 'NOT_ADMISSIBLE';
}
