import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Envelope } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { eventKey, isRepetition } from '../facts/facts.js';
import { factsOf } from '../facts/facts.store.js';
import { bodyOf, clientsOf, unitsOf, webhookEvents } from './subscription.js';
import { webhookSettings, type WebhookSettings } from './webhook.client.js';
import { storeDelivery, subscriptionsTo } from './webhook.store.js';

/** Writes what is to be sent in the transaction of the event; sending is another's work, so that a slow receiver holds up nobody. */
@Controller()
export class WebhookReactions {
  constructor(
    private readonly directory: DirectoryClient,
    @Inject(webhookSettings) private readonly settings: WebhookSettings,
  ) {}

  @EventPattern(webhookEvents)
  async onSubscribed(@Payload() event: Envelope, @Ctx() work: Work): Promise<void> {
    if (isRepetition(event)) return;
    const directory = await this.directory.current();
    const facts = await factsOf(work, event, directory);
    const subscriptions = await subscriptionsTo(
      work,
      event.type,
      unitsOf(event, facts),
      clientsOf(event, facts, (system) => directory.signerOf(system)),
    );
    for (const { endpointId, owner } of subscriptions) {
      const body = bodyOf(event, owner, facts);
      const { type, subject } = event;
      await storeDelivery(
        work,
        { endpointId, eventKey: eventKey(event), event: type, subject, body },
        this.settings.retryMilliseconds[0] ?? 0,
      );
    }
  }
}
