import { Module, type DynamicModule } from '@nestjs/common';
import { AppealAccessModule } from '@weisu/appeal-access';
import { DirectoryClientModule } from '@weisu/directory-client';
import type { IntakeConfig } from './config.js';
import { EvidenceOperations } from './evidence/evidence.operations.js';
import { EvidenceReactions } from './evidence/evidence.reactions.js';
import { ExportedOperations } from './person/exported.operations.js';
import { RevealOperations } from './person/reveal.operations.js';
import { Vault } from './person/vault.store.js';
import { PossibleOperations } from './possible/possible.operations.js';
import { Answers } from './reading/answers.store.js';
import { ReadingOperations } from './reading/reading.operations.js';
import { Subjects } from './reading/subjects.store.js';
import { FirstReceiverReactions } from './registration/first-receiver.reactions.js';
import { WithdrawalReactions } from './registration/withdrawal.reactions.js';
import { OnTheSpotOperations } from './registration/on-the-spot.operations.js';
import { Registrar } from './registration/registrar.operations.js';
import { RegistrationOperations } from './registration/registration.operations.js';
import { RelocationOperations } from './relocation/relocation.operations.js';
import { CourseReactions } from './retention/course.reactions.js';
import { ErasureOperations, retentionTermsToken } from './retention/erasure.operations.js';

@Module({})
export class IntakeModule {
  static with({ keys, directory, retention }: IntakeConfig): DynamicModule {
    return {
      module: IntakeModule,
      imports: [DirectoryClientModule.from(directory), AppealAccessModule],
      controllers: [EvidenceReactions, FirstReceiverReactions, WithdrawalReactions, CourseReactions],
      providers: [
        { provide: Vault, useValue: new Vault(keys) },
        { provide: retentionTermsToken, useValue: retention },
        Answers,
        Registrar,
        RegistrationOperations,
        OnTheSpotOperations,
        RelocationOperations,
        RevealOperations,
        ExportedOperations,
        ErasureOperations,
        ReadingOperations,
        PossibleOperations,
        Subjects,
        EvidenceOperations,
      ],
    };
  }
}
