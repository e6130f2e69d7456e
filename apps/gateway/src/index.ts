export * from './calling/inject-caller.client.js';
export * from './config.js';
export * from './evidence/object-store.js';
export * from './evidence/storage.store.js';
export { createGateway, type Gateway, type GatewayOptions, type Mounted } from './gateway.http.js';
