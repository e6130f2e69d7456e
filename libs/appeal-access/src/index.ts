export * from './appeal-access.module.js';
export * from './appeal-access.reactions.js';
export * from './appeal-access.store.js';
export * from './openings.store.js';
export * from './secret-attempts.store.js';
export * from './tables.js';
export * from './tracking-secret.js';
export * from './visibility.js';
