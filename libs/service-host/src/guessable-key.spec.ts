import { requireUnguessable } from './guessable-key.js';

describe('hole 12: a key without an account', () => {
  it.each([
    ['a number', '1'],
    ['a counter as long as a UUID', '00000000-0000-0000-0000-000000000001'],
    ['one letter, often', 'a'.repeat(200)],
    ['a date', '20261128-091500-000001'],
    ['half a UUID', '3f0c2b9a-5d1e-4c7a'],
  ])('that is %s is refused', (_, key) => {
    expect(() => requireUnguessable(key, 'clientId')).toThrow(
      expect.objectContaining({ code: 'KEY_GUESSABLE', detail: 'clientId' }),
    );
  });

  it.each([
    ['a random UUID', '3f0c2b9a-5d1e-4c7a-9b8f-0e6d4a2c1b07'],
    ['128 bits in base64url', 'kJ8s0vQ2mXr5TzB1nYc7Lw'],
    ['a UUID without hyphens', '3f0c2b9a5d1e4c7a9b8f0e6d4a2c1b07'],
  ])('that is %s is taken', (_, key) => {
    expect(() => requireUnguessable(key, 'clientId')).not.toThrow();
  });
});
