import { randomUUID } from 'node:crypto';
import { Injectable, Optional } from '@nestjs/common';
import {
  coerceArguments,
  operationNamed,
  type Operation,
  type OperationName,
  type Service,
} from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import { requireRole, StandIns, type Actor, type TokenVerifier } from '@weisu/identity';
import { Relay, runWork, Time, Work, type WorkContext } from '@weisu/messaging';
import { DataSource } from 'typeorm';
import { actorRef, anonymous, type OperationContext } from './operation-context.js';
import type { AnswerReader, OperationHandler } from './operation.decorator.js';
import { AnswersAgain } from './answers-again.js';
import { requireUnguessable } from './guessable-key.js';
import type { OnceMore } from './catching-up/once-more.runner.js';
import { Metrics } from './metrics.js';
import { claimKey, storeAnswer } from './stored-answer.js';
import { useProof } from './used-proof.js';

export type OperationCall = Readonly<{
  name: string;
  args: unknown;
  bearer: string | null;
  idempotencyKey: string | null;
  correlationId: string | null;
  network: string;
  /** Id of the proof of work that it was paid for with. */
  proof?: string | null;
  /** The unit that the caller stands in for; null: its own. */
  actingFor?: string | null;
}>;

export const maxKeyLength = 200;

/** Who this process is, and how it checks who others are. */
export class ServiceIdentity {
  constructor(
    readonly service: Service,
    readonly verifier: TokenVerifier,
  ) {}
}

/** Runs one operation of this service: token, permission, arguments against the SDL, then the use case in its transaction. */
@Injectable()
export class OperationRunner {
  private readonly handlers = new Map<OperationName, OperationHandler>();
  private readonly answers = new AnswersAgain();
  private readonly inHand = new Set<Promise<unknown>>();
  private onceMore: OnceMore | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly relay: Relay,
    private readonly time: Time,
    private readonly identity: ServiceIdentity,
    private readonly metrics: Metrics,
    @Optional() private readonly standIns?: StandIns,
  ) {}

  register(handlers: readonly OperationHandler[]): void {
    for (const handler of handlers) {
      if (this.handlers.has(handler.name)) throw new Error(`two use cases for the operation ${handler.name}`);
      this.handlers.set(handler.name, handler);
    }
  }

  /** From now on a refusal that may be one of ignorance is decided again. */
  catchUpWith(onceMore: OnceMore): void {
    this.onceMore = onceMore;
  }

  registerReaders(readers: readonly AnswerReader[]): void {
    this.answers.register(readers);
  }

  /** Mutations for which nobody decided what a repetition is answered. */
  get undecided(): string[] {
    return [...this.handlers.values()].flatMap(({ name, options }) => {
      const operation = operationNamed(name);
      return operation?.kind === 'mutation' && !this.answers.knows(operation, options) ? [name] : [];
    });
  }

  get registered(): ReadonlySet<OperationName> {
    return new Set(this.handlers.keys());
  }

  async run(call: OperationCall): Promise<unknown> {
    const running = this.perform(call);
    this.inHand.add(running);
    return running.finally(() => this.inHand.delete(running));
  }

  /** Resolves when no operation is in hand any more: the database may only go after that. */
  async finished(): Promise<void> {
    while (this.inHand.size) await Promise.allSettled([...this.inHand]);
  }

  private async perform(call: OperationCall): Promise<unknown> {
    const operation = operationNamed(call.name);
    const handler = operation && this.handlers.get(operation.name as OperationName);
    if (
      !operation ||
      !handler ||
      (operation.owner !== 'EVERY' && operation.owner !== this.identity.service)
    ) {
      throw new DomainError('NOT_FOUND', `operation ${call.name}`);
    }
    const now = this.time.now();
    const actor = await this.standingIn(await this.actorOf(call.bearer, operation), operation, call, now);
    const args: unknown = coerceArguments(handler.name, call.args);
    const input = operation.kind === 'load' ? (args as { keys: readonly string[] }).keys : args;
    const base: WorkContext = {
      now,
      actor: actorRef(actor),
      correlationId: call.correlationId ?? randomUUID(),
      causationId: null,
    };
    const once = oncePerCall();
    const contextOf = (work: Work): OperationContext => ({
      actor,
      work,
      now: base.now,
      correlationId: base.correlationId,
      network: call.network,
      proof: call.proof ?? null,
      once,
    });
    const attempt = (): Promise<unknown> =>
      changesState(operation)
        ? runWork(
            this.source,
            base,
            (lanes) => this.relay.poke(lanes),
            (work) => this.mutate(call, operation, handler, input, contextOf(work)),
          )
        : handler.call(input, contextOf(new Work(this.source.manager, base)));
    if (!this.onceMore) return attempt();
    return this.onceMore.decide({ operation, args, actor, network: call.network }, attempt);
  }

  private async mutate(
    call: OperationCall,
    operation: Operation,
    handler: OperationHandler,
    args: unknown,
    context: OperationContext,
  ): Promise<unknown> {
    const { idempotencyKey: key } = call;
    if (!key || handler.options.rerun) {
      await useProof(context);
      return handler.call(args, context);
    }
    if (key.length > maxKeyLength)
      throw new DomainError('INVALID_ARGUMENT', `Idempotency-Key: at most ${maxKeyLength} characters`);
    if (context.actor === anonymous) requireUnguessable(key, 'Idempotency-Key');
    const { subject, unitId, delegateId } = context.actor;
    const scope = delegateId ? `${subject} for ${unitId ?? ''}` : subject;
    const claim = { scope, key, operation: call.name, request: call.args };
    const earlier = await claimKey(context.work, claim);
    if (earlier) {
      this.metrics.replayed(call.name);
      return this.answers.answer(operation, handler, earlier.answer, args, context);
    }
    await useProof(context);
    const answer = await handler.call(args, context);
    await storeAnswer(context.work, claim, this.answers.kept(handler.options, answer));
    return answer;
  }

  /** Refuses what outlives an absence also where nobody is stood in for (the directory): the sender did not mean to do it as itself. */
  private async standingIn(
    actor: Actor,
    operation: Operation,
    { actingFor }: OperationCall,
    now: Date,
  ): Promise<Actor> {
    if (!actingFor || actor === anonymous || actor.unitId === actingFor) return actor;
    const standing = this.standIns ? await this.standIns.standIn(actor, actingFor, now) : actor;
    if (!operation.actingFor) throw new DomainError('NOT_WHILE_ACTING_FOR');
    return standing;
  }

  private async actorOf(bearer: string | null, operation: Operation): Promise<Actor> {
    if (!bearer) {
      if (operation.kind === 'load' || isPublic(operation)) return anonymous;
      throw new DomainError('UNAUTHENTICATED');
    }
    const actor = await this.identity.verifier.verify(bearer);
    if (operation.kind === 'internal') {
      if (!actor.roles.includes('SERVICE') || !operation.clients.includes(actor.client))
        throw new DomainError('FORBIDDEN');
    } else if (!isPublic(operation) && operation.kind !== 'load') {
      requireRole(actor, operation.roles);
    }
    return actor;
  }
}

function isPublic(operation: Operation): boolean {
  return operation.public;
}

function changesState(operation: Operation): boolean {
  return operation.kind === 'mutation' || (operation.kind === 'internal' && operation.changes);
}

/** Answers what an effect answered that this call had already. */
function oncePerCall(): OperationContext['once'] {
  const had = new Map<string, Promise<unknown>>();
  return <Answer>(name: string, effect: () => Promise<Answer>): Promise<Answer> => {
    const answer = had.get(name) ?? effect();
    had.set(name, answer);
    return answer as Promise<Answer>;
  };
}
