import {
  AccountStruckOff,
  AppealClosed,
  AppealDeclined,
  AppealMerged,
  AppealPassed,
  AppealReopened,
  AppealResolved,
  AppealUnmerged,
  AppealWithdrawn,
  ClockOverdue,
  DomainError,
  FollowUpOverdue,
  FollowUpScheduled,
  PutOnAccount,
  RefusalOverruled,
  RefusalUpheld,
  ReportedBack,
  RequestDecided,
  RequestFiled,
  SummonsWaived,
  UnitCalled,
  WhistleCompleted,
  WorkOrderCancelled,
  WorkOrderDispatched,
  WorkOrderUrged,
  type Envelope,
} from '@weisu/contracts';
import type { Facts } from '../facts/facts.js';

/** Whose endpoint it is: a unit's, or a client's that registers appeals. */
export type Owner = Readonly<{ unitId: string; client: null } | { unitId: null; client: string }>;

/** What a unit's own system can subscribe to: what is asked of that unit, and what became of it. */
export const unitEvents: readonly string[] = [
  WorkOrderDispatched,
  WorkOrderUrged,
  WorkOrderCancelled,
  UnitCalled,
  RefusalUpheld,
  RefusalOverruled,
  SummonsWaived,
  WhistleCompleted,
  RequestFiled,
  RequestDecided,
  ClockOverdue,
  FollowUpScheduled,
  FollowUpOverdue,
  AppealReopened,
  PutOnAccount,
  AccountStruckOff,
].map((definition) => definition.type);

/** What a sending system can subscribe to: what became of the appeals it registered. */
export const clientEvents: readonly string[] = [
  AppealResolved,
  ReportedBack,
  AppealClosed,
  AppealDeclined,
  AppealMerged,
  AppealUnmerged,
  AppealPassed,
  AppealWithdrawn,
  AppealReopened,
].map((definition) => definition.type);

export const webhookEvents: readonly string[] = [...new Set([...unitEvents, ...clientEvents])];

/** Throws WEBHOOK_EVENT_UNKNOWN for one that does not exist or is not for this kind of owner, INVALID_ARGUMENT for none at all. */
export function subscribed(events: readonly string[], owner: Owner): readonly string[] {
  const known = owner.client === null ? unitEvents : clientEvents;
  const unknown = events.find((event) => !known.includes(event));
  if (unknown !== undefined) throw new DomainError('WEBHOOK_EVENT_UNKNOWN', unknown.slice(0, 100));
  if (!events.length) throw new DomainError('INVALID_ARGUMENT', 'events: name at least one');
  return [...new Set(events)];
}

type Addressed = Readonly<{
  unitId?: string | null;
  deciderId?: string;
  requestedById?: string;
  system?: string;
  ratings?: readonly Readonly<{ unitId: string; stars: number }>[];
}>;

/** Units that an event is about; each hears of it through its own endpoints only. */
export function unitsOf(
  { type, payload }: Pick<Envelope, 'type' | 'payload'>,
  facts: Facts,
): readonly string[] {
  if (!unitEvents.includes(type)) return [];
  const addressed = payload as Addressed;
  if (type === RequestFiled.type) return list(addressed.deciderId);
  if (type === RequestDecided.type) return list(addressed.requestedById);
  if (addressed.ratings) return [...new Set(addressed.ratings.map((rating) => rating.unitId))];
  if (addressed.unitId !== undefined) return list(addressed.unitId);
  return list(facts.leadUnitId);
}

/** Systems that an event is about: the one that registered the matter, or the one that signs with the name that it was passed to. */
export function clientsOf(
  { type, payload }: Pick<Envelope, 'type' | 'payload'>,
  facts: Facts,
  signerOf: (system: string) => string | null,
): readonly string[] {
  if (type === AppealPassed.type)
    return list((payload as Addressed).system).map((system) => signerOf(system) ?? system);
  return clientEvents.includes(type) ? list(facts.registeredBy) : [];
}

const list = (value: string | null | undefined): string[] => (value ? [value] : []);

/** Standard Webhooks: a payload stays under 20 kB. Ours hold ids, so this is a guard and not a format. */
export const maxBodyBytes = 20_000;

/** The signed body: the event's own facts and the numbers by which people know the matter. Another unit's stars are left out. */
export function bodyOf(
  event: Pick<Envelope, 'type' | 'time' | 'subject' | 'payload'>,
  owner: Owner,
  facts: Facts,
): string {
  const payload = event.payload as Addressed;
  const data = {
    ...payload,
    ...(payload.ratings
      ? { ratings: payload.ratings.filter((rating) => rating.unitId === owner.unitId) }
      : {}),
    subject: event.subject,
    appealNumber: facts.appealNumber,
    external: owner.client === null ? null : facts.external,
  };
  const body = JSON.stringify({ type: event.type, timestamp: event.time.toISOString(), data });
  if (Buffer.byteLength(body) < maxBodyBytes) return body;
  return JSON.stringify({
    type: event.type,
    timestamp: event.time.toISOString(),
    data: { subject: event.subject },
  });
}
