export * from './changing-directory.js';
export * from './demo-directory.js';
export * from './event-probe.js';
export * from './eventually.js';
export * from './test-actor.js';
export * from './test-database.js';
export * from './test-service.js';
export * from './test-time.js';
