import type { Figure } from '@weisu/messaging';

/** What leaves the house: deliveries that wait, and those that were given up. */
export const deliveryFigures: readonly Figure[] = [
  {
    name: 'weisu_webhook_delivery_rows',
    help: 'Deliveries to endpoints that have not arrived, by state.',
    labels: ['state'],
    sql: "SELECT status AS state, count(*)::int AS value FROM webhook_delivery WHERE status <> 'DELIVERED' GROUP BY status",
  },
  {
    name: 'weisu_text_message_rows',
    help: 'Text messages that have not been sent, by state. EXPIRED: of no use any more, or answered before it left.',
    labels: ['state'],
    sql: "SELECT status AS state, count(*)::int AS value FROM text_message WHERE status <> 'SENT' GROUP BY status",
  },
];
