export * from './accounts.js';
export * from './cluster.js';
export * from './district.js';
export * from './processes.js';
export * from './service-environment.js';
