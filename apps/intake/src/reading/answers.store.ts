import { Injectable } from '@nestjs/common';
import type { AppealAnswer } from '@weisu/api';
import { mayKnowSame, mayKnowWho, visibleAppeals } from '@weisu/appeal-access';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import type { OperationContext } from '@weisu/service-host';
import { contactOf } from '../person/contact.js';
import { Vault } from '../person/vault.store.js';
import type { Appeal } from '../registration/appeal.js';
import { readAppeals, type StoredAppeal } from '../registration/appeal.store.js';
import { appealAnswer, formerAppealAnswer } from './appeal-answer.js';

/** What intake answers of appeals, whichever operation was asked. Whether the actor may see them is decided before. */
@Injectable()
export class Answers {
  constructor(
    private readonly vault: Vault,
    private readonly directories: DirectoryClient,
  ) {}

  /** In the same order. */
  async of(
    appeals: readonly StoredAppeal[],
    { actor, now }: Pick<OperationContext, 'actor' | 'now'>,
  ): Promise<AppealAnswer[]> {
    const confidential = appeals.some((appeal) => appeal.confidential || appeal.original?.confidential);
    const directory = confidential ? await this.directories.current() : null;
    return appeals.map((appeal) => {
      const ends = appeal.original ? [appeal, appeal.original] : [appeal];
      const known = {
        who: mayKnowWho(appeal, actor, directory, now),
        repeatOf: mayKnowSame(ends, actor, directory, now),
      };
      return appealAnswer(appeal, appeal.evidenceIds, contactOf(appeal, this.vault.open), known);
    });
  }

  async byId(id: string, context: OperationContext): Promise<AppealAnswer> {
    const [answer] = await this.of(await readAppeals(context.work, [id]), context);
    if (!answer) throw new DomainError('NOT_FOUND');
    return answer;
  }

  /** To who registered it before and does not see it any more: that it is there, and nothing that came later (docs/adr/0039). */
  async again(id: string, context: OperationContext): Promise<AppealAnswer> {
    const { work, actor } = context;
    if ((await visibleAppeals(work.manager, actor, [id])).has(id)) return this.byId(id, context);
    const [appeal] = await readAppeals(work, [id]);
    if (!appeal) throw new DomainError('NOT_FOUND');
    return formerAppealAnswer(appeal);
  }

  /** Of one that was registered in this transaction; what it repeats is read from the database. */
  async ofFresh(
    appeal: Appeal,
    evidenceIds: readonly string[],
    context: OperationContext,
  ): Promise<AppealAnswer> {
    if (appeal.repeatOfId !== null) return this.byId(appeal.id, context);
    const [answer] = await this.of([{ ...appeal, evidenceIds, erasedAt: null, original: null }], context);
    if (!answer) throw new DomainError('NOT_FOUND');
    return answer;
  }
}
