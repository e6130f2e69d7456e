import { createHash } from 'node:crypto';
import { DomainError, eventCatalogue, systemActor, type Envelope } from '@weisu/contracts';
import type { DataSource } from 'typeorm';
import { decode, type Message } from './cloud-event.js';
import { connectionLost } from './connection-lost.js';
import { heardUpTo, PassedOver } from './heard.js';
import { noMeter, type Meter, type Outcome } from './meter.js';
import { inSpan } from './span.js';
import type { Time } from './time.js';
import { readRows } from './prepared.js';
import { runWork, sqlState, type Poke, type Work } from './work.js';

/** What a reaction gets: the event, its payload parsed by the contract, and the transaction of its effect. */
export type Reaction = (event: Envelope, work: Work) => Promise<void>;

export type InboxSettings = Readonly<{
  source: DataSource;
  time: Time;
  poke: Poke;
  /** Reactions to a type of event, in the order they are to run; all in one transaction. */
  reactionsTo: (type: string) => readonly Reaction[];
  onDeadLetter: (event: { id: string; type: string }, error: unknown) => void;
  /** Cursors of events that nobody reacts to could not be written. */
  onPassedOverLost: (error: unknown) => void;
  /** What was read from a journal failed; its delivery is yet to come. */
  onAheadFailed: (error: unknown) => void;
  meter?: Meter;
  /** Whose inbox it is, for traces. */
  group?: string;
  attempts?: number;
  /** Wait before the next attempt, in milliseconds. */
  backOff?: (attempt: number) => number;
}>;

/** Database errors that say nothing about the message: the connection or the server is gone. */
const unavailable = /^(08|57P|53)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/**
 * Takes messages and makes each take effect once: the event id is inserted in the transaction of the effect, and an id that is already
 * there means "done". A message that fails every attempt becomes a dead letter with its error, so that it never blocks its lane.
 */
export class Inbox {
  private readonly passedOver: PassedOver;

  constructor(private readonly settings: InboxSettings) {
    this.passedOver = new PassedOver(settings.source, settings.onPassedOverLost);
  }

  async handle(message: Message): Promise<void> {
    const type = message.headers['ce_type'] ?? '';
    const reactions = this.settings.reactionsTo(type);
    // a message that names no type is nobody's by intention: it is buried below, not passed by
    if (type && !reactions.length) return this.passOver(message);
    const started = performance.now();
    let outcome: Outcome = 'REDELIVERY';
    try {
      outcome = await this.outcomeOf(message, reactions);
    } finally {
      const { meter = noMeter } = this.settings;
      meter.handled(type, outcome, (performance.now() - started) / 1_000);
    }
  }

  /**
   * Takes effect of an event that was read from a journal and not delivered, once and without burying it: what fails here is left to its delivery, which
   * is recognised where this took effect. False: it failed, and what follows of its subject has to wait.
   */
  async takeAhead(message: Message): Promise<boolean> {
    const type = message.headers['ce_type'] ?? '';
    const reactions = this.settings.reactionsTo(type);
    if (!reactions.length) {
      this.passOver(message);
      return true;
    }
    const started = performance.now();
    try {
      const outcome = await this.takeEffect(message, reactions);
      const { meter = noMeter } = this.settings;
      if (outcome === 'EFFECT') meter.handled(type, 'AHEAD', (performance.now() - started) / 1_000);
      return true;
    } catch (error) {
      this.settings.onAheadFailed(error);
      return false;
    }
  }

  /** Writes what waits to be written. */
  settle(): Promise<void> {
    return this.passedOver.flush();
  }

  private passOver({ headers }: Message): void {
    this.passedOver.note(
      headers['ce_source'] ?? '',
      headers['ce_subject'] ?? '',
      Number(headers['ce_sequence']),
    );
  }

  /** Rejects when the message is to be delivered again. */
  private async outcomeOf(message: Message, reactions: readonly Reaction[]): Promise<Outcome> {
    const attempts = this.settings.attempts ?? 5;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.takeEffect(message, reactions);
      } catch (error) {
        if (unavailable.test(sqlState(error)) || connectionLost(error) || tooEarly(error)) throw error;
        if (attempt < attempts && !(error instanceof DomainError && attempt >= 2)) {
          await new Promise((next) => setTimeout(next, (this.settings.backOff ?? defaultBackOff)(attempt)));
          continue;
        }
        await this.bury(message, error, attempt);
        return 'DEAD_LETTER';
      }
    }
  }

  /** Handles a dead letter again; on success it is gone. Answers how many were replayed and how many failed again. */
  async replayDeadLetters(limit = 100): Promise<{ replayed: number; failed: number }> {
    const letters = await readRows<{ id: string; envelope: Message }>(
      this.settings.source,
      'SELECT id, envelope FROM dead_letter ORDER BY id LIMIT $1',
      [limit],
    );
    let replayed = 0;
    for (const letter of letters) {
      try {
        await this.takeEffect(
          letter.envelope,
          this.settings.reactionsTo(letter.envelope.headers['ce_type'] ?? ''),
        );
        await this.settings.source.query('DELETE FROM dead_letter WHERE id = $1', [letter.id]);
        replayed += 1;
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        await this.settings.source.query(
          'UPDATE dead_letter SET error = $2, attempts = attempts + 1 WHERE id = $1',
          [letter.id, text],
        );
      }
    }
    return { replayed, failed: letters.length - replayed };
  }

  private takeEffect(message: Message, reactions: readonly Reaction[]): Promise<Outcome> {
    const {
      ce_type: type = '',
      ce_subject: subject = '',
      ce_traceparent: traceparent = '',
    } = message.headers;
    const attributes = {
      'weisu.service': this.settings.group ?? '',
      'weisu.event.type': type,
      'weisu.appeal.id': subject,
    };
    return inSpan(`react to ${type}`, { kind: 'CONSUMER', attributes, traceparent }, () =>
      this.react(message, reactions),
    );
  }

  private async react(message: Message, reactions: readonly Reaction[]): Promise<Outcome> {
    const envelope = decode(message);
    const definition = eventCatalogue.get(envelope.type);
    if (!definition) throw new Error(`no contract for ${envelope.type}`);
    const event = { ...envelope, payload: definition.payload.parse(envelope.payload) };
    const context = {
      now: this.settings.time.now(),
      actor: systemActor,
      correlationId: event.correlationId,
      causationId: event.id,
    };
    return runWork(this.settings.source, context, this.settings.poke, async (work): Promise<Outcome> => {
      const fresh = await work.query(
        `WITH fresh AS (INSERT INTO inbox (event_id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING event_id),
           mark AS (${heardUpTo('$2', '$3', '$4::int', 'FROM fresh')})
         SELECT event_id FROM fresh`,
        [event.id, event.source, event.subject, event.sequence],
      );
      if (!fresh.length) return 'DUPLICATE';
      for (const react of reactions) await react(event, work);
      return 'EFFECT';
    });
  }

  private async bury(message: Message, error: unknown, attempts: number): Promise<void> {
    const id = idOf(message);
    const text = error instanceof Error ? error.message : String(error);
    const { ce_source: source = '', ce_subject: subject = '', ce_sequence: sequence = '' } = message.headers;
    // a dead letter counts as heard: it is replayed by hand, and never because somebody asks for its subject
    await this.settings.source.query(
      `WITH letter AS (
         INSERT INTO dead_letter (event_id, topic, envelope, error, attempts) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (event_id) DO UPDATE SET error = excluded.error, attempts = dead_letter.attempts + excluded.attempts
       ), mark AS (${heardUpTo('$6::text', '$7::text', '$8::int', 'WHERE $8::int > 0')})
       SELECT 1`,
      [id, message.topic, JSON.stringify(message), text, attempts, source, subject, Number(sequence) || 0],
    );
    this.settings.onDeadLetter({ id, type: message.headers['ce_type'] ?? '' }, error);
  }
}

/** A message without a proper id is buried, too, instead of blocking its lane for ever; its content names it. */
function idOf(message: Message): string {
  const id = message.headers['ce_id'] ?? '';
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id;
  return createHash('md5').update(JSON.stringify(message)).digest('hex');
}

/** The service has no reference data yet: the message is not at fault and is delivered again. */
function tooEarly(error: unknown): boolean {
  return error instanceof DomainError && error.code === 'REFERENCE_INCOMPLETE';
}

function defaultBackOff(attempt: number): number {
  return Math.min(50 * 3 ** attempt, 5_000);
}
