import { Controller, Injectable, Module } from '@nestjs/common';
import { announce, AppealClosed, AppealRated, DomainError, type EventOf } from '@weisu/contracts';
import { withMessaging, ReactsTo, type Work } from '@weisu/messaging';
import { Operation, type OperationContext, type ServiceDefinition } from './index.js';

export const appealId = '0193a8f0-0001-7000-8000-000000000001';

/** What the operations of the fixture are told to do next. */
export const script: { query: () => Promise<unknown>; load: readonly string[] | null } = {
  query: () => Promise.resolve([]),
  load: null,
};

/** Answers the operations of evaluation as a test needs them. */
@Injectable()
class ScriptedOperations {
  @Operation()
  threeRates() {
    return script.query();
  }
  @Operation({ whole: 'stars' })
  async rateAppeal({ comment }: { comment?: string }, { work }: OperationContext) {
    await work.query("INSERT INTO told VALUES ('rated')");
    if (comment) throw new DomainError('RATED_ALREADY');
    await script.query();
    await work.announce(appealId, [announce(AppealRated, { appealId, stars: 5 })]);
    return { stars: 5 };
  }
  @Operation()
  async followUpsByAppeal(keys: readonly string[], { actor }: OperationContext) {
    script.load = keys;
    return keys.map((key) => [{ id: key, seenBy: actor.subject }]);
  }
  @Operation()
  ratingByAppeal(keys: readonly string[]) {
    return Promise.resolve(keys.map(() => null));
  }
  @Operation()
  evaluationCalendarEffects(keys: readonly string[]) {
    return Promise.resolve(keys.map(() => null));
  }
  @Operation()
  exportedOutcomes({ keys }: { keys: readonly string[] }) {
    return Promise.resolve(keys.map(() => null));
  }
  @Operation()
  followUpTasks(_args: unknown, { work }: OperationContext) {
    return work.query("SELECT '不是编号'::uuid");
  }
  @Operation({ whole: 'never answered' })
  recordFollowUp() {
    return Promise.reject(new SyntaxError('Unexpected token in "张三 13800000000"'));
  }
  @Operation({ whole: 'null' })
  importFollowUp() {
    return Promise.resolve(null);
  }
}

@Controller()
class FirstReactions {
  @ReactsTo(AppealClosed)
  async onClosed(_event: EventOf<typeof AppealClosed>, work: Work): Promise<void> {
    await work.query("INSERT INTO told VALUES ('first')");
  }
}

@Controller()
class SecondReactions {
  @ReactsTo(AppealClosed)
  async onClosed({ payload }: EventOf<typeof AppealClosed>, work: Work): Promise<void> {
    const [before] = await work.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM told WHERE what = 'first'",
    );
    await work.query('INSERT INTO told VALUES ($1)', [`second after ${before?.count}`]);
    if (payload.automatic) throw new DomainError('STATE_FORBIDS');
  }
}

@Module({ providers: [ScriptedOperations], controllers: [FirstReactions, SecondReactions] })
class EvaluationModule {}

export const evaluation: ServiceDefinition<undefined> = {
  service: 'EVALUATION',
  schema: 'evaluation',
  entities: [],
  migrations: withMessaging([{ name: '0100-told', sql: 'CREATE TABLE told (what text NOT NULL)' }]),
  config: () => undefined,
  module: () => EvaluationModule,
};

@Module({ providers: [] })
class EmptyModule {}

export const unfinished: ServiceDefinition<undefined> = { ...evaluation, module: () => EmptyModule };
