export * from './calling/http-caller.client.js';
export * from './calling/inject-caller.client.js';
export type { ServiceAnswer, ServiceCall, ServiceCaller } from './calling/service-caller.js';
export * from './config.js';
export * from './evidence/object-store.js';
export * from './evidence/storage.store.js';
export { createGateway, type Gateway, type GatewayOptions, type Mounted } from './gateway.http.js';
