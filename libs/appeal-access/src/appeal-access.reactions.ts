import { Controller } from '@nestjs/common';
import {
  AppealRegistered,
  AppealRelocated,
  MediationOpened,
  OnTheSpotRecorded,
  PersonalDataErased,
  UnitCalled,
  WorkOrderDispatched,
  type EventOf,
} from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { forgetResidents, involveUnits, moveScope, openScope } from './appeal-access.store.js';

/** Keeps the projection fresh from what intake, dispatch and mediation announce. */
@Controller()
export class AppealAccessReactions {
  @ReactsTo(AppealRegistered)
  async onRegistered({ payload }: EventOf<typeof AppealRegistered>, work: Work): Promise<void> {
    await openScope(work, payload.appealId, {
      areaCode: payload.areaCode,
      unitIds: payload.firstReceiverId ? [payload.firstReceiverId] : [],
      residentSubject: payload.residentSubject,
      registeredBy: payload.registeredBy,
    });
  }

  @ReactsTo(OnTheSpotRecorded)
  async onTheSpotRecorded({ payload }: EventOf<typeof OnTheSpotRecorded>, work: Work): Promise<void> {
    const unitIds = payload.firstReceiverId ? [payload.firstReceiverId] : [];
    await openScope(work, payload.appealId, {
      areaCode: payload.areaCode,
      unitIds,
      residentSubject: null,
      registeredBy: null,
    });
  }

  @ReactsTo(AppealRelocated)
  async onRelocated({ payload }: EventOf<typeof AppealRelocated>, work: Work): Promise<void> {
    await moveScope(work, payload.appealId, payload.to);
  }

  @ReactsTo(WorkOrderDispatched)
  async onWorkOrderDispatched({ payload }: EventOf<typeof WorkOrderDispatched>, work: Work): Promise<void> {
    await involveUnits(work, payload.appealId, [payload.unitId]);
  }

  /** A whistle may concern no appeal: then its subject is the whistle, and there is nothing to see. */
  @ReactsTo(UnitCalled)
  async onUnitCalled(event: EventOf<typeof UnitCalled>, work: Work): Promise<void> {
    if (event.subject !== event.payload.whistleId)
      await involveUnits(work, event.subject, [event.payload.unitId]);
  }

  @ReactsTo(MediationOpened)
  async onMediationOpened({ payload }: EventOf<typeof MediationOpened>, work: Work): Promise<void> {
    if (payload.appealId) await involveUnits(work, payload.appealId, [payload.committeeId]);
  }

  @ReactsTo(PersonalDataErased)
  async onErased({ payload }: EventOf<typeof PersonalDataErased>, work: Work): Promise<void> {
    await forgetResidents(work, [payload.appealId]);
  }
}
