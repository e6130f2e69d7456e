import { Controller } from '@nestjs/common';
import {
  AppealRegistered,
  AppealReopened,
  AppealResolved,
  AppealUnmerged,
  WhistleBlown,
  WorkOrderCancelled,
  WorkOrderDispatched,
  WorkOrderReturned,
  type EventOf,
} from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { goesOn, standsAlone } from './merged.store.js';

/** Numbers, leads and senders: the few facts that messages are made of. */
@Controller()
export class FactsReactions {
  @ReactsTo(AppealRegistered)
  async onRegistered({ payload }: EventOf<typeof AppealRegistered>, work: Work): Promise<void> {
    const { appealId, number, registeredBy, external } = payload;
    await work.query(
      `INSERT INTO matter (appeal_id, number, registered_by, external_system, external_number, sender_speaks)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (appeal_id) DO UPDATE SET number = excluded.number, registered_by = excluded.registered_by,
         external_system = excluded.external_system, external_number = excluded.external_number,
         sender_speaks = excluded.sender_speaks`,
      [
        appealId,
        number,
        registeredBy,
        external?.system ?? null,
        external?.number ?? null,
        external?.followUpBySender ?? false,
      ],
    );
  }

  @ReactsTo(WorkOrderDispatched)
  async onDispatched({ payload }: EventOf<typeof WorkOrderDispatched>, work: Work): Promise<void> {
    if (payload.role === 'LEAD') await setLead(work, payload.appealId, payload.unitId);
  }

  @ReactsTo(WorkOrderReturned)
  async onReturned({ payload }: EventOf<typeof WorkOrderReturned>, work: Work): Promise<void> {
    await dropLead(work, payload.appealId, payload.unitId);
  }

  @ReactsTo(WorkOrderCancelled)
  async onCancelled({ payload }: EventOf<typeof WorkOrderCancelled>, work: Work): Promise<void> {
    if (!payload.ended) await dropLead(work, payload.appealId, payload.unitId);
  }

  @ReactsTo(AppealResolved)
  async onResolved({ payload }: EventOf<typeof AppealResolved>, work: Work): Promise<void> {
    await setLead(work, payload.appealId, payload.leadUnitId);
  }

  @ReactsTo(AppealReopened)
  async onReopened({ payload }: EventOf<typeof AppealReopened>, work: Work): Promise<void> {
    await goesOn(work, payload.appealId);
  }

  @ReactsTo(AppealUnmerged)
  async onUnmerged({ payload }: EventOf<typeof AppealUnmerged>, work: Work): Promise<void> {
    await standsAlone(work, payload.appealId);
    for (const { unitId } of payload.letGo) await dropLead(work, payload.appealId, unitId);
  }

  @ReactsTo(WhistleBlown)
  async onWhistleBlown({ payload }: EventOf<typeof WhistleBlown>, work: Work): Promise<void> {
    await work.query(
      'INSERT INTO whistle (whistle_id, number, by_id) VALUES ($1, $2, $3) ON CONFLICT (whistle_id) DO NOTHING',
      [payload.whistleId, payload.number, payload.byId],
    );
  }
}

async function setLead(work: Work, appealId: string, unitId: string): Promise<void> {
  await work.query(
    `INSERT INTO matter (appeal_id, lead_unit_id) VALUES ($1, $2)
     ON CONFLICT (appeal_id) DO UPDATE SET lead_unit_id = excluded.lead_unit_id`,
    [appealId, unitId],
  );
}

/** Whoever was let go is told nothing more. */
async function dropLead(work: Work, appealId: string, unitId: string): Promise<void> {
  await work.query('UPDATE matter SET lead_unit_id = NULL WHERE appeal_id = $1 AND lead_unit_id = $2', [
    appealId,
    unitId,
  ]);
}
