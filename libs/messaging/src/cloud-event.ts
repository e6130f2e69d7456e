import { envelopeSchema, topicOf, type Envelope } from '@weisu/contracts';
import { isTraceparent } from './span.js';

/** A record as Kafka knows it: topic, key, headers, value. Both transports carry exactly this. */
export type Message = Readonly<{
  topic: string;
  key: string;
  headers: Readonly<Record<string, string>>;
  value: string;
}>;

/** CloudEvents 1.0 binary mode over Kafka; correlation, causation, actor and sequence are extension attributes. */
export function encode(event: Envelope): Message {
  const { delegateId, ...actor } = event.actor;
  return {
    topic: topicOf(event.type),
    key: event.subject,
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_source: event.source,
      ce_type: event.type,
      ce_subject: event.subject,
      ce_time: event.time.toISOString(),
      ce_sequence: String(event.sequence),
      ce_correlationid: event.correlationId,
      ...(event.causationId ? { ce_causationid: event.causationId } : {}),
      ...(event.traceparent ? { ce_traceparent: event.traceparent } : {}),
      // beside the actor: a consumer of the version before refuses members that it does not know
      ...(delegateId ? { ce_delegate: delegateId } : {}),
      ce_actor: JSON.stringify(actor),
    },
    value: JSON.stringify(event.payload),
  };
}

/** Throws when a header is missing or malformed. */
export function decode(message: Message): Envelope {
  const { headers } = message;
  return envelopeSchema.parse({
    id: headers['ce_id'],
    source: headers['ce_source'],
    type: headers['ce_type'],
    subject: headers['ce_subject'],
    time: headers['ce_time'],
    sequence: Number(headers['ce_sequence']),
    correlationId: headers['ce_correlationid'],
    causationId: headers['ce_causationid'] ?? null,
    ...(isTraceparent(headers['ce_traceparent']) ? { traceparent: headers['ce_traceparent'] } : {}),
    actor: {
      ...(JSON.parse(headers['ce_actor'] ?? 'null') as object | null),
      ...(headers['ce_delegate'] ? { delegateId: headers['ce_delegate'] } : {}),
    },
    payload: JSON.parse(message.value) as unknown,
  });
}
