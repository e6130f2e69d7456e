import { Module, type DynamicModule } from '@nestjs/common';
import { AppealAccessModule } from '@weisu/appeal-access';
import { DirectoryClientModule } from '@weisu/directory-client';
import { AgreementOperations } from './agreement/agreement.operations.js';
import type { MediationConfig } from './config.js';
import { ConfirmationOperations } from './confirmation/confirmation.operations.js';
import { ConsentOperations } from './consent/consent.operations.js';
import { ExtensionOperations } from './extension/extension.operations.js';
import { FailureOperations } from './failure/failure.operations.js';
import { Cases } from './mediation/cases.store.js';
import { MediationOperations } from './mediation/mediation.operations.js';
import { MediationReactions } from './mediation/mediation.reactions.js';
import { OpeningOperations } from './opening/opening.operations.js';
import { CalendarOperations } from './overdue/calendar.operations.js';
import { PossibleOperations } from './possible/possible.operations.js';
import { OverdueReactions } from './overdue/overdue.reactions.js';
import { Sealing } from './personal-data/sealing.store.js';
import { ErasureReactions } from './retention/erasure.reactions.js';
import { SessionOperations } from './session/session.operations.js';
import { Subjects } from './mediation/subjects.store.js';

@Module({})
export class MediationModule {
  static with(config: MediationConfig): DynamicModule {
    return {
      module: MediationModule,
      imports: [DirectoryClientModule.from(config.directory), AppealAccessModule],
      controllers: [MediationReactions, ErasureReactions],
      providers: [
        Subjects,
        { provide: Sealing, useValue: new Sealing(config.personalDataKeys) },
        Cases,
        MediationOperations,
        OpeningOperations,
        ConsentOperations,
        SessionOperations,
        ExtensionOperations,
        AgreementOperations,
        FailureOperations,
        ConfirmationOperations,
        OverdueReactions,
        CalendarOperations,
        PossibleOperations,
      ],
    };
  }
}
