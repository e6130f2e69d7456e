import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PersonalKeys } from '../config.js';
import { ivBytes, open, seal } from './sealing.js';

/** A field of a row: what a sealed value is bound to. */
export type Bond = `${string}:${'name' | 'phone' | 'position'}`;

/** Holds the keys. Whatever names a person goes in and out of the tables through here. */
@Injectable()
export class Vault {
  constructor(readonly keys: PersonalKeys) {}

  seal(plain: string, bond: Bond): string;
  seal(plain: string | null, bond: Bond): string | null;
  seal(plain: string | null, bond: Bond): string | null {
    return plain === null ? null : seal(this.keys.sealing, plain, bond, randomBytes(ivBytes));
  }

  readonly open = (sealed: string | null, bond: Bond): string | null =>
    sealed === null ? null : open(this.keys.sealing, sealed, bond);
}
