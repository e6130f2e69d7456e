import { announce, ConsentRecorded, DomainError, MediationFailed } from '@weisu/contracts';
import { failureText } from '../failure/failure.js';
import { named, type Decision, type Mediation, type Party } from '../mediation/mediation.js';

const open = new Set<Mediation['status']>(['CONSENT_PENDING', 'MEDIATING']);

/** Throws CONSENT_REFUSED once a party has refused, STATE_FORBIDS when it has ended. */
export function requireConsentable(mediation: Mediation, parties: readonly Pick<Party, 'consents'>[]): void {
  if (parties.some((one) => one.consents === false)) throw new DomainError('CONSENT_REFUSED');
  if (!open.has(mediation.status)) throw new DomainError('STATE_FORBIDS');
}

/**
 * Mediation begins when every party consents, and ends when one refuses, also one that had consented (人民调解法 art. 17, 23).
 * The same answer again changes nothing; `party` is then null.
 */
export function recordConsent(
  mediation: Mediation,
  parties: readonly Party[],
  partyId: string,
  consents: boolean,
): Decision & { party: Party | null } {
  const party = parties.find((one) => one.id === partyId);
  if (!party) throw new DomainError('NOT_FOUND');
  if (party.consents === consents) return { mediation, party: null, announcements: [] };
  requireConsentable(mediation, parties);

  const answered = { ...party, consents };
  const recorded = announce(ConsentRecorded, { ...named(mediation), partyId, consents });
  if (!consents) {
    const failure = failureText(mediation.kind, '当事人明确拒绝调解（人民调解法第十七条）');
    return {
      mediation: { ...mediation, status: 'FAILED', failure },
      party: answered,
      announcements: [recorded, announce(MediationFailed, named(mediation))],
      meets: ['CONSENT'],
      cancels: ['MEDIATE'],
    };
  }
  const complete = parties.every((one) => one.id === partyId || one.consents === true);
  return {
    mediation: complete ? { ...mediation, status: 'MEDIATING' } : mediation,
    party: answered,
    announcements: [recorded],
    ...(complete ? { meets: ['CONSENT' as const] } : {}),
  };
}
