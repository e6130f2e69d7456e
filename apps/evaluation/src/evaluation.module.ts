import { Module, type DynamicModule } from '@nestjs/common';
import { AppealAccessModule, attemptLimit, SecretAttempts } from '@weisu/appeal-access';
import { DirectoryClientModule, type SnapshotSource } from '@weisu/directory-client';
import type { EvaluationSettings } from './config.js';
import { CalendarOperations } from './follow-up/calendar.operations.js';
import { ExportedOperations } from './follow-up/exported.operations.js';
import { FollowUpOperations } from './follow-up/follow-up.operations.js';
import { FollowUpReactions } from './follow-up/follow-up.reactions.js';
import { clockPoll, OverdueFollowUps } from './follow-up/overdue.reactions.js';
import { MatterReactions } from './matter/matter.reactions.js';
import { RatesOperations } from './rates/rates.operations.js';
import { SettlementReactions } from './rates/settlement.reactions.js';
import { ErasureReactions } from './retention/erasure.reactions.js';
import { RatingOperations } from './rating/rating.operations.js';
import { Subjects } from './matter/subjects.store.js';

export type EvaluationConfig = EvaluationSettings & Readonly<{ directory: SnapshotSource }>;

@Module({})
export class EvaluationModule {
  static with(config: EvaluationConfig): DynamicModule {
    return {
      module: EvaluationModule,
      imports: [DirectoryClientModule.from(config.directory), AppealAccessModule],
      controllers: [MatterReactions, FollowUpReactions, SettlementReactions, ErasureReactions],
      providers: [
        Subjects,
        { provide: attemptLimit, useValue: config.secretAttemptsPerHour },
        { provide: clockPoll, useValue: config.clockPollMilliseconds },
        SecretAttempts,
        OverdueFollowUps,
        CalendarOperations,
        FollowUpOperations,
        ExportedOperations,
        RatingOperations,
        RatesOperations,
      ],
    };
  }
}
