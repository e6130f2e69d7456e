import { Module, type DynamicModule } from '@nestjs/common';
import { DirectoryClientModule, type SnapshotSource } from '@weisu/directory-client';
import type { NotificationSettings } from './config.js';
import { FactsReactions } from './facts/facts.reactions.js';
import { MessageOperations } from './message/message.operations.js';
import { MessageReactions } from './message/message.reactions.js';
import { ErasureReactions } from './retention/erasure.reactions.js';
import {
  ReceiverNumbers,
  textSettings,
  type Contacts,
  type TextSettings,
} from './text-message/contact.client.js';
import { TextMessages, TextRecords } from './text-message/text-message.client.js';
import { FileTextMessages, TextMessageDriver } from './text-message/text-message.driver.js';
import { TextMessageReactions } from './text-message/text-message.reactions.js';
import { systemLookup, type Lookup } from './webhook/address.client.js';
import { Deliveries, DeliveryRecords } from './webhook/delivery.client.js';
import { webhookSettings, type WebhookSettings } from './webhook/webhook.client.js';
import { WebhookOperations } from './webhook/webhook.operations.js';
import { WebhookReactions } from './webhook/webhook.reactions.js';

export type NotificationConfig = NotificationSettings &
  Readonly<{
    directory: SnapshotSource;
    contacts: Contacts;
    /** Another way to send text messages than the file. */
    texts?: TextMessageDriver;
    /** Another patience with the provider than fifteen seconds. */
    textAnswerMilliseconds?: number;
    /** Another resolver than the system's. */
    lookup?: Lookup;
  }>;

@Module({})
export class NotificationModule {
  static with(config: NotificationConfig): DynamicModule {
    const webhooks: WebhookSettings = {
      keys: config.webhookKeys,
      retryMilliseconds: config.retryMilliseconds,
      timeoutMilliseconds: config.webhookTimeoutMilliseconds,
      pollMilliseconds: config.sendingPollMilliseconds,
      allowLocal: config.allowLocalWebhooks,
      lookup: config.lookup ?? systemLookup,
    };
    const texts: TextSettings = {
      contacts: config.contacts,
      pollMilliseconds: config.sendingPollMilliseconds,
      answerMilliseconds: config.textAnswerMilliseconds ?? 15_000,
    };
    return {
      module: NotificationModule,
      imports: [DirectoryClientModule.from(config.directory)],
      // Facts first: reactions to one event run in this order, and the others read what it wrote.
      controllers: [
        FactsReactions,
        MessageReactions,
        WebhookReactions,
        TextMessageReactions,
        ErasureReactions,
      ],
      providers: [
        { provide: webhookSettings, useValue: webhooks },
        { provide: textSettings, useValue: texts },
        { provide: TextMessageDriver, useValue: config.texts ?? new FileTextMessages(config.smsFile) },
        MessageOperations,
        WebhookOperations,
        DeliveryRecords,
        Deliveries,
        ReceiverNumbers,
        TextRecords,
        TextMessages,
      ],
    };
  }
}
