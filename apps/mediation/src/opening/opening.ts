import type { OpenMediationInput, PartyInput } from '@weisu/api';
import {
  announce,
  areaAt,
  contains,
  DomainError,
  MediationOpened,
  type GovernanceProfile,
  type Unit,
} from '@weisu/contracts';
import { named, type Decision, type Mediation, type Party } from '../mediation/mediation.js';
import { optionalLine, requireLine } from '../mediation/text.js';

/** Parties of one file; more are a matter for several files or for a collective procedure. */
export const mostParties = 50;

/** A committee that may take a matter of this area: one whose area contains it, or one of the same street. */
export function requireCommitteeFor(unit: Unit | null, areaCode: string): Unit {
  if (unit?.kind !== 'MEDIATION_COMMITTEE' || !reaches(unit, areaCode))
    throw new DomainError('UNIT_NOT_FOUND');
  return unit;
}

export function reaches(committee: Unit, areaCode: string): boolean {
  if (contains(committee.areaCode, areaCode)) return true;
  const street = areaAt('STREET', committee.areaCode);
  return street !== null && street === areaAt('STREET', areaCode);
}

/** Two sides at least: several persons of one side alone have no dispute to mediate. */
export function partiesFrom(inputs: readonly PartyInput[], newId: () => string): Party[] {
  if (inputs.length > mostParties) throw new DomainError('PARTIES_INVALID', `at most ${mostParties}`);
  const parties = inputs.map((input) => ({
    id: newId(),
    side: requireLine(input.side, 'side'),
    name: requireLine(input.name, 'name'),
    phone: phoneOf(input.phone),
    address: optionalLine(input.address, 'address'),
    agent: optionalLine(input.agent, 'agent'),
    consents: null,
  }));
  if (new Set(parties.map((party) => party.side)).size < 2) throw new DomainError('PARTIES_INVALID');
  return parties;
}

// Mobile, landline with area code, and numbers from across the border (Hong Kong has eight digits).
const phonePattern = /^\+?\d(?:[ -]?\d){6,14}$/;

function phoneOf(text: string | null | undefined): string | null {
  const phone = optionalLine(text, 'phone');
  if (phone !== null && !phonePattern.test(phone)) throw new DomainError('PHONE_INVALID');
  return phone;
}

/** 卷宗编号 `（年）X人调字第N号` (rules.md §5); X is the committee's own name, so that two committees never share a number. */
export function fileNumber(committee: Unit, year: string, n: number): string {
  return `（${year}）${shortName(committee)}人调字第${n}号`;
}

export function agreementNumber(committee: Unit, year: string, n: number): string {
  return `（${year}）${shortName(committee)}人调协字第${n}号`;
}

function shortName(committee: Unit): string {
  return committee.name.replace(/人民调解委员会$/, '');
}

export type Opening = Readonly<{
  id: string;
  number: string;
  input: OpenMediationInput;
  areaCode: string;
  mediatorIds: readonly string[];
  profile: GovernanceProfile;
  now: Date;
}>;

export function openMediation(opening: Opening): Decision {
  const { id, number, input, areaCode, mediatorIds, profile, now } = opening;
  const { source, kind, committeeId } = input;
  const mediation: Mediation = {
    id,
    number,
    appealId: input.appealId?.toLowerCase() ?? null,
    source,
    kind,
    status: 'CONSENT_PENDING',
    committeeId,
    areaCode,
    room: optionalLine(input.room, 'room'),
    mediatorIds,
    profileKey: profile.key,
    profileVersion: profile.version,
    failure: null,
    openedAt: now,
    version: 1,
  };
  return {
    mediation,
    announcements: [announce(MediationOpened, { ...named(mediation), number, kind, source, areaCode })],
  };
}
