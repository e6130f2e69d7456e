import {
  announce,
  AppealRegistered,
  AppealRepeated,
  DomainError,
  type Announcement,
  type Channel,
  type ContactWhen,
  type ExternalOrder,
  type Suggestion,
  type Urgency,
} from '@weisu/contracts';
import type { Datum } from '@weisu/directory-client';

/** The doors that a resident opens herself; through the others somebody of an office writes down what was said. */
export const ownDoors: ReadonlySet<Channel> = new Set(['WEB', 'QR_CODE', 'MINI_PROGRAM']);

/** One matter as intake keeps it: what was said, by whom, where. One row. */
export type Appeal = Readonly<{
  id: string;
  number: string;
  title: string;
  text: string;
  channel: Channel;
  origin: 'REPORTED' | 'FOUND';
  areaCode: string | null;
  address: string | null;
  /** As given, in the datum given. */
  longitude: number | null;
  latitude: number | null;
  datum: Datum | null;
  kind: 'PERSON' | 'ENTERPRISE' | 'GROUP';
  nameSealed: string | null;
  phoneSealed: string | null;
  phoneWrittenSealed: string | null;
  /** When she may be called; null: there is no number to call, or the version before wrote it. */
  contactWhen: ContactWhen | null;
  persons: number | null;
  confidential: boolean;
  personKey: Buffer | null;
  textHash: Buffer;
  /** Null in what the version before wrote, until it is filled in. */
  wordsHash: Buffer | null;
  contentMark: Buffer;
  repeatOfId: string | null;
  firstReceiverId: string | null;
  residentSubject: string | null;
  registeredBy: string | null;
  /** Within which a `clientId` is unique. */
  registrar: string;
  clientId: string | null;
  externalSystem: string | null;
  /** In place of `externalSystem` where an office typed the number. */
  typedSystem: string | null;
  externalNumber: string | null;
  externalDispatchedAt: Date | null;
  externalDueBy: Date | null;
  externalReturnBy: Date | null;
  externalCategory: string | null;
  externalUrgency: Urgency | null;
  externalHandlerIds: readonly string[] | null;
  externalFollowUp: boolean | null;
  externalReply: boolean | null;
  /** When it was said: for a matter brought in from elsewhere, as the registrar says. */
  submittedAt: Date;
  /** When it reached us: limits run from here. */
  registeredAt: Date;
}>;

type External = Pick<Appeal, Extract<keyof Appeal, `external${string}`> | 'typedSystem'>;

/** Throws EXTERNAL_DEADLINE or INVALID_ARGUMENT. */
export function checkExternal(order: ExternalOrder): ExternalOrder {
  if (!order.system.trim() || !order.number.trim())
    throw new DomainError('INVALID_ARGUMENT', 'external: system and number must not be blank');
  for (const deadline of [order.dueBy, order.returnBy])
    if (deadline && deadline < order.dispatchedAt) throw new DomainError('EXTERNAL_DEADLINE');
  return order;
}

export function externalColumns(order: ExternalOrder | null): External {
  return {
    externalSystem: order?.byHand ? null : (order?.system ?? null),
    typedSystem: order?.byHand ? order.system : null,
    externalNumber: order?.number ?? null,
    externalDispatchedAt: order?.dispatchedAt ?? null,
    externalDueBy: order?.dueBy ?? null,
    externalReturnBy: order?.returnBy ?? null,
    externalCategory: order?.categoryCode ?? null,
    externalUrgency: order?.urgency ?? null,
    externalHandlerIds: order?.handlerUnitIds ?? null,
    externalFollowUp: order?.followUpBySender ?? null,
    externalReply: order?.replyRequired ?? null,
  };
}

/** The order that an appeal came with, or null. */
export function externalOf(appeal: External): ExternalOrder | null {
  const system = appeal.externalSystem ?? appeal.typedSystem;
  const { externalNumber: number } = appeal;
  const { externalDispatchedAt: dispatchedAt, externalDueBy: dueBy } = appeal;
  if (system === null || number === null || dispatchedAt === null || dueBy === null) return null;
  return {
    system,
    number,
    dispatchedAt,
    dueBy,
    returnBy: appeal.externalReturnBy,
    categoryCode: appeal.externalCategory,
    urgency: appeal.externalUrgency,
    handlerUnitIds: [...(appeal.externalHandlerIds ?? [])],
    followUpBySender: appeal.externalFollowUp ?? false,
    replyRequired: appeal.externalReply ?? true,
    ...(appeal.typedSystem === null ? {} : { byHand: true }),
  };
}

/** Whether there is somebody to call, and a number. */
export const isReachable = ({ origin, phoneSealed }: Pick<Appeal, 'origin' | 'phoneSealed'>): boolean =>
  origin === 'REPORTED' && phoneSealed !== null;

/** When she may be called: as she chose, and at once where she gave a number and nothing else is said. */
export function contactWhenOf(
  appeal: Pick<Appeal, 'origin' | 'phoneSealed'>,
  chosen: ContactWhen | null | undefined,
): ContactWhen | null {
  return isReachable(appeal) ? (chosen ?? 'NOW') : null;
}

/** What others hear of a registration. A matter found by ourselves has nobody to reach and no receipt. */
export function registered(
  appeal: Appeal,
  { suggestion, secretVerifier }: { suggestion: Suggestion | null; secretVerifier: string },
): Announcement {
  const reported = appeal.origin === 'REPORTED';
  return announce(AppealRegistered, {
    appealId: appeal.id,
    number: appeal.number,
    channel: appeal.channel,
    origin: appeal.origin,
    areaCode: appeal.areaCode,
    confidential: appeal.confidential,
    reachable: isReachable(appeal),
    ...(appeal.contactWhen === null ? {} : { contactWhen: appeal.contactWhen }),
    submittedAt: appeal.submittedAt,
    firstReceiverId: appeal.firstReceiverId,
    repeatOfId: appeal.repeatOfId,
    residentSubject: appeal.residentSubject,
    registeredBy: appeal.registeredBy,
    secretVerifier: reported ? secretVerifier : null,
    suggestion,
    external: externalOf(appeal),
  });
}

/** Said on the original, so that its own ledger shows it. */
export function repeated(originalId: string, repeat: Pick<Appeal, 'id' | 'number'>): Announcement {
  return announce(AppealRepeated, {
    appealId: originalId,
    repeatId: repeat.id,
    repeatNumber: repeat.number,
  });
}
