import { keyRing, type KeyRing } from '@weisu/personal-data';
import { z } from 'zod';
import { standardSeconds } from './webhook/retry.js';

const parts = z.string().transform((text) => text.split(',').map((part) => part.trim()));

const environmentSchema = z.object({
  /** Keys that endpoints' secrets are encrypted under, `<id>:<base64>`, comma separated: the first encrypts, all decrypt. */
  WEBHOOK_KEYS: keyRing,
  /** `true` lets endpoints on this machine be registered, over http too. For development and tests. */
  ALLOW_LOCAL_WEBHOOKS: z.enum(['true', 'false']).default('false'),
  /** Seconds before each attempt; after the last the delivery is abandoned. */
  WEBHOOK_RETRY_SECONDS: parts
    .pipe(z.array(z.coerce.number<string>().nonnegative()).min(1))
    .prefault(standardSeconds.join(',')),
  WEBHOOK_TIMEOUT_SECONDS: z.coerce.number().positive().default(15),
  /** Longest sleep between two looks for something to send, in milliseconds. */
  SENDING_POLL_MILLISECONDS: z.coerce.number().int().positive().default(500),
  /** Text messages are appended here, one JSON object a line. */
  SMS_FILE: z.string().min(1),
});

export type NotificationSettings = Readonly<{
  webhookKeys: KeyRing;
  allowLocalWebhooks: boolean;
  retryMilliseconds: readonly number[];
  webhookTimeoutMilliseconds: number;
  sendingPollMilliseconds: number;
  smsFile: string;
}>;

/** Fails with the name of each bad variable, never with its value. */
export function notificationSettings(
  environment: Readonly<Record<string, string | undefined>>,
): NotificationSettings {
  const result = environmentSchema.safeParse(environment);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`configuration of notification: ${problems.join('; ')}`);
  }
  const { data } = result;
  return Object.freeze({
    webhookKeys: data.WEBHOOK_KEYS,
    allowLocalWebhooks: data.ALLOW_LOCAL_WEBHOOKS === 'true',
    retryMilliseconds: data.WEBHOOK_RETRY_SECONDS.map((seconds) => seconds * 1_000),
    webhookTimeoutMilliseconds: data.WEBHOOK_TIMEOUT_SECONDS * 1_000,
    sendingPollMilliseconds: data.SENDING_POLL_MILLISECONDS,
    smsFile: data.SMS_FILE,
  });
}
