import { directoryCopyTables, snapshotsOver } from '@weisu/directory-client';
import { withMessaging } from '@weisu/messaging';
import type { ServiceDefinition } from '@weisu/service-host';
import { notificationSettings } from './config.js';
import { deliveryFigures } from './delivery-figures.store.js';
import { notificationTables } from './migrations/0100-notification.js';
import { dutyTexts } from './migrations/0110-duty-texts.js';
import { sending } from './migrations/0120-sending.js';
import { mergedMatters } from './migrations/0130-merged.js';
import { NotificationModule, type NotificationConfig } from './notification.module.js';
import { notificationRetention } from './retention/retention.loop.js';
import { retentionTerms } from './retention/terms.js';
import { contactsOver } from './text-message/contact.client.js';

export { notificationSettings, type NotificationSettings } from './config.js';
export type { NotificationConfig } from './notification.module.js';
export type { Contacts } from './text-message/contact.client.js';
export {
  NotReached,
  Refused,
  TextMessageDriver,
  type TextMessage,
} from './text-message/text-message.driver.js';
export type { Address, Lookup } from './webhook/address.client.js';
export { clientEvents, unitEvents, webhookEvents } from './webhook/subscription.js';

export const notificationDefinition: ServiceDefinition<NotificationConfig> = {
  service: 'NOTIFICATION',
  schema: 'notification',
  entities: [],
  migrations: withMessaging([directoryCopyTables, notificationTables, dutyTexts, sending, ...mergedMatters]),
  figures: deliveryFigures,
  config: ({ environment, callInternal }) => ({
    ...notificationSettings(environment),
    directory: snapshotsOver(callInternal),
    contacts: contactsOver(callInternal),
  }),
  retention: (environment) => notificationRetention(retentionTerms(environment)),
  module: (config) => NotificationModule.with(config),
};
