export * from './directory-client.module.js';
export * from './directory.client.js';
export * from './directory.js';
export * from './location/address.js';
export * from './location/datum.js';
export * from './location/geometry.js';
export * from './location/location.js';
export * from './tables.js';
