import type { AgreementInput } from '@weisu/api';
import { announce, DomainError, MediationAgreed, PerformanceRecorded } from '@weisu/contracts';
import {
  named,
  requireMediating,
  type Decision,
  type Mediation,
  type Party,
} from '../mediation/mediation.js';
import { limitedText, requireText } from '../mediation/text.js';

export type Agreement = Readonly<{
  number: string;
  facts: string;
  terms: string;
  performanceWay: string;
  /** A civil day. */
  performBy: string | null;
  oral: boolean;
  effectiveAt: Date;
  gaps: readonly string[];
}>;

type Content = Pick<Agreement, 'facts' | 'terms' | 'performanceWay' | 'performBy'>;

/**
 * What 人民调解法 art. 29 lets an agreement state and this one leaves open. The law says "may", so a gap is a warning; a court is
 * likely to find an agreement without way and time of performance unclear (最高法民诉法解释 358(五)).
 */
export function gapsOf(content: Content, parties: readonly Party[]): string[] {
  const gaps: string[] = [];
  if (parties.some((party) => party.phone === null || party.address === null))
    gaps.push('当事人的基本情况（住址、联系方式）');
  if (!content.facts) gaps.push('主要事实、争议事项');
  if (!responsibilitiesNamed(content, parties)) gaps.push('各方当事人的责任');
  if (!content.performanceWay) gaps.push('履行方式');
  if (content.performBy === null) gaps.push('履行期限');
  return gaps;
}

/** A side that neither facts nor terms mention, by its name or as a side, has no stated responsibility. */
function responsibilitiesNamed({ facts, terms }: Content, parties: readonly Party[]): boolean {
  const text = `${facts}\n${terms}`;
  const mentioned = new Set(
    parties
      .filter((party) => mentions(text, party.side, parties) || text.includes(party.name))
      .map((party) => party.side),
  );
  return parties.every((party) => mentioned.has(party.side));
}

/** 申请人 is also the end of 被申请人: the longer sides are taken out of the text first. */
function mentions(text: string, side: string, parties: readonly Party[]): boolean {
  const longer = parties.map((party) => party.side).filter((other) => other !== side && other.includes(side));
  return longer.reduce((rest, other) => rest.replaceAll(other, ''), text).includes(side);
}

export function conclude(
  mediation: Mediation,
  parties: readonly Party[],
  input: AgreementInput,
  number: string,
  now: Date,
): Decision & { agreement: Agreement } {
  requireMediating(mediation, parties);
  if (input.effectiveAt > now)
    throw new DomainError('INVALID_ARGUMENT', 'effectiveAt: an agreement is recorded once it is in force');
  const content: Content = {
    facts: limitedText(input.facts),
    terms: requireText(input.terms, 'terms'),
    performanceWay: limitedText(input.performanceWay),
    performBy: input.performBy ?? null,
  };
  const gaps = gapsOf(content, parties);
  const { oral, effectiveAt } = input;
  return {
    mediation: { ...mediation, status: 'AGREED' },
    agreement: { ...content, number, oral, effectiveAt, gaps },
    announcements: [announce(MediationAgreed, { ...named(mediation), number, effectiveAt, gaps })],
    meets: ['MEDIATE'],
  };
}

/** What was not done may still be done later; what was done stays done. */
export function recordPerformance(mediation: Mediation, performed: boolean): Decision {
  if (mediation.status !== 'AGREED' && mediation.status !== 'BREACHED')
    throw new DomainError('STATE_FORBIDS');
  return {
    mediation: { ...mediation, status: performed ? 'PERFORMED' : 'BREACHED' },
    announcements: [announce(PerformanceRecorded, { ...named(mediation), performed })],
  };
}
