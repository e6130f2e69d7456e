export * from './clock.js';
export * from './clock.loop.js';
export * from './clock.store.js';
export * from './figures.js';
export * from './tables.js';
