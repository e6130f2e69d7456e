import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  AppealClosed,
  AppealDeclined,
  AppealMerged,
  AppealReopened,
  AppealUnmerged,
  AppealWithdrawn,
  ConfirmationApplied,
  ConfirmationBlocked,
  ConfirmationRuled,
  MediationAgreed,
  MediationFailed,
  MediationOpened,
  MediationWithdrawn,
  PerformanceRecorded,
  type Envelope,
  type EventOf,
} from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { endAppeal, mergeAppeal, noteMediation, reopenAppeal, unmergeAppeal } from './course.store.js';

const ends = [AppealClosed, AppealDeclined].map(({ type }) => type);
const mediationEnds: readonly string[] = [MediationAgreed, MediationFailed, MediationWithdrawn].map(
  ({ type }) => type,
);
/** Written into a mediation's file after it ended; the term of the file begins anew with each. */
const mediationGoesOn = [
  PerformanceRecorded,
  ConfirmationApplied,
  ConfirmationBlocked,
  ConfirmationRuled,
].map(({ type }) => type);

type OfMediation = Readonly<{ mediationId: string; appealId: string | null }>;

/** Whether a matter is open, for as long as it is the personal data of its appellant stays. */
@Controller()
export class CourseReactions {
  @EventPattern(ends)
  async onEnded(@Payload() { payload, time }: Envelope, @Ctx() work: Work): Promise<void> {
    await endAppeal(work, (payload as { appealId: string }).appealId, time);
  }

  /** A hazard goes on without the one who reported it. */
  @ReactsTo(AppealWithdrawn)
  async onWithdrawn({ payload, time }: EventOf<typeof AppealWithdrawn>, work: Work): Promise<void> {
    if (!payload.continues) await endAppeal(work, payload.appealId, time);
  }

  @ReactsTo(AppealReopened)
  async onReopened({ payload, time }: EventOf<typeof AppealReopened>, work: Work): Promise<void> {
    await reopenAppeal(work, payload.appealId, time);
  }

  @ReactsTo(AppealMerged)
  async onMerged({ payload, time }: EventOf<typeof AppealMerged>, work: Work): Promise<void> {
    await mergeAppeal(work, payload.appealId, payload.intoId, time);
  }

  @ReactsTo(AppealUnmerged)
  async onUnmerged({ payload, time }: EventOf<typeof AppealUnmerged>, work: Work): Promise<void> {
    await unmergeAppeal(work, payload.appealId, time);
  }

  @EventPattern([MediationOpened.type, ...mediationEnds, ...mediationGoesOn])
  async onMediation(@Payload() { type, payload, time }: Envelope, @Ctx() work: Work): Promise<void> {
    const { mediationId, appealId } = payload as OfMediation;
    if (appealId === null) return;
    await noteMediation(work, { mediationId, appealId, at: time, ended: mediationEnds.includes(type) });
  }
}
