import { z } from 'zod';
import type { ServiceName } from './vocabulary.js';

/** A fact that a service announces. The topic is the owning service; a changed meaning is a new version beside the old one. */
export type EventDefinition<Type extends string = string, Payload extends z.ZodType = z.ZodType> = Readonly<{
  type: Type;
  /** Short Chinese name, shown in the ledger. */
  label: string;
  payload: Payload;
}>;

export type PayloadOf<Definition extends EventDefinition> = z.output<Definition['payload']>;

/**
 * An instant in a payload: a Date where it is announced, ISO 8601 with its offset on the wire. Never `z.coerce.date()`, which takes null
 * for 1970 and gives the producer's field the type `unknown`.
 */
export const instantSchema = z.union([
  z.date(),
  z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
]);

/** What a rule decided that others should hear about; the journal turns it into an event. */
export type Announcement = Readonly<{ type: string; payload: unknown }>;

/** Who did it: the token's subject and the unit acted for. `resident` and `system` have no unit. `delegateId`: the unit that acted for one that is away. */
export const actorRefSchema = z.strictObject({
  subject: z.string(),
  kind: z.enum(['STAFF', 'RESIDENT', 'INTEGRATION', 'SYSTEM']),
  unitId: z.string().nullable(),
  delegateId: z.string().optional(),
});
export type ActorRef = z.infer<typeof actorRefSchema>;

export const systemActor: ActorRef = { subject: 'system', kind: 'SYSTEM', unitId: null };

/** An event as it travels: CloudEvents 1.0 attributes plus ours. `subject` is the appeal (or aggregate) and the record key. */
export const envelopeSchema = z.strictObject({
  id: z.uuid(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.coerce.date(),
  /** Without gap per subject and source, so that a missing entry shows. */
  sequence: z.int().positive(),
  correlationId: z.string(),
  causationId: z.string().nullable(),
  /** W3C trace context of what announced it (CloudEvents extension for distributed tracing); absent where nothing is traced. */
  traceparent: z.string().optional(),
  actor: actorRefSchema,
  payload: z.unknown(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** An envelope whose payload was parsed by its definition. */
export type EventOf<Definition extends EventDefinition> = Omit<Envelope, 'payload'> & {
  readonly payload: PayloadOf<Definition>;
};

export function defineEvent<const Type extends string, Payload extends z.ZodType>(definition: {
  type: Type;
  label: string;
  payload: Payload;
}): EventDefinition<Type, Payload> {
  return Object.freeze(definition);
}

/** Parses the payload before anything is written: a producer cannot announce what its consumers would refuse. */
export function announce<Definition extends EventDefinition>(
  definition: Definition,
  payload: z.input<Definition['payload']>,
): Announcement {
  return { type: definition.type, payload: definition.payload.parse(payload) };
}

/** Throws a ZodError when the payload does not keep the contract. */
export function parseEvent<Definition extends EventDefinition>(
  definition: Definition,
  envelope: Envelope,
): EventOf<Definition> {
  return { ...envelope, payload: definition.payload.parse(envelope.payload) as PayloadOf<Definition> };
}

/** `dispatch.work-order-accepted.v1` → `dispatch`: the topic. */
export function topicOf(type: string): string {
  const [topic] = type.split('.');
  if (!topic) throw new Error(`an event type begins with its service: ${type}`);
  return topic;
}

export function serviceOfTopic(topic: string): ServiceName {
  return topic.toUpperCase() as ServiceName;
}
