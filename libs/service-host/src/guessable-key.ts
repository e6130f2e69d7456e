import { DomainError } from '@weisu/contracts';

const leastBits = 128;
/** Fewer different characters are a repeated letter or a counter. */
const leastDifferent = 8;

/** From the narrowest on: how many different characters somebody who writes like this draws from. */
const alphabets: readonly (readonly [RegExp, number])[] = [
  [/^\d*$/, 10],
  [/^[\da-f]*$/i, 16],
  [/^[\da-z]*$|^[\dA-Z]*$/, 36],
  [/^[\da-zA-Z]*$/, 62],
];
const anyCharacter = 64;

/**
 * A key of somebody without an account is all that tells callers apart: who guesses it gets the answer, a tracking secret among it. Length, alphabet and
 * variety are what can be seen of 128 random bits; a random UUID is taken. Throws KEY_GUESSABLE.
 */
export function requireUnguessable(key: string, name: string): void {
  const drawn = key.replace(/[-_]/g, '');
  const size = alphabets.find(([form]) => form.test(drawn))?.[1] ?? anyCharacter;
  if (drawn.length * Math.log2(size) < leastBits || new Set(drawn).size < leastDifferent)
    throw new DomainError('KEY_GUESSABLE', name);
}
