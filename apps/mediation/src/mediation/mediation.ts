import type { DisputeKind, DisputeSource, MediationStatus } from '@weisu/api';
import { DomainError, type Announcement, type ClockKind } from '@weisu/contracts';

export type Mediation = Readonly<{
  id: string;
  number: string;
  appealId: string | null;
  source: DisputeSource;
  kind: DisputeKind;
  status: MediationStatus;
  committeeId: string;
  /** Where the matter lay when it was opened. */
  areaCode: string;
  room: string | null;
  mediatorIds: readonly string[];
  profileKey: string;
  profileVersion: number;
  /** Why there is no agreement, and the ways that remain (人民调解法 art. 26). */
  failure: string | null;
  openedAt: Date;
  version: number;
}>;

/** What is known of a party; stored sealed. */
export type PartyDetails = Readonly<{
  name: string;
  phone: string | null;
  address: string | null;
  agent: string | null;
}>;

export type Party = PartyDetails &
  Readonly<{
    id: string;
    side: string;
    /** Null until the party has answered. */
    consents: boolean | null;
  }>;

/** What a rule decided: the mediation as it now is, what others should hear, and what becomes of its clocks. */
export type Decision = Readonly<{
  mediation: Mediation;
  announcements: readonly Announcement[];
  meets?: readonly ClockKind[];
  cancels?: readonly ClockKind[];
}>;

/** The subject of its events: the appeal, or the mediation where there is none. */
export function subjectOf(mediation: Mediation): string {
  return mediation.appealId ?? mediation.id;
}

/** The fields that every event of a mediation carries. */
export function named({ id, appealId, committeeId }: Mediation): {
  mediationId: string;
  appealId: string | null;
  committeeId: string;
} {
  return { mediationId: id, appealId, committeeId };
}

/** Sittings and agreements need the consent of every party (人民调解法 art. 3, 17). */
export function requireMediating(mediation: Mediation, parties: readonly Pick<Party, 'consents'>[]): void {
  if (mediation.status === 'MEDIATING') return;
  if (mediation.status === 'CONSENT_PENDING') throw new DomainError('CONSENT_MISSING');
  if (parties.some((party) => party.consents === false)) throw new DomainError('CONSENT_REFUSED');
  throw new DomainError('STATE_FORBIDS');
}
