import { Injectable } from '@nestjs/common';
import type { AppealAnswer } from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import type { OperationContext } from '@weisu/service-host';
import { contactOf } from '../person/contact.js';
import { Vault } from '../person/vault.store.js';
import type { Appeal } from '../registration/appeal.js';
import { readAppeals } from '../registration/appeal.store.js';
import { appealAnswer } from './appeal-answer.js';

/** What intake answers of appeals, whichever operation was asked. Whether the actor may see them is decided before. */
@Injectable()
export class Answers {
  constructor(private readonly vault: Vault) {}

  of(
    appeal: Appeal & { erasedAt?: Date | null },
    evidenceIds: readonly string[],
    actor: Actor,
  ): AppealAnswer {
    return appealAnswer(appeal, evidenceIds, contactOf(appeal, this.vault.open), actor);
  }

  async byId(id: string, { work, actor }: OperationContext): Promise<AppealAnswer> {
    const [appeal] = await readAppeals(work, [id]);
    if (!appeal) throw new DomainError('NOT_FOUND');
    return this.of(appeal, appeal.evidenceIds, actor);
  }
}

/** An appeal's answer holds what someone said: under an Idempotency-Key only its id is kept, and it is read again. */
export const rememberId = {
  remember: ({ id }: AppealAnswer) => ({ id }),
  restore: async (service: { readonly answers: Answers }, stored: unknown, context: OperationContext) =>
    service.answers.byId((stored as { id: string }).id, context),
};
