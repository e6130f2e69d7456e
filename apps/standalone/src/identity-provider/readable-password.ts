import { randomInt } from 'node:crypto';

/** Without 0 O 1 l I, which are misread from a sheet of paper. */
const readable = '23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';

/** Three groups of four; drawn again until it meets the password policy of the realm file. */
export function readablePassword(): string {
  const group = () => Array.from({ length: 4 }, () => readable.charAt(randomInt(readable.length))).join('');
  const password = [group(), group(), group()].join('-');
  return /\d/.test(password) && /[a-z]/.test(password) && /[A-Z]/.test(password)
    ? password
    : readablePassword();
}
