import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { announce, DeliveryAbandoned, eventCatalogue, systemActor } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { Relay, runWork, Time, type Work } from '@weisu/messaging';
import { unseal } from '@weisu/personal-data';
import { Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { subjectOf } from '../facts/facts.js';
import { storeMessage } from '../message/message.store.js';
import { untilRecorded } from '../sending/recording.client.js';
import { SendingLoop } from '../sending/sending-loop.client.js';
import {
  claimDeliveries,
  disableEndpoint,
  giveBackDeliveries,
  recordAttempt,
  renewDeliveries,
  type Abandoned,
  type ClaimedDelivery,
} from './delivery.store.js';
import { nextStep, type NextStep, type Outcome } from './retry.js';
import { bond, sendWebhook, webhookSettings, type WebhookSettings } from './webhook.client.js';

const concurrency = 16;

/** The database and the outbox, as one part that deliveries are recorded in. */
@Injectable()
export class DeliveryRecords {
  constructor(
    private readonly source: DataSource,
    private readonly relay: Relay,
    private readonly time: Time,
    private readonly directory: DirectoryClient,
  ) {}

  claim(limit: number): Promise<ClaimedDelivery[]> {
    return claimDeliveries(this.source, limit, randomUUID());
  }

  renew(deliveries: readonly ClaimedDelivery[]): Promise<void> {
    return renewDeliveries(this.source, deliveries);
  }

  giveBack(deliveries: readonly ClaimedDelivery[]): Promise<void> {
    return giveBackDeliveries(this.source, deliveries);
  }

  async record(delivery: ClaimedDelivery, step: NextStep): Promise<void> {
    const context = {
      now: this.time.now(),
      actor: systemActor,
      correlationId: randomUUID(),
      causationId: null,
    };
    const officeId = step.status === 'ABANDONED' ? await this.districtOffice() : null;
    await runWork(
      this.source,
      context,
      () => this.relay.poke(),
      async (work) => {
        if (!(await recordAttempt(work, delivery, step)) || step.status !== 'ABANDONED') return;
        const others = step.disables ? await disableEndpoint(work, delivery.endpointId, step.reason) : [];
        for (const abandoned of [delivery, ...others])
          await sayAbandoned(work, abandoned, delivery, officeId);
      },
    );
  }

  private async districtOffice(): Promise<string | null> {
    const { allUnits } = await this.directory.current();
    return allUnits.find((unit) => unit.kind === 'AREA_OFFICE' && unit.areaCode.length === 6)?.id ?? null;
  }
}

/** Every attempt failed: somebody has to reach that unit by other means, so the district's office is told. */
async function sayAbandoned(
  work: Work,
  { id, event, subject }: Abandoned,
  { endpointId, unitId }: ClaimedDelivery,
  officeId: string | null,
): Promise<void> {
  await work.announce(subject, [announce(DeliveryAbandoned, { deliveryId: id, endpointId, unitId, event })]);
  if (officeId === null || unitId === null) return;
  await storeMessage(work, {
    to: { unitId: officeId },
    eventKey: `abandoned:${id}`,
    kind: 'DELIVERY_ABANDONED',
    text: `事项{number}的“${eventCatalogue.get(event)?.label ?? event}”未能推送到责任单位的系统，请另行通知。`,
    subjectId: subjectOf({ subject }),
  });
}

/** Carries webhooks to the systems that asked for them. */
@Injectable()
export class Deliveries implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: SendingLoop<ClaimedDelivery>;

  constructor(
    private readonly records: DeliveryRecords,
    @Inject(webhookSettings) private readonly settings: WebhookSettings,
    private readonly log: Log,
  ) {
    this.loop = new SendingLoop({
      claim: (limit) => records.claim(limit),
      renew: (deliveries) => records.renew(deliveries),
      giveBack: (deliveries) => records.giveBack(deliveries),
      send: (delivery, stopping) => this.send(delivery, stopping),
      onError: (error) => log.failed({ part: 'webhooks' }, error),
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

  /** What is ours (the directory, the database) may be away: then what the receiver said is kept, and nothing is counted for it. */
  private async send(delivery: ClaimedDelivery, stopping: AbortSignal): Promise<void> {
    const outcome = await this.attempt(delivery);
    const step = nextStep(outcome, delivery.attempt, this.settings.retryMilliseconds, new Date());
    await untilRecorded(() => this.records.record(delivery, step), stopping);
  }

  /** A secret whose key was taken away cannot sign: that is an attempt that failed, for a person to repair. */
  private async attempt({ id, endpointId, url, sealed, body }: ClaimedDelivery): Promise<Outcome> {
    let secret: string;
    try {
      secret = unseal(this.settings.keys, sealed, bond(endpointId));
    } catch (error) {
      this.log.failed({ part: 'webhooks', endpointId }, error);
      return { kind: 'FAILED', reason: 'SECRET' };
    }
    return sendWebhook({ id, url, secret, body }, this.settings);
  }
}
