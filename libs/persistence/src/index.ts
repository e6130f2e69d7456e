export * from './data-source.js';
export * from './embedded-postgres.js';
export * from './guarded-update.js';
export * from './migrate.js';
export * from './migration.js';
export * from './page.js';
export * from './schema-level.js';
export * from './search.js';
