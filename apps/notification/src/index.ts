import { directoryCopyTables } from '@weisu/directory-client';
import { messagingTables } from '@weisu/messaging';
import type { ServiceDefinition } from '@weisu/service-host';
import { notificationTables } from './migrations/0100-notification.js';
import { NotificationModule, type NotificationConfig } from './notification.module.js';

export { notificationSettings, type NotificationSettings } from './config.js';
export type { NotificationConfig } from './notification.module.js';
export type { Contacts } from './text-message/text-message.client.js';
export { TextMessageDriver, type TextMessage } from './text-message/text-message.driver.js';
export type { Address, Lookup } from './webhook/address.client.js';
export { clientEvents, unitEvents, webhookEvents } from './webhook/subscription.js';

export const notificationDefinition: ServiceDefinition<NotificationConfig> = {
  service: 'NOTIFICATION',
  schema: 'notification',
  entities: [],
  migrations: [messagingTables, directoryCopyTables, notificationTables],
  module: (config) => NotificationModule.with(config),
};
