import { Controller } from '@nestjs/common';
import {
  AppealClosed,
  AppealDeclined,
  AppealMerged,
  AppealRegistered,
  AppealRelocated,
  AppealReopened,
  AppealUnmerged,
  AppealWithdrawn,
  ReportedBack,
  type EventOf,
} from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { cancelOpen, excludeRounds, includeRounds } from '../follow-up/round.store.js';
import {
  continueAsFound,
  registerMatter,
  relocateMatter,
  setMatterState,
  setMergedInto,
} from './matter.store.js';

/** Keeps the few facts of a matter that evaluation needs, and ends its follow-ups when the matter itself ends. */
@Controller()
export class MatterReactions {
  @ReactsTo(AppealRegistered)
  async onRegistered({ payload }: EventOf<typeof AppealRegistered>, work: Work): Promise<void> {
    await registerMatter(work, payload);
  }

  @ReactsTo(AppealRelocated)
  async onRelocated({ payload }: EventOf<typeof AppealRelocated>, work: Work): Promise<void> {
    await relocateMatter(work, payload.appealId, payload.to);
  }

  @ReactsTo(ReportedBack)
  async onReportedBack({ payload }: EventOf<typeof ReportedBack>, work: Work): Promise<void> {
    await setMatterState(work, payload.appealId, 'REPORTED_BACK');
  }

  /** Open tasks stay: the handler still owes its 回访登记表, and what the appellant then says still counts. */
  @ReactsTo(AppealClosed)
  async onClosed({ payload }: EventOf<typeof AppealClosed>, work: Work): Promise<void> {
    await setMatterState(work, payload.appealId, 'CLOSED');
  }

  /** Its last round stays in the rates until the next one replaces it: reopening alone makes no figure better. */
  @ReactsTo(AppealReopened)
  async onReopened({ payload }: EventOf<typeof AppealReopened>, work: Work): Promise<void> {
    await setMatterState(work, payload.appealId, 'REOPENED');
    await cancelOpen(work, payload.appealId);
  }

  @ReactsTo(AppealDeclined)
  async onDeclined({ payload }: EventOf<typeof AppealDeclined>, work: Work): Promise<void> {
    await this.end(work, payload.appealId, 'DECLINED');
  }

  @ReactsTo(AppealMerged)
  async onMerged({ payload }: EventOf<typeof AppealMerged>, work: Work): Promise<void> {
    await this.end(work, payload.appealId, 'MERGED');
    await setMergedInto(work, payload.appealId, payload.intoId);
  }

  /** What had been resolved before it was merged counts again. */
  @ReactsTo(AppealUnmerged)
  async onUnmerged({ payload }: EventOf<typeof AppealUnmerged>, work: Work): Promise<void> {
    await setMatterState(work, payload.appealId, 'OPEN');
    await setMergedInto(work, payload.appealId, null);
    await includeRounds(work, payload.appealId, 'MERGED');
  }

  @ReactsTo(AppealWithdrawn)
  async onWithdrawn({ payload }: EventOf<typeof AppealWithdrawn>, work: Work): Promise<void> {
    if (payload.continues) await continueAsFound(work, payload.appealId);
    else await this.end(work, payload.appealId, 'WITHDRAWN');
  }

  private async end(work: Work, appealId: string, because: string): Promise<void> {
    await setMatterState(work, appealId, 'ENDED');
    await cancelOpen(work, appealId);
    await excludeRounds(work, appealId, because);
  }
}
