import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { isSecretOf, SecretAttempts, visibleAppeals } from '@weisu/appeal-access';
import { DomainError } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import { Operation, type OperationContext } from '@weisu/service-host';
import { resolvedStates, type Matter } from '../matter/matter.js';
import { lockMatter, matterByNumber, stateOf } from '../matter/matter.store.js';
import { rate, type Rating } from './rating.js';
import { isRated, ratingsOf, storeRating } from './rating.store.js';

@Injectable()
export class RatingOperations {
  constructor(private readonly attempts: SecretAttempts) {}

  /** A number that does not exist and a wrong secret answer alike, and count alike. */
  @Operation({
    restore: (service: RatingOperations, _, context, args: OperationArgs['rateAppeal']) =>
      service.ratingAgain(args, context),
  })
  async rateAppeal(
    { number, secret, stars, comment }: OperationArgs['rateAppeal'],
    context: OperationContext,
  ): Promise<OperationAnswer['rateAppeal']> {
    const { work, now } = context;
    const matter = await this.opened(number, secret, context);
    const { rating, announcements } = rate(matter.appealId, { stars, comment: comment ?? null }, now);
    const locked = await lockMatter(work, matter.appealId);
    if (await isRated(work, matter.appealId)) throw new DomainError('RATED_ALREADY');
    if (!locked || !(await isResolved(work, locked))) throw new DomainError('RATING_CLOSED');
    if (!(await storeRating(work, rating))) throw new DomainError('RATED_ALREADY');
    await work.announce(matter.appealId, announcements);
    return answered(rating);
  }

  @Operation()
  async ratingByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['ratingByAppeal']> {
    const visible = await visibleAppeals(work.manager, actor, keys);
    const ratings = await ratingsOf(work, [...visible]);
    return keys.map((key) => {
      const rating = ratings.get(key);
      return rating ? answered(rating) : null;
    });
  }

  async ratingAgain(
    { number, secret }: OperationArgs['rateAppeal'],
    context: OperationContext,
  ): Promise<OperationAnswer['rateAppeal']> {
    const { appealId } = await this.opened(number, secret, context);
    const rating = (await ratingsOf(context.work, [appealId])).get(appealId);
    if (!rating) throw new DomainError('NOT_FOUND');
    return answered(rating);
  }

  /** Throws PROOF_NEEDED when the guesses of this hour are used up, even for the right secret. */
  private async opened(
    number: string,
    secret: string,
    { work, now, network, proof, once }: OperationContext,
  ): Promise<Matter> {
    const matter = await matterByNumber(work, number);
    const guess = { number, network, secret };
    await once('guess', () => this.attempts.take(guess, { now, proof }));
    const right = isSecretOf(secret, matter?.secretVerifier ?? null);
    if (!matter || !right) throw new DomainError('NOT_FOUND');
    await this.attempts.giveBack(guess, now);
    return matter;
  }
}

/** What was merged is resolved with the matter that it is handled with; each appellant rates for herself. */
async function isResolved(work: Work, { state, mergedInto }: Matter): Promise<boolean> {
  const decisive = mergedInto === null ? state : await stateOf(work, mergedInto);
  return decisive !== null && resolvedStates.has(decisive);
}

function answered({ stars, comment, at, objected, original }: Rating): OperationAnswer['rateAppeal'] {
  return { stars, comment, at, objected, original };
}
