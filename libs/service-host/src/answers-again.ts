import type { Operation } from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import type { OperationContext } from './operation-context.js';
import type { AnswerReader, OperationHandler, OperationOptions } from './operation.decorator.js';

/** `version`: as it was answered, so that who decides by it sees what others have changed since. */
type Identified = Readonly<{ id: string; version?: number }>;

/** How each mutation is answered when it comes again, and what is kept for that. */
export class AnswersAgain {
  private readonly readers = new Map<string, AnswerReader['read']>();

  register(readers: readonly AnswerReader[]): void {
    for (const { type, read } of readers) {
      if (this.readers.has(type)) throw new Error(`two readers of ${type}`);
      this.readers.set(type, read);
    }
  }

  knows({ returns }: Operation, { restore, whole, rerun }: OperationOptions): boolean {
    return restore !== undefined || whole !== undefined || rerun === true || this.readers.has(returns);
  }

  /** What of an answer is stored: never more than ids, where it could hold words of people. */
  kept({ remember, restore, whole }: OperationOptions, answer: unknown): unknown {
    if (remember) return remember(answer as never);
    if (restore) return null;
    if (whole !== undefined) return answer;
    return Array.isArray(answer) ? (answer as Identified[]).map(idOf) : idOf(answer as Identified);
  }

  /** Throws NOT_FOUND when what was answered is not there any more, or not the caller's to see. */
  async answer(
    { returns, list }: Operation,
    { options: { restore, whole }, instance }: OperationHandler,
    stored: unknown,
    args: unknown,
    context: OperationContext,
  ): Promise<unknown> {
    if (restore) return restore(instance as never, stored, context, args as never);
    const read = this.readers.get(returns);
    if (whole !== undefined || !read) return stored;
    const kept = [stored].flat().map((entry) => identified(entry));
    const ids = kept.map(({ id }) => id);
    const found = (await read(ids, context))
      .filter((answer) => answer !== null && answer !== undefined)
      .map((answer) => withVersionOf(answer, kept));
    if (list) return found;
    if (!found.length) throw new DomainError('NOT_FOUND');
    return found[0];
  }
}

const idOf = ({ id, version }: Identified): Identified => (version === undefined ? { id } : { id, version });

/** The version before stored whole answers, or an id alone. */
const identified = (stored: unknown): Identified =>
  typeof stored === 'string' ? { id: stored } : idOf(stored as Identified);

function withVersionOf(answer: unknown, kept: readonly Identified[]): unknown {
  const version = kept.find(({ id }) => id === (answer as Identified).id)?.version;
  return version === undefined ? answer : { ...(answer as Identified), version };
}
