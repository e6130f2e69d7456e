import { Controller } from '@nestjs/common';
import {
  MediationAgreed,
  MediationFailed,
  MediationOpened,
  WhistleBlown,
  WhistleCompleted,
  type EventOf,
} from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { civilDate } from '@weisu/working-time';

/** What 化解率 is counted from: whistles and mediations with their place, and how they ended. A whistle's first event is the one that counts. */
@Controller()
export class SettlementReactions {
  @ReactsTo(WhistleBlown)
  async onWhistleBlown({ payload }: EventOf<typeof WhistleBlown>, work: Work): Promise<void> {
    if (!payload.first) return;
    await begin(work, payload.whistleId, 'WHISTLE', payload.areaCode, [payload.byId, ...payload.unitIds]);
  }

  @ReactsTo(WhistleCompleted)
  async onWhistleCompleted({ payload, time }: EventOf<typeof WhistleCompleted>, work: Work): Promise<void> {
    if (payload.first) await finish(work, payload.whistleId, 'WHISTLE', time, true);
  }

  @ReactsTo(MediationOpened)
  async onMediationOpened({ payload }: EventOf<typeof MediationOpened>, work: Work): Promise<void> {
    await begin(work, payload.mediationId, 'MEDIATION', payload.areaCode, [payload.committeeId]);
  }

  @ReactsTo(MediationAgreed)
  async onMediationAgreed({ payload, time }: EventOf<typeof MediationAgreed>, work: Work): Promise<void> {
    await finish(work, payload.mediationId, 'MEDIATION', time, true);
  }

  @ReactsTo(MediationFailed)
  async onMediationFailed({ payload, time }: EventOf<typeof MediationFailed>, work: Work): Promise<void> {
    await finish(work, payload.mediationId, 'MEDIATION', time, false);
  }
}

async function begin(
  work: Work,
  id: string,
  kind: string,
  areaCode: string,
  unitIds: readonly string[],
): Promise<void> {
  await work.query(
    `INSERT INTO settlement (id, kind, area_code, unit_ids) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET area_code = excluded.area_code, unit_ids = excluded.unit_ids`,
    [id, kind, areaCode, unitIds],
  );
}

async function finish(work: Work, id: string, kind: string, at: Date, settled: boolean): Promise<void> {
  await work.query(
    `INSERT INTO settlement (id, kind, finished_on, settled) VALUES ($1, $2, $3::date, $4)
     ON CONFLICT (id) DO UPDATE SET finished_on = excluded.finished_on, settled = excluded.settled`,
    [id, kind, civilDate(at), settled],
  );
}
