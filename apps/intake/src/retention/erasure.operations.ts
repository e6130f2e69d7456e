import { Inject, Injectable } from '@nestjs/common';
import type { AppealAnswer, OperationArgs } from '@weisu/api';
import { requireVisible } from '@weisu/appeal-access';
import { DomainError } from '@weisu/contracts';
import { Operation, type OperationContext } from '@weisu/service-host';
import { Answers } from '../reading/answers.store.js';
import { lockCourses } from './course.store.js';
import { checkErasable, checkEraser, isErased } from './erasure.js';
import { eraseAppeals } from './erasure.store.js';
import type { RetentionTerms } from './terms.js';

export const retentionTermsToken = Symbol('retentionTerms');

const longestReason = 200;

@Injectable()
export class ErasureOperations {
  constructor(
    readonly answers: Answers,
    @Inject(retentionTermsToken) private readonly terms: RetentionTerms,
  ) {}

  /** PIPL art. 47. The reason is kept with who decided it; again it changes nothing. */
  @Operation()
  async erasePersonalData(
    { appealId, reason: given }: OperationArgs['erasePersonalData'],
    context: OperationContext,
  ): Promise<AppealAnswer> {
    const { work, actor, now } = context;
    const reason = given.trim();
    if (!reason) throw new DomainError('TEXT_EMPTY', 'reason');
    if ([...reason].length > longestReason)
      throw new DomainError('INVALID_ARGUMENT', `reason: at most ${longestReason} characters`);
    const scope = await requireVisible(work.manager, actor, appealId);
    checkEraser(actor, scope.areaCode);
    const [course] = await lockCourses(work, [appealId]);
    if (!course) throw new DomainError('NOT_FOUND');
    if (!isErased(course)) {
      checkErasable(course, 'REQUEST', now, this.terms);
      await eraseAppeals(work, [course.id], 'REQUEST', reason);
    }
    return this.answers.byId(course.id, context);
  }
}
