import { Injectable } from '@nestjs/common';
import { DomainError } from '@weisu/contracts';
import { isSecretOf, SecretAttempts } from '@weisu/appeal-access';
import type { OperationContext } from '@weisu/service-host';
import type { Handling } from '../../ground/handling/handling.js';
import { handlingByNumber } from '../../ground/handling/handling.store.js';

/** Opens a matter by its number and tracking secret. A wrong secret and an unknown number answer, count and cost the same. */
@Injectable()
export class TrackingSecrets {
  constructor(private readonly attempts: SecretAttempts) {}

  async open(
    { work, network, proof, once }: Pick<OperationContext, 'work' | 'network' | 'proof' | 'once'>,
    number: string,
    secret: string,
  ): Promise<Handling> {
    const handling = await handlingByNumber(work.manager, number);
    const guess = { number, network, secret };
    await once('guess', () => this.attempts.take(guess, { now: work.now, proof }));
    const right = isSecretOf(secret, handling?.secretVerifier ?? null);
    if (!handling || !right) throw new DomainError('NOT_FOUND');
    await this.attempts.giveBack(guess, work.now);
    return handling;
  }
}
