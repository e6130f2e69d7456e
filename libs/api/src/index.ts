export * from './arguments.js';
export * from './generated/loads.js';
export * from './generated/operations.js';
export * from './generated/schema.js';
export * from './generated/types.js';
export * from './operation-table.js';
export * from './scalars.js';
export * from './schema.js';
