import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PartsAway } from '@weisu/clocks';
import { announce, systemActor, TextMessageSent, TextMessageUnsent } from '@weisu/contracts';
import { Relay, runWork, Time, type Work } from '@weisu/messaging';
import { Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { untilRecorded } from '../sending/recording.client.js';
import { SendingLoop } from '../sending/sending-loop.client.js';
import { ReceiverNumbers, textSettings, type TextSettings } from './contact.client.js';
import { mayTry, nextStep, type Outcome, type TextStep } from './outcome.js';
import { NotReached, Refused, TextMessageDriver } from './text-message.driver.js';
import { textOf, waitMilliseconds } from './text-message.js';
import {
  claimTexts,
  expireTexts,
  giveBackTexts,
  handOverText,
  recordText,
  renewTexts,
  stillPending,
  type ClaimedText,
  type Reachable,
} from './text-message.store.js';

const concurrency = 4;

/** How often numbers of texts that ended elsewhere (erased, answered, sent by another process) are let go, in milliseconds. */
const forgetMilliseconds = 60_000;

/** The database and the outbox, as one part that texts are recorded in. */
@Injectable()
export class TextRecords {
  constructor(
    private readonly source: DataSource,
    private readonly relay: Relay,
    private readonly time: Time,
  ) {}

  /** Answers how many. */
  expire(): Promise<number> {
    return this.inWork(async (work) => {
      const expired = await expireTexts(work);
      for (const text of expired) await sayUnsent(work, text);
      return expired.length;
    });
  }

  /** What is due, but for what can be read tomorrow and would wake somebody tonight: that waits for the morning, whatever it waited for until now. */
  async claim(limit: number, reachable: Reachable): Promise<readonly ClaimedText[]> {
    for (;;) {
      const claimed = await claimTexts(this.source, limit, reachable, randomUUID());
      const now = this.time.now();
      const byDay = claimed.filter(({ template }) => waitMilliseconds(template, now) === 0);
      const atNight = claimed.filter((text) => !byDay.includes(text));
      for (const text of atNight)
        await giveBackTexts(this.source, [text], waitMilliseconds(text.template, now), 'NIGHT');
      if (byDay.length || !claimed.length) return byDay;
    }
  }

  renew(texts: readonly ClaimedText[]): Promise<void> {
    return renewTexts(this.source, texts);
  }

  giveBack(texts: readonly ClaimedText[]): Promise<void> {
    return giveBackTexts(this.source, texts);
  }

  handOver(text: ClaimedText): Promise<boolean> {
    return handOverText(this.source, text);
  }

  async record(text: ClaimedText, outcome: Outcome): Promise<TextStep['status']> {
    const step = nextStep(outcome, text);
    await this.inWork(async (work) => {
      const { appealId, template } = text;
      if (!(await recordText(work, text, step))) return;
      if (step.status === 'SENT')
        await work.announce(appealId, [announce(TextMessageSent, { appealId, template })]);
      else if (step.status !== 'PENDING') await sayUnsent(work, text);
    });
    return step.status;
  }

  private inWork<Result>(effect: (work: Work) => Promise<Result>): Promise<Result> {
    const now = this.time.now();
    const context = { now, actor: systemActor, correlationId: randomUUID(), causationId: null };
    return runWork(this.source, context, () => this.relay.poke(), effect);
  }

  stillPending(ids: readonly string[]): Promise<string[]> {
    return stillPending(this.source, ids);
  }
}

/** Somebody else waits for what stands for a call: it is owed then. */
async function sayUnsent(
  work: Work,
  { appealId, template }: Pick<ClaimedText, 'appealId' | 'template'>,
): Promise<void> {
  if (template !== 'CONTACT') return;
  await work.announce(appealId, [announce(TextMessageUnsent, { appealId, template })]);
}

/** Sends text messages. A crash between sending and recording sends one again, under the same id. */
@Injectable()
export class TextMessages implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly away = new PartsAway<'PROVIDER'>();
  private readonly loop: SendingLoop<ClaimedText>;
  private forgotAt = 0;

  constructor(
    private readonly records: TextRecords,
    private readonly numbers: ReceiverNumbers,
    private readonly driver: TextMessageDriver,
    @Inject(textSettings) private readonly settings: TextSettings,
    private readonly log: Log,
  ) {
    this.loop = new SendingLoop({
      claim: (limit) => this.claim(limit),
      renew: (texts) => records.renew(texts),
      giveBack: (texts) => records.giveBack(texts),
      send: (text, stopping) => this.send(text, stopping),
      onError: (error) => log.failed({ part: 'text messages' }, error),
      concurrency,
      pollMilliseconds: settings.pollMilliseconds,
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async claim(limit: number): Promise<readonly ClaimedText[]> {
    const now = performance.now();
    const expired = await this.records.expire();
    if (expired) this.log.warn({ part: 'text messages', expired }, 'of no use any more');
    if (now - this.forgotAt > forgetMilliseconds) await this.forgetEnded(now);
    if (this.away.isAway('PROVIDER', now)) return [];
    return this.records.claim(limit, this.numbers.reachable(now));
  }

  private async forgetEnded(now: number): Promise<void> {
    const { kept } = this.numbers;
    const pending = kept.length ? new Set(await this.records.stillPending(kept)) : new Set<string>();
    this.numbers.forget(kept.filter((id) => !pending.has(id)));
    this.forgotAt = now;
  }

  private async send(text: ClaimedText, stopping: AbortSignal): Promise<void> {
    const outcome = await this.attempt(text, stopping);
    if (!outcome) return;
    if ('reason' in outcome)
      this.log.warn(
        { part: 'text messages', textMessageId: text.id, reason: outcome.reason },
        outcome.kind === 'NOT_SENT' ? 'a part of ours is away' : 'not sent',
      );
    const status = await untilRecorded(() => this.records.record(text, outcome), stopping);
    if (status !== 'PENDING') this.numbers.forget([text.id]);
  }

  /** Null: it is no longer this process's to send. */
  private async attempt(text: ClaimedText, stopping: AbortSignal): Promise<Outcome | null> {
    if (!mayTry(text)) return { kind: 'EXHAUSTED' };
    const receiver = await this.numbers.numberOf(text);
    if (receiver.kind !== 'NUMBER') return receiver;
    const askedAt = performance.now();
    if (stopping.aborted) return notSent('STOPPING');
    if (this.away.isAway('PROVIDER', askedAt)) return notSent('PROVIDER');
    try {
      if (!(await this.records.handOver(text))) return null;
    } catch (error) {
      this.log.failed({ part: 'text messages', textMessageId: text.id }, error);
      return notSent('DATABASE', 1_000);
    }
    return this.handedOver(text, receiver.phone, askedAt);
  }

  private async handedOver(text: ClaimedText, phone: string, askedAt: number): Promise<Outcome> {
    const message = { id: text.id, phone, text: textOf(text.template, text.number) };
    try {
      await within(this.settings.answerMilliseconds, this.driver.send(message));
    } catch (error) {
      if (error instanceof NotReached) {
        this.away.missed('PROVIDER', askedAt, performance.now(), Math.random());
        return notSent('PROVIDER');
      }
      // the error of a provider may quote the number: only its kind is kept
      const reason = error instanceof Error ? error.name : 'error';
      if (!(error instanceof Refused)) return { kind: 'UNKNOWN', reason };
      this.away.answered('PROVIDER');
      return { kind: 'REFUSED', reason };
    }
    this.away.answered('PROVIDER');
    return { kind: 'ACCEPTED' };
  }
}

const notSent = (reason: string, afterMilliseconds = 0): Outcome => ({
  kind: 'NOT_SENT',
  reason,
  afterMilliseconds,
});

class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

async function within(milliseconds: number, answer: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_answered, reject) => {
    timer = setTimeout(() => reject(new NoAnswer()), milliseconds);
  });
  await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
