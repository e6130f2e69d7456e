import type { LookupFunction } from 'node:net';
import type { KeyRing } from '@weisu/personal-data';
import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';
import { targetOf, type Address, type AddressRules } from './address.client.js';
import type { Outcome } from './retry.js';

export type Sending = Readonly<{ id: string; url: string; secret: string; body: string }>;

export type WebhookRules = AddressRules & Readonly<{ timeoutMilliseconds: number }>;

export type WebhookSettings = WebhookRules &
  Readonly<{
    /** The first encrypts secrets, all decrypt them. */
    keys: KeyRing;
    /** Wait before each attempt; after the last the delivery is abandoned. */
    retryMilliseconds: readonly number[];
    pollMilliseconds: number;
  }>;

export const webhookSettings = Symbol('webhookSettings');

/** What a sealed secret is bound to: a row copied to another endpoint does not open. */
export function bond(endpointId: string): string {
  return `webhook:${endpointId}`;
}

/** Bytes of an answer that are read before the connection is dropped: what a receiver says beyond its status is nothing to us. */
const maxAnswerBytes = 16_384;

/**
 * Sends one webhook as Standard Webhooks has it, to the very address that was checked. Redirects are not followed: they would lead past
 * the check. Never throws: what went wrong is the outcome, without a word of the answer's body.
 */
export async function sendWebhook(sending: Sending, rules: WebhookRules): Promise<Outcome> {
  let agent: Agent | null = null;
  try {
    const { url, address } = await targetOf(sending.url, rules);
    const now = new Date();
    agent = new Agent({ connect: { lookup: pinned(address), timeout: rules.timeoutMilliseconds } });
    const response = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal: AbortSignal.timeout(rules.timeoutMilliseconds),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'weisu-webhooks/1',
        'webhook-id': sending.id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
        'webhook-signature': new Webhook(sending.secret).sign(sending.id, now, sending.body),
      },
      body: sending.body,
    });
    const retryAfter = response.headers['retry-after'];
    await response.body.dump({ limit: maxAnswerBytes }).catch(() => undefined);
    return {
      kind: 'ANSWERED',
      status: response.statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
    };
  } catch (error) {
    return { kind: 'FAILED', reason: reasonOf(error) };
  } finally {
    await agent?.destroy();
  }
}

/** Answers the checked address whatever is asked, in both forms that net.connect asks in. */
function pinned({ address, family }: Address): LookupFunction {
  return (_host, options, callback) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

/** A code of ours or of the network (ECONNREFUSED, UND_ERR_…, TimeoutError), never a message: that may quote the address. */
function reasonOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'error';
}
