export * from './key-ring.js';
export * from './masking.js';
export * from './personal-numbers.js';
export * from './sealing.js';
