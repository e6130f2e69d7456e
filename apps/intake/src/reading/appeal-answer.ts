import type { AppealAnswer, ExternalOrderAnswer } from '@weisu/api';
import { maskedAppellant, type Contact } from '../person/appellant.js';
import { externalOf, type Appeal } from '../registration/appeal.js';

/** What of an appeal's persons the reader may know. */
export type Known = Readonly<{ who: boolean; repeatOf: boolean }>;

/** What intake answers of an appeal to someone who may see it. */
export function appealAnswer(
  appeal: Appeal & Readonly<{ erasedAt?: Date | null }>,
  evidenceIds: readonly string[],
  contact: Contact,
  known: Known,
): AppealAnswer {
  const { longitude, latitude, datum } = appeal;
  return {
    id: appeal.id,
    number: appeal.number,
    title: appeal.title,
    text: appeal.text,
    channel: appeal.channel,
    origin: appeal.origin,
    areaCode: appeal.areaCode,
    address: appeal.address,
    point: longitude !== null && latitude !== null && datum !== null ? { longitude, latitude, datum } : null,
    appellant: maskedAppellant(appeal, contact, known.who),
    confidential: appeal.confidential,
    firstReceiverId: appeal.firstReceiverId,
    repeatOfId: known.repeatOf ? appeal.repeatOfId : null,
    external: externalAnswer(appeal),
    submittedAt: appeal.submittedAt,
    registeredAt: appeal.registeredAt,
    personalDataErasedAt: appeal.erasedAt ?? null,
    evidenceIds,
  };
}

function externalAnswer(appeal: Appeal): ExternalOrderAnswer | null {
  const order = externalOf(appeal);
  if (!order) return null;
  const { system, number, dispatchedAt, dueBy, returnBy, followUpBySender, replyRequired } = order;
  const byHand = order.byHand ?? false;
  return { system, number, dispatchedAt, dueBy, returnBy, followUpBySender, replyRequired, byHand };
}
