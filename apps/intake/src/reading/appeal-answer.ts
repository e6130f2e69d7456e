import type { AppealAnswer, ExternalOrderAnswer } from '@weisu/api';
import { maskedAppellant, type Contact } from '../person/appellant.js';
import { externalOf, ownDoors, type Appeal } from '../registration/appeal.js';
import { beginningOf } from '../registration/content.js';

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

/** In place of what a unit that was let go does not read. */
export const notShown = '（本单位已不再办理，内容不再显示）';

/**
 * To a unit that was let go: that there was such a matter, and its title where an office gave it; what a resident wrote, who it is, where and with what evidence
 * is nothing of the unit's any more (docs/adr/0039).
 */
export function formerAppealAnswer(appeal: Appeal): AppealAnswer {
  const { id, number, channel, origin, confidential, submittedAt, registeredAt } = appeal;
  const titled = !ownDoors.has(channel) && appeal.title !== beginningOf(appeal.text);
  return {
    ...{ id, number, channel, origin, confidential, submittedAt, registeredAt, former: true },
    title: titled ? appeal.title : notShown,
    text: notShown,
    ...{ areaCode: null, address: null, point: null, appellant: null, firstReceiverId: null },
    ...{ repeatOfId: null, external: null, personalDataErasedAt: null, evidenceIds: [] },
  };
}

function externalAnswer(appeal: Appeal): ExternalOrderAnswer | null {
  const order = externalOf(appeal);
  if (!order) return null;
  const { system, number, dispatchedAt, dueBy, returnBy, followUpBySender, replyRequired } = order;
  const byHand = order.byHand ?? false;
  return { system, number, dispatchedAt, dueBy, returnBy, followUpBySender, replyRequired, byHand };
}
