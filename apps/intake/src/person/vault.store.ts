import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { PersonalKeys } from '../config.js';
import { nonceBytes, seal, unseal } from '@weisu/personal-data';

/** A field of a row: what a sealed value is bound to. */
export type Bond = `${string}:${'name' | 'phone' | 'phone-written' | 'position'}`;

/** Holds the keys. Whatever names a person goes in and out of the tables through here. */
@Injectable()
export class Vault {
  constructor(readonly keys: PersonalKeys) {}

  seal(plain: string, bond: Bond): string;
  seal(plain: string | null, bond: Bond): string | null;
  seal(plain: string | null, bond: Bond): string | null {
    return plain === null ? null : seal(this.keys.sealing, plain, bond, randomBytes(nonceBytes));
  }

  readonly open = (sealed: string | null, bond: Bond): string | null =>
    sealed === null ? null : unseal(this.keys.sealing, sealed, bond);
}
