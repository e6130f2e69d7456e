export * from './data-source.js';
export * from './embedded-postgres.js';
export * from './guarded-update.js';
export * from './migrate.js';
export * from './page.js';
export * from './search.js';
