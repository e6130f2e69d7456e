import type { ClockAnswer, JudicialConfirmationAnswer, MediationAnswer, PartyAnswer } from '@weisu/api';
import { erasedText } from '@weisu/contracts';
import type { Agreement } from '../agreement/agreement.js';
import type { Confirmation } from '../confirmation/confirmation.js';
import { maskedAddress, maskedName, maskedPhone } from '@weisu/personal-data';
import type { MediationSession } from '../session/session.js';
import type { Mediation, Party } from './mediation.js';

/** Everything that is on record of one mediation. */
export type CaseFile = Readonly<{
  mediation: Mediation;
  parties: readonly Party[];
  sessions: readonly MediationSession[];
  agreement: Agreement | null;
  confirmation: Confirmation | null;
  clocks: readonly ClockAnswer[];
}>;

/** `persons`: whether the actor sees names and numbers whole. */
export function answerOf(file: CaseFile, persons: boolean): MediationAnswer {
  const { mediation, agreement } = file;
  const { id, number, appealId, source, kind, status, committeeId, room, mediatorIds, failure, version } =
    mediation;
  return {
    id,
    number,
    appealId,
    source,
    kind,
    status,
    committeeId,
    room,
    mediatorIds,
    parties: file.parties.map((party) => partyAnswer(party, persons)),
    sessions: file.sessions.map(({ at, place, present, record }) => ({
      at,
      place,
      present: persons ? present : present.map(maskedName),
      record,
    })),
    agreement,
    confirmation: confirmationAnswer(file),
    clocks: [...file.clocks].sort((a, b) => a.dueBy.getTime() - b.dueBy.getTime()),
    failure,
    version,
  };
}

function partyAnswer(party: Party, persons: boolean): PartyAnswer {
  if (persons || party.name === erasedText) return party;
  const { id, side, name, phone, address, agent, consents } = party;
  return {
    id,
    side,
    name: maskedName(name),
    phone: phone && maskedPhone(phone),
    address: address && maskedAddress(address),
    agent: agent && maskedName(agent),
    consents,
  };
}

/** Null until there is an agreement. The clock alone says until when. */
export function confirmationAnswer({
  confirmation,
  clocks,
}: Pick<CaseFile, 'confirmation'> &
  Readonly<{ clocks: readonly Pick<ClockAnswer, 'kind' | 'dueBy'>[] }>): JudicialConfirmationAnswer | null {
  const clock = clocks.find((one) => one.kind === 'CONFIRMATION');
  if (!confirmation || !clock) return null;
  const { status, court, obstacles, ruledAt } = confirmation;
  return { status, dueBy: clock.dueBy, court, obstacles, ruledAt };
}
