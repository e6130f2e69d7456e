import { Module, type DynamicModule } from '@nestjs/common';
import { AppealAccessModule, attemptLimit, SecretAttempts, usualAttemptLimit } from '@weisu/appeal-access';
import { DirectoryClientModule } from '@weisu/directory-client';
import { AllocationOperations } from './allocation/allocation.operations.js';
import { BulkAllocations } from './allocation/bulk.loop.js';
import { ClosingOperations } from './closing/closing.operations.js';
import { ConsultationOperations } from './consultation/consultation.operations.js';
import type { DispatchConfig } from './config.js';
import { CalendarOperations } from './deadline/calendar.operations.js';
import { Deadlines } from './deadline/deadline.loop.js';
import { ExportOperations } from './export/export.operations.js';
import { ExportPages } from './export/export-pages.loop.js';
import { exportKeyRing, ExportVault } from './export/export-vault.store.js';
import { otherServices, PageCells } from './export/page-cells.store.js';
import { ExternalOrderOperations } from './external-order/external-order.operations.js';
import { HandlingReactions } from './handling/handling.reactions.js';
import { Subjects } from './handling/subjects.store.js';
import { LedgerOperations } from './ledger/ledger.operations.js';
import { LedgerReactions } from './ledger/ledger.reactions.js';
import { FindingOperations } from './inspection/finding.operations.js';
import { CorrectionNoticeOperations } from './inspection/correction-notice.operations.js';
import { LeadershipOperations } from './leadership/leadership.operations.js';
import { Counting } from './overview/counting.loop.js';
import { MergingOperations } from './merging/merging.operations.js';
import { OverviewOperations } from './overview/overview.operations.js';
import { PaperOperations } from './paper/paper.operations.js';
import { TemplateOperations } from './paper/template.operations.js';
import { TemplateReader } from './paper/template.reader.js';
import { PassingOperations } from './passing/passing.operations.js';
import { ProgressOperations } from './progress/progress.operations.js';
import { TrackingSecrets } from './progress/secret.store.js';
import { RequestOperations } from './request/request.operations.js';
import { ErasureReactions } from './retention/erasure.reactions.js';
import { RosterOperations } from './roster/roster.operations.js';
import { NoticeOperations } from './supervision/notice.operations.js';
import { SupervisionReactions } from './supervision/supervision.reactions.js';
import { SupervisionOperations } from './supervision/supervision.operations.js';
import { TriageOperations } from './triage/triage.operations.js';
import { PublicationReactions } from './whistle/publication.reactions.js';
import { whistleProviders } from './whistle/whistle.module.js';
import { WorkOrderOperations } from './work-order/work-order.operations.js';

@Module({})
export class DispatchModule {
  static with(config: DispatchConfig): DynamicModule {
    return {
      module: DispatchModule,
      imports: [DirectoryClientModule.from(config.directory), AppealAccessModule],
      controllers: [
        HandlingReactions,
        LedgerReactions,
        ErasureReactions,
        SupervisionReactions,
        PublicationReactions,
      ],
      providers: [
        Subjects,
        TriageOperations,
        MergingOperations,
        BulkAllocations,
        AllocationOperations,
        WorkOrderOperations,
        RequestOperations,
        ClosingOperations,
        ExternalOrderOperations,
        SupervisionOperations,
        NoticeOperations,
        LeadershipOperations,
        PassingOperations,
        PaperOperations,
        TemplateOperations,
        TemplateReader,
        ConsultationOperations,
        FindingOperations,
        CorrectionNoticeOperations,
        OverviewOperations,
        Counting,
        LedgerOperations,
        { provide: exportKeyRing, useValue: config.exportKeys },
        { provide: otherServices, useValue: config.others },
        ExportVault,
        PageCells,
        ExportOperations,
        ExportPages,
        { provide: attemptLimit, useValue: usualAttemptLimit },
        SecretAttempts,
        TrackingSecrets,
        ProgressOperations,
        ...whistleProviders,
        RosterOperations,
        CalendarOperations,
        Deadlines,
      ],
    };
  }
}
