import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { DomainError, isId } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { pageSize } from '@weisu/persistence';
import { nonceBytes, seal, unseal } from '@weisu/personal-data';
import { Log, Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { isLoopbackAddress, targetOf } from './address.client.js';
import { subscribed, type Owner } from './subscription.js';
import { bond, webhookSettings, type WebhookSettings } from './webhook.client.js';
import {
  deliveriesOf,
  endpointsOf,
  endpointWithSecret,
  ownDelivery,
  removeEndpoint,
  sendAgain,
  storeEndpoint,
  type Delivery,
  type Endpoint,
} from './webhook.store.js';

type EndpointAnswer = OperationAnswer['registerWebhook'];

/** Endpoints of one unit or client. */
const maxEndpoints = 20;

@Injectable()
export class WebhookOperations {
  constructor(
    @Inject(webhookSettings) private readonly settings: WebhookSettings,
    private readonly log: Log,
  ) {}

  @Operation()
  async webhooks(_args: unknown, { actor, work }: OperationContext): Promise<OperationAnswer['webhooks']> {
    const owner = ownerOf(actor);
    return owner ? (await endpointsOf(work, owner)).map((endpoint) => answered(endpoint)) : [];
  }

  /**
   * The secret is in this answer alone; a repetition under the same Idempotency-Key decrypts it. (The name is resolved while the transaction
   * is open, for three seconds at most: it has written nothing that anybody waits for.)
   */
  @Operation({
    remember: ({ id }: EndpointAnswer) => ({ id }),
    restore: (service: WebhookOperations, stored, context) => service.withSecret(context, stored),
  })
  async registerWebhook(
    { input }: OperationArgs['registerWebhook'],
    { actor, work }: OperationContext,
  ): Promise<EndpointAnswer> {
    const owner = requireOwner(actor);
    const events = subscribed(input.events, owner);
    const { url, address } = await targetOf(input.url, this.settings);
    if (isLoopbackAddress(address.address))
      this.log.warn(
        { unitId: owner.unitId, client: owner.client },
        'a webhook on this machine was registered',
      );
    if ((await endpointsOf(work, owner)).length >= maxEndpoints)
      throw new DomainError('STATE_FORBIDS', `at most ${maxEndpoints} webhooks`);
    url.hash = '';
    const endpoint = { id: work.newId(), url: url.href, events, active: true };
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    await storeEndpoint(
      work,
      owner,
      endpoint,
      seal(this.settings.keys, secret, bond(endpoint.id), randomBytes(nonceBytes)),
    );
    return answered(endpoint, secret);
  }

  @Operation({ whole: 'true' })
  async removeWebhook(
    { id }: OperationArgs['removeWebhook'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['removeWebhook']> {
    if (!isId(id) || !(await removeEndpoint(work, requireOwner(actor), id)))
      throw new DomainError('NOT_FOUND');
    return true;
  }

  @Operation()
  async webhookDeliveries(
    { status, first }: OperationArgs['webhookDeliveries'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['webhookDeliveries']> {
    const limit = pageSize(first);
    const owner = ownerOf(actor);
    return owner ? (await deliveriesOf(work, owner, status ?? null, limit)).map(deliveryAnswered) : [];
  }

  /** Whatever became of it, under the same webhook-id, by which a receiver knows that it had it before. */
  @Operation()
  async replayWebhookDelivery(
    { id }: OperationArgs['replayWebhookDelivery'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['replayWebhookDelivery']> {
    const owner = requireOwner(actor);
    const delivery = isId(id) ? await ownDelivery(work, owner, id) : null;
    if (!delivery) throw new DomainError('NOT_FOUND');
    if (!delivery.endpoint.active) throw new DomainError('STATE_FORBIDS', 'the webhook is not active');
    await sendAgain(work, id);
    const again = await ownDelivery(work, owner, id);
    return deliveryAnswered(again ?? delivery);
  }

  @ReadAgain('WebhookDelivery')
  async deliveriesAgain(
    [id = '']: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['webhookDeliveries']> {
    const delivery = await ownDelivery(work, requireOwner(actor), id);
    return delivery ? [deliveryAnswered(delivery)] : [];
  }

  private async withSecret({ actor, work }: OperationContext, stored: unknown): Promise<EndpointAnswer> {
    const found = await endpointWithSecret(work, requireOwner(actor), (stored as { id: string }).id);
    if (!found) throw new DomainError('NOT_FOUND');
    const { endpoint, sealed } = found;
    return answered(endpoint, unseal(this.settings.keys, sealed, bond(endpoint.id)));
  }
}

/** A unit's system belongs to the unit, whoever registered it; a sending system's to its client. */
function ownerOf(actor: Actor): Owner | null {
  const forUnit = actor.roles.includes('DEPARTMENT') || actor.roles.includes('COMPANY');
  if (forUnit && actor.unitId !== null) return { unitId: actor.unitId, client: null };
  return actor.roles.includes('INTEGRATION') ? { unitId: null, client: actor.client } : null;
}

function requireOwner(actor: Actor): Owner {
  const owner = ownerOf(actor);
  if (!owner) throw new DomainError('FORBIDDEN');
  return owner;
}

function answered({ id, url, events, active }: Endpoint, secret: string | null = null): EndpointAnswer {
  return { id, url, events, active, secret };
}

function deliveryAnswered(delivery: Delivery): OperationAnswer['replayWebhookDelivery'] {
  return { ...delivery, endpoint: answered(delivery.endpoint) };
}
