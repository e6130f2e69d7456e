import { Injectable } from '@nestjs/common';
import type { AppealAnswer, AppealConnectionAnswer, OperationArgs } from '@weisu/api';
import { formerParts, visibleAppeals } from '@weisu/appeal-access';
import { DomainError } from '@weisu/contracts';
import { foldSearch, pageOf, pageSize } from '@weisu/persistence';
import { anonymous, Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { readAppeals } from '../registration/appeal.store.js';
import { Answers } from './answers.store.js';
import { formerAppealAnswer } from './appeal-answer.js';
import { ownAppeals } from './own-appeals.store.js';
import { searchAppeals } from './search.store.js';

/** The most appeals a search in words may find; more is no answer for a person and no filter for dispatch. */
export const mostFound = 2_000;
const longestTerm = 200;

@Injectable()
export class ReadingOperations {
  constructor(private readonly answers: Answers) {}

  @ReadAgain('Appeal')
  @Operation()
  async appealsById(keys: readonly string[], context: OperationContext): Promise<(AppealAnswer | null)[]> {
    const { work, actor } = context;
    if (actor === anonymous) return keys.map(() => null);
    const visible = await visibleAppeals(work.manager, actor, keys);
    const former = await formerParts(work.manager, actor, keys);
    const answers = [
      ...(await this.answers.of(await readAppeals(work, [...visible]), context)),
      ...(await readAppeals(work, [...former.keys()])).map(formerAppealAnswer),
    ];
    const byId = new Map(answers.map((answer) => [answer.id, answer]));
    return keys.map((key) => byId.get(key.toLowerCase()) ?? null);
  }

  /** What the caller submitted while signed in, newest first. */
  @Operation()
  async myAppeals(
    { first, after }: OperationArgs['myAppeals'],
    context: OperationContext,
  ): Promise<AppealConnectionAnswer> {
    const { work, actor } = context;
    const size = pageSize(first);
    const rows = await ownAppeals(work, actor.subject, after ?? null, size + 1);
    return pageOf(await this.answers.of(rows, context), size, after, ({ submittedAt, id }) => [
      submittedAt?.toISOString(),
      id,
    ]);
  }

  @Operation()
  async appealIdsByText(
    { text }: OperationArgs['appealIdsByText'],
    { work, actor }: OperationContext,
  ): Promise<readonly string[]> {
    const length = [...foldSearch(text)].length;
    if (length < 2) throw new DomainError('SEARCH_TOO_SHORT');
    if (length > longestTerm)
      throw new DomainError('INVALID_ARGUMENT', `text: at most ${longestTerm} characters`);
    const ids = await searchAppeals(work, actor, text, mostFound + 1);
    if (ids.length > mostFound) throw new DomainError('SEARCH_TOO_BROAD');
    return ids;
  }
}
