import { randomBytes } from 'node:crypto';
import { nonceBytes, seal, unseal, type KeyRing } from '@weisu/personal-data';

/** Seals what a row holds of persons; the only place where a nonce is drawn. */
export class Sealing {
  constructor(private readonly ring: KeyRing) {}

  seal(value: unknown, context: string): string {
    return seal(this.ring, JSON.stringify(value), context, randomBytes(nonceBytes));
  }

  unseal<Value>(sealed: string, context: string): Value {
    return JSON.parse(unseal(this.ring, sealed, context)) as Value;
  }
}
