import type { Operation } from '@weisu/api';
import { DomainError, errorCatalogue } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { anonymous } from '../operation-context.js';
import { CatchUpBudget, type CatchUpLimits } from './budget.js';
import type { CatchingUp } from './catching-up.client.js';
import { keysOf } from './keys.js';

/** What a call waits for catching up in all: an owner that is away says so at once, one that hangs keeps nobody longer than this. */
const patienceMs = 3_000;

/** Refusals that say nothing about what was heard. */
const heardAnyway = new Set([
  'VERSION_CONFLICT',
  'IDEMPOTENCY_KEY_REUSE',
  'IDEMPOTENCY_KEY_IN_USE',
  'PERSONAL_NUMBER',
  'NOT_WHILE_ACTING_FOR',
]);
const aboutState = new Set([403, 404, 409, 422]);

export type Asked = Readonly<{
  operation: Operation;
  args: unknown;
  actor: Actor;
  network: string;
}>;

/**
 * Decides again, once, when a refusal may be one of ignorance: whoever holds an id, number or secret from an acknowledged answer finds the subject at
 * once, and nobody is refused for a state that another service has left. No transaction is open and no connection held meanwhile.
 */
export class OnceMore {
  private readonly budget: CatchUpBudget;

  constructor(
    private readonly catchingUp: CatchingUp,
    limits: CatchUpLimits,
    private readonly onError: (error: unknown) => void,
  ) {
    this.budget = new CatchUpBudget(limits);
  }

  async decide(asked: Asked, attempt: () => Promise<unknown>): Promise<unknown> {
    const { operation } = asked;
    const join = operation.kind === 'load';
    // a join without an account answers nothing, whatever was heard
    if (!operation.subject || (join && asked.actor === anonymous)) return attempt();
    const { before } = operation.subject;
    if (before) {
      const caughtUp = await this.catchUp(asked);
      if (caughtUp === 'BEYOND_BUDGET') throw new DomainError('TRY_LATER');
      // a right that may have ended discloses nothing
      if ((caughtUp === 'AWAY' || caughtUp === 'LATE') && before === 'DISCLOSES')
        throw new DomainError('UNAVAILABLE');
    }
    const first = await outcomeOf(attempt());
    if (!mayBeIgnorance(operation, first)) return settled(first);
    switch (await this.catchUp(asked)) {
      case 'HEARD':
        return attempt();
      case 'NOTHING':
        return settled(first);
      case 'BEYOND_BUDGET':
        if (join) return settled(first);
        throw new DomainError('TRY_LATER');
      case 'LATE':
        // it goes on meanwhile: who asks again under the same key is decided by what was heard then
        if (join) return settled(first);
        throw new DomainError('UNAVAILABLE');
      case 'AWAY':
        // that something is not there is nothing that can be said now
        if (!join && isAbsence(first)) throw new DomainError('UNAVAILABLE');
        return settled(first);
    }
  }

  private async catchUp({
    operation,
    args,
    actor,
    network,
  }: Asked): Promise<'HEARD' | 'NOTHING' | 'BEYOND_BUDGET' | 'LATE' | 'AWAY'> {
    const keys = keysOf(operation, args);
    const count = keys.ids.length + keys.numbers.length;
    if (!count) return 'NOTHING';
    const caller = actor === anonymous ? { network } : { subject: actor.subject };
    if (!actor.roles.includes('SERVICE') && !this.budget.take(caller, count, Date.now()))
      return 'BEYOND_BUDGET';
    try {
      await within(patienceMs, this.catchingUp.on(keys, operation.subject?.from ?? null));
      return 'HEARD';
    } catch (error) {
      this.onError(error);
      return error instanceof TooLate ? 'LATE' : 'AWAY';
    }
  }
}

type Outcome = Readonly<{ answer: unknown } | { error: unknown }>;

const outcomeOf = (attempt: Promise<unknown>): Promise<Outcome> =>
  attempt.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );

function settled(outcome: Outcome): unknown {
  if ('error' in outcome) throw outcome.error;
  return outcome.answer;
}

function isAbsence(outcome: Outcome): boolean {
  if ('answer' in outcome) return outcome.answer === null;
  return outcome.error instanceof DomainError && errorCatalogue[outcome.error.code].status === 404;
}

function mayBeIgnorance(operation: Operation, outcome: Outcome): boolean {
  if ('error' in outcome) {
    const { error } = outcome;
    return (
      error instanceof DomainError &&
      aboutState.has(errorCatalogue[error.code].status) &&
      !heardAnyway.has(error.code)
    );
  }
  const { answer } = outcome;
  if (operation.kind === 'load') return (answer as readonly unknown[]).some(isLessThanAll);
  return isLessThanAll(answer);
}

/** Nothing, or what a unit is told that was let go: it may have been called back (docs/adr/0039). */
const isLessThanAll = (answer: unknown): boolean =>
  answer === null || (answer as { former?: unknown } | undefined)?.former === true;

class TooLate extends Error {}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new TooLate(`catching up took longer than ${milliseconds} ms`)),
      milliseconds,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
