import { Injectable } from '@nestjs/common';
import { DomainError } from '@weisu/contracts';
import { isSecretOf, SecretAttempts } from '@weisu/appeal-access';
import type { OperationContext } from '@weisu/service-host';
import type { Handling } from '../handling/handling.js';
import { handlingByNumber } from '../handling/handling.store.js';

/** Opens a matter by its number and tracking secret. A wrong secret and an unknown number answer, count and cost the same. */
@Injectable()
export class TrackingSecrets {
  constructor(private readonly attempts: SecretAttempts) {}

  async open(
    { work, network, once }: Pick<OperationContext, 'work' | 'network' | 'once'>,
    number: string,
    secret: string,
  ): Promise<Handling> {
    const handling = await handlingByNumber(work.manager, number);
    const guess = { number, network };
    if (!(await once('guess', () => this.attempts.take(guess, work.now)))) throw new DomainError('TRY_LATER');
    const right = isSecretOf(secret, handling?.secretVerifier ?? null);
    if (!handling || !right) throw new DomainError('NOT_FOUND');
    await this.attempts.giveBack(guess, work.now);
    return handling;
  }
}
