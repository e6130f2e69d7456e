import { z } from 'zod';
import { defineEvent } from './event.js';

/** An SMS left for the appellant; the number is asked of intake at that moment and is in no event. */
export const TextMessageSent = defineEvent({
  type: 'notification.text-message-sent.v1',
  label: '短信通知',
  payload: z.object({ appealId: z.uuid(), template: z.string() }),
});
/** A text that stands for a call (CONTACT) ended without having been sent: no number, its share used up, refused, or of no use any more. The call is owed. */
export const TextMessageUnsent = defineEvent({
  type: 'notification.text-message-unsent.v1',
  label: '短信未发出',
  payload: z.object({ appealId: z.uuid(), template: z.string() }),
});
/** Every attempt of the schedule failed: somebody has to call that unit by other means. */
export const DeliveryAbandoned = defineEvent({
  type: 'notification.delivery-abandoned.v1',
  label: '推送失败',
  payload: z.object({
    deliveryId: z.uuid(),
    endpointId: z.uuid(),
    unitId: z.string().nullable(),
    event: z.string(),
  }),
});

/** One batch of what had served its purpose: messages of the workbench, text messages, deliveries. The subject is the batch. */
export const RecordsExpired = defineEvent({
  type: 'notification.records-expired.v1',
  label: '到期清理',
  payload: z.object({
    kind: z.enum(['MESSAGE', 'TEXT_MESSAGE', 'WEBHOOK_DELIVERY']),
    ids: z.array(z.uuid()).min(1),
  }),
});
