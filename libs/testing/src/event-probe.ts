import { randomUUID } from 'node:crypto';
import {
  systemActor,
  topics,
  type ActorRef,
  type Announcement,
  type Envelope,
  type EventDefinition,
  type EventOf,
} from '@weisu/contracts';
import { decode, encode, type Transport } from '@weisu/messaging';

/** Hears everything that travels, as a consumer group of its own, and can say things in another service's name. */
export class EventProbe {
  readonly heard: Envelope[] = [];
  private readonly sequences = new Map<string, number>();

  private constructor(private readonly transport: Transport) {}

  static async on(transport: Transport): Promise<EventProbe> {
    const probe = new EventProbe(transport);
    await transport.subscribe({
      group: `probe-${randomUUID()}`,
      topics,
      handle: (message) => {
        probe.heard.push(decode(message));
        return Promise.resolve();
      },
    });
    return probe;
  }

  of<Definition extends EventDefinition>(definition: Definition, subject?: string): EventOf<Definition>[] {
    return this.heard.filter(
      (event) => event.type === definition.type && (subject === undefined || event.subject === subject),
    ) as EventOf<Definition>[];
  }

  /** Publishes an event as its owner would; resolves when every group has taken effect. Answers it, to be delivered again. */
  async say(
    subject: string,
    announcement: Announcement,
    at: Date,
    actor: ActorRef = systemActor,
  ): Promise<Envelope> {
    const sequence = (this.sequences.get(subject) ?? 0) + 1;
    this.sequences.set(subject, sequence);
    const envelope: Envelope = {
      id: randomUUID(),
      source: `/weisu/${announcement.type.split('.')[0] ?? ''}`,
      type: announcement.type,
      subject,
      time: at,
      sequence,
      correlationId: randomUUID(),
      causationId: null,
      actor,
      payload: announcement.payload,
    };
    await this.repeat(envelope);
    return envelope;
  }

  async repeat(envelope: Envelope): Promise<void> {
    await this.transport.publish([encode(envelope)]);
  }
}
