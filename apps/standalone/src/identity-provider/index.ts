export type { DemoUser } from './demo-user.js';
export type { Query } from './identity-tables.store.js';
export {
  createIdentityProvider,
  type IdentityProvider,
  type IdentityProviderOptions,
} from './identity.provider.js';
export { secretNames } from './principals.js';
export { realmFile, type Realm } from './realm.js';
export { loadOrCreateSecrets, type IdentitySecrets } from './secrets.file.js';
export { requestToken } from './token.client.js';
