import { Controller } from '@nestjs/common';
import {
  AppealJudged,
  AppealRated,
  AppealRegistered,
  AppealRelocated,
  MediationAgreed,
  MediationFailed,
  MediationOpened,
  MediationWithdrawn,
  OnTheSpotRecorded,
  type EventOf,
} from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { ReactsTo, type Work } from '@weisu/messaging';
import { findBlockers } from '../closing/blockers.store.js';
import { close } from '../closing/closing.store.js';
import { reopen } from '../closing/reopening.store.js';
import { leadOf } from '../../orders/work-order/work-order.store.js';
import { superviseRating } from '../../oversight/supervision/triggers.store.js';
import { reopenable, senderOf } from '../../ground/handling/handling.js';
import {
  handlingsById,
  lockHandling,
  profileOf,
  saveHandling,
} from '../../ground/handling/handling.store.js';
import { receive, receiveOnTheSpot, relocate } from './receive.store.js';

/** What other services say of an appeal, and what dispatch makes of it. */
@Controller()
export class HandlingReactions {
  constructor(private readonly directories: DirectoryClient) {}

  @ReactsTo(AppealRegistered)
  async onRegistered({ payload }: EventOf<typeof AppealRegistered>, work: Work): Promise<void> {
    await receive(work, payload, await this.directories.current());
  }

  @ReactsTo(OnTheSpotRecorded)
  async onTheSpotRecorded({ payload }: EventOf<typeof OnTheSpotRecorded>, work: Work): Promise<void> {
    await receiveOnTheSpot(work, payload, await this.directories.current());
  }

  @ReactsTo(AppealRelocated)
  async onRelocated({ payload }: EventOf<typeof AppealRelocated>, work: Work): Promise<void> {
    await relocate(work, payload.appealId, payload.to, await this.directories.current());
  }

  /** The appellant decides, not the unit: an unsettled verdict reopens, a settled one closes where the profile says so. */
  @ReactsTo(AppealJudged)
  async onJudged({ payload }: EventOf<typeof AppealJudged>, work: Work): Promise<void> {
    const before = await lockHandling(work, payload.appealId);
    if (!before) return;
    // what was settled on the spot has no work order that could be taken up again
    if (before.selfHandled) return;
    const directory = await this.directories.current();
    const profile = profileOf(directory, before);
    if (payload.verdict === 'UNSETTLED') {
      // also what was reported back: the sender's own follow-up may say so before its verdict arrives
      if (!reopenable.has(before.status)) return;
      await reopen(work, before, 'VERDICT', null, profile, directory);
      return;
    }
    const handling = await saveHandling(work, { ...before, verdict: payload.verdict });
    if (!profile.closing.automatic || senderOf(handling) || handling.status !== 'RESOLVED') return;
    if ((await findBlockers(work, handling, profile)).length) return;
    const solved = payload.verdict === 'SETTLED';
    await close(work, handling, { solved, meansExhausted: true, waivers: [], automatic: true });
  }

  @ReactsTo(AppealRated)
  async onRated({ payload }: EventOf<typeof AppealRated>, work: Work): Promise<void> {
    const handling = await lockHandling(work, payload.appealId);
    if (!handling) return;
    await work.query('UPDATE handling SET rated = true WHERE id = $1', [payload.appealId]);
    // who did the work did it for both
    const { mergedInto } = handling;
    const handled =
      mergedInto === null ? handling : (await handlingsById(work.manager, [mergedInto])).get(mergedInto);
    if (!handled || handled.profileKey === null) return;
    const directory = await this.directories.current();
    const lead = await leadOf(work, handled.id);
    await superviseRating(work, directory, handled, profileOf(directory, handled), {
      stars: payload.stars,
      leadUnitId: lead?.unitId ?? null,
    });
  }

  @ReactsTo(MediationOpened)
  async onMediationOpened({ payload, time }: EventOf<typeof MediationOpened>, work: Work): Promise<void> {
    await work.query(
      `INSERT INTO appeal_mediation (mediation_id, appeal_id, area_code, opened_at, is_open) VALUES ($1, $2, $3, $4, true)
       ON CONFLICT (mediation_id) DO NOTHING`,
      [payload.mediationId, payload.appealId, payload.areaCode, time],
    );
  }

  @ReactsTo(MediationAgreed)
  async onMediationAgreed({ payload }: EventOf<typeof MediationAgreed>, work: Work): Promise<void> {
    await work.query('UPDATE appeal_mediation SET is_open = false WHERE mediation_id = $1', [
      payload.mediationId,
    ]);
  }

  @ReactsTo(MediationWithdrawn)
  async onMediationWithdrawn({ payload }: EventOf<typeof MediationWithdrawn>, work: Work): Promise<void> {
    await work.query('UPDATE appeal_mediation SET is_open = false WHERE mediation_id = $1', [
      payload.mediationId,
    ]);
  }

  @ReactsTo(MediationFailed)
  async onMediationFailed({ payload }: EventOf<typeof MediationFailed>, work: Work): Promise<void> {
    await work.query('UPDATE appeal_mediation SET is_open = false WHERE mediation_id = $1', [
      payload.mediationId,
    ]);
  }
}
