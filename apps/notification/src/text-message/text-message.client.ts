import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { announce, systemActor, TextMessageSent } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { Relay, runWork, Time } from '@weisu/messaging';
import { Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { SendingLoop } from '../sending/sending-loop.client.js';
import { TextMessageDriver } from './text-message.driver.js';
import { retryMilliseconds, textOf, unitOfReceiver, waitMilliseconds } from './text-message.js';
import { claimTexts, recordText, type ClaimedText, type TextStep } from './text-message.store.js';

/** Asks intake for a telephone number at the moment of sending (`contactForMessage`, journaled there). Null: there is none, or its share of receipts is used up. */
export type Contacts = Readonly<{
  contactForMessage(appealId: string, receipt: boolean): Promise<Readonly<{ phone: string }> | null>;
}>;

/** Asks intake at the moment of sending; intake journals who asked. */
export function contactsOver(
  call: (owner: 'INTAKE', operation: string, args: unknown) => Promise<unknown>,
): Contacts {
  return {
    contactForMessage: async (appealId, receipt) =>
      (await call('INTAKE', 'contactForMessage', { appealId, receipt })) as { phone: string } | null,
  };
}

export type TextSettings = Readonly<{ contacts: Contacts; pollMilliseconds: number }>;

export const textSettings = Symbol('textSettings');

const concurrency = 4;

@Injectable()
export class TextRecords {
  constructor(
    private readonly source: DataSource,
    private readonly relay: Relay,
    private readonly time: Time,
  ) {}

  claim(limit: number): Promise<ClaimedText[]> {
    return claimTexts(this.source, limit);
  }

  async record(text: ClaimedText, step: TextStep): Promise<void> {
    const now = this.time.now();
    const context = { now, actor: systemActor, correlationId: randomUUID(), causationId: null };
    await runWork(
      this.source,
      context,
      () => this.relay.poke(),
      async (work) => {
        await recordText(work, text, step);
        const { appealId, template } = text;
        if (step.status === 'SENT')
          await work.announce(appealId, [announce(TextMessageSent, { appealId, template })]);
      },
    );
  }
}

/** Sends text messages. A crash between sending and recording sends one twice, under the same id. */
@Injectable()
export class TextMessages implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: SendingLoop<ClaimedText>;

  constructor(
    private readonly records: TextRecords,
    private readonly driver: TextMessageDriver,
    @Inject(textSettings) private readonly settings: TextSettings,
    private readonly log: Log,
    private readonly directory: DirectoryClient,
    private readonly time: Time,
  ) {
    this.loop = new SendingLoop({
      claim: (limit) => records.claim(limit),
      send: async (text) => this.records.record(text, await this.attempt(text)),
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

  /** What is tried again at night waits for the morning, too. */
  private quietAfter({ template }: ClaimedText, wait: number): number {
    return waitMilliseconds(template, new Date(this.time.now().getTime() + wait));
  }

  /** A person of ours is rung at the office's number, a unit at its own. */
  private async contactOf({
    appealId,
    personId,
    template,
  }: ClaimedText): Promise<Readonly<{ phone: string }> | null> {
    if (personId === null) return this.settings.contacts.contactForMessage(appealId, template === 'RECEIPT');
    const directory = await this.directory.current();
    const unitId = unitOfReceiver(personId);
    const phone = unitId === null ? directory.person(personId)?.phone : directory.unit(unitId)?.phone;
    return phone ? { phone } : null;
  }

  private async attempt(text: ClaimedText): Promise<TextStep> {
    try {
      if (text.number === null) throw new Error('the registration has not been heard yet');
      const contact = await this.contactOf(text);
      if (!contact) return { status: 'UNREACHABLE' };
      await this.driver.send({
        id: text.id,
        phone: contact.phone,
        text: textOf(text.template, text.number),
      });
      return { status: 'SENT' };
    } catch (error) {
      // The error of a provider may quote the number: only its kind is kept.
      const reason = error instanceof Error ? error.name : 'error';
      this.log.warn({ part: 'text messages', textMessageId: text.id, reason }, 'not sent');
      const wait = retryMilliseconds[text.attempt];
      return wait === undefined
        ? { status: 'FAILED', reason }
        : { status: 'PENDING', afterMilliseconds: wait + this.quietAfter(text, wait), reason };
    }
  }
}
