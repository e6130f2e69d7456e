export * from './written-text.js';
