import { Injectable } from '@nestjs/common';
import { DomainError } from '@weisu/contracts';
import { isSecretOf, SecretAttempts } from '@weisu/appeal-access';
import type { Work } from '@weisu/messaging';
import type { Handling } from '../handling/handling.js';
import { handlingByNumber } from '../handling/handling.store.js';

/** Opens a matter by its number and tracking secret. A wrong secret and an unknown number answer the same. */
@Injectable()
export class TrackingSecrets {
  constructor(private readonly attempts: SecretAttempts) {}

  /** An unknown number is no guess: dispatch may not have heard of it yet, and who looks early must not be locked out. */
  async open(work: Work, number: string, secret: string): Promise<Handling> {
    const handling = await handlingByNumber(work.manager, number);
    if (!handling) throw new DomainError('NOT_FOUND');
    if (!(await this.attempts.take(number, work.now))) throw new DomainError('TRY_LATER');
    if (!isSecretOf(secret, handling.secretVerifier)) throw new DomainError('NOT_FOUND');
    await this.attempts.giveBack(number, work.now);
    return handling;
  }
}
