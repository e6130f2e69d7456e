import { Module, type DynamicModule } from '@nestjs/common';
import { AppealAccessModule, attemptLimit, SecretAttempts, usualAttemptLimit } from '@weisu/appeal-access';
import { DirectoryClientModule } from '@weisu/directory-client';
import { AllocationOperations } from './orders/allocation/allocation.operations.js';
import { BulkAllocations } from './orders/allocation/bulk.loop.js';
import { ClosingOperations } from './case/closing/closing.operations.js';
import { ConsultationOperations } from './whistles/consultation/consultation.operations.js';
import { FirstContactOperations } from './orders/contact/first-contact.operations.js';
import { UnsentReactions } from './orders/contact/unsent.reactions.js';
import type { DispatchConfig } from './config.js';
import { CalendarOperations } from './ground/deadline/calendar.operations.js';
import { Deadlines } from './orders/limits/deadline.loop.js';
import { ExportOperations } from './reading/export/export.operations.js';
import { ExportPages } from './reading/export/export-pages.loop.js';
import { exportKeyRing, ExportVault } from './reading/export/export-vault.store.js';
import { otherServices, PageCells } from './reading/export/page-cells.store.js';
import { ExternalOrderOperations } from './outside/external-order/external-order.operations.js';
import { HandlingReactions } from './case/receiving/handling.reactions.js';
import { Subjects } from './ground/handling/subjects.store.js';
import { LedgerOperations } from './ground/ledger/ledger.operations.js';
import { LedgerReactions } from './ground/ledger/ledger.reactions.js';
import { FindingOperations } from './whistles/inspection/finding.operations.js';
import { CorrectionNoticeOperations } from './whistles/inspection/correction-notice.operations.js';
import { LeadershipOperations } from './oversight/leadership/leadership.operations.js';
import { Counting } from './reading/overview/counting.loop.js';
import { MergingOperations } from './case/merging/merging.operations.js';
import { NowOperations } from './reading/now/now.operations.js';
import { OverviewOperations } from './reading/overview/overview.operations.js';
import { PaperOperations } from './papers/paper/paper.operations.js';
import { TemplateOperations } from './papers/template/template.operations.js';
import { TemplateReader } from './papers/template/template.reader.js';
import { PassingOperations } from './outside/passing/passing.operations.js';
import { PossibleOperations } from './possible/possible.operations.js';
import { ProgressOperations } from './case/progress/progress.operations.js';
import { TrackingSecrets } from './case/progress/secret.store.js';
import { RequestOperations } from './orders/request/request.operations.js';
import { ErasureReactions } from './retention/erasure.reactions.js';
import { RosterOperations } from './ground/roster/roster.operations.js';
import { NoticeOperations } from './oversight/supervision/notice.operations.js';
import { SupervisionReactions } from './oversight/supervision/overdue.reactions.js';
import { SupervisionOperations } from './oversight/supervision/supervision.operations.js';
import { TriageOperations } from './case/triage/triage.operations.js';
import { PublicationReactions } from './whistles/publication/publication.reactions.js';
import { whistleProviders } from './whistles/whistle/whistle.module.js';
import { WorkOrderOperations } from './orders/work-order/work-order.operations.js';

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
        UnsentReactions,
      ],
      providers: [
        Subjects,
        TriageOperations,
        MergingOperations,
        BulkAllocations,
        AllocationOperations,
        WorkOrderOperations,
        FirstContactOperations,
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
        PossibleOperations,
        NowOperations,
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
