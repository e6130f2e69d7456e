import { Controller } from '@nestjs/common';
import {
  AppealRegistered,
  AppealRelocated,
  AppealUnmerged,
  MediationOpened,
  OnTheSpotRecorded,
  PersonalDataErased,
  RefusalUpheld,
  SummonsWaived,
  UnitCalled,
  WorkOrderCancelled,
  WorkOrderDispatched,
  WorkOrderReturned,
  type Envelope,
  type EventOf,
} from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { forgetResidents, moveScope, openScope } from './appeal-access.store.js';
import { receptionPart } from './part.js';
import { changeParts, endParts, resumePart } from './part.store.js';

/** Keeps the projection fresh from what intake, dispatch and mediation announce. */
@Controller()
export class AppealAccessReactions {
  @ReactsTo(AppealRegistered)
  async onRegistered(event: EventOf<typeof AppealRegistered>, work: Work): Promise<void> {
    const { appealId, areaCode, residentSubject, registeredBy } = event.payload;
    await openScope(work, appealId, { areaCode, unitIds: [], residentSubject, registeredBy });
    await changePart(event, work);
  }

  @ReactsTo(OnTheSpotRecorded)
  async onTheSpotRecorded(event: EventOf<typeof OnTheSpotRecorded>, work: Work): Promise<void> {
    const { appealId, areaCode } = event.payload;
    await openScope(work, appealId, { areaCode, unitIds: [], residentSubject: null, registeredBy: null });
    await changePart(event, work);
  }

  @ReactsTo(AppealRelocated)
  async onRelocated({ payload, time }: EventOf<typeof AppealRelocated>, work: Work): Promise<void> {
    const { appealId, to, reception } = payload;
    await moveScope(work, appealId, to);
    if (!reception) return;
    const part = receptionPart(appealId, reception.unitId);
    await (reception.ends ? endParts(work, [part], time) : resumePart(work, part, time));
  }

  @ReactsTo(WorkOrderDispatched)
  onWorkOrderDispatched(event: EventOf<typeof WorkOrderDispatched>, work: Work): Promise<void> {
    return changePart(event, work);
  }

  @ReactsTo(WorkOrderReturned)
  onWorkOrderReturned(event: EventOf<typeof WorkOrderReturned>, work: Work): Promise<void> {
    return changePart(event, work);
  }

  @ReactsTo(WorkOrderCancelled)
  onWorkOrderCancelled(event: EventOf<typeof WorkOrderCancelled>, work: Work): Promise<void> {
    return changePart(event, work);
  }

  @ReactsTo(AppealUnmerged)
  onUnmerged(event: EventOf<typeof AppealUnmerged>, work: Work): Promise<void> {
    return changePart(event, work);
  }

  @ReactsTo(UnitCalled)
  onUnitCalled(event: EventOf<typeof UnitCalled>, work: Work): Promise<void> {
    return changePart(event, work);
  }

  @ReactsTo(RefusalUpheld)
  onRefusalUpheld(event: EventOf<typeof RefusalUpheld>, work: Work): Promise<void> {
    return changePart(event, work);
  }

  @ReactsTo(SummonsWaived)
  onSummonsWaived(event: EventOf<typeof SummonsWaived>, work: Work): Promise<void> {
    return changePart(event, work);
  }

  @ReactsTo(MediationOpened)
  onMediationOpened(event: EventOf<typeof MediationOpened>, work: Work): Promise<void> {
    return changePart(event, work);
  }

  @ReactsTo(PersonalDataErased)
  async onErased({ payload }: EventOf<typeof PersonalDataErased>, work: Work): Promise<void> {
    await forgetResidents(work, [payload.appealId]);
  }
}

/** Whoever is given something to do takes part; whoever is let go does not any more. */
function changePart(
  event: Pick<Envelope, 'type' | 'subject' | 'payload' | 'time'>,
  work: Work,
): Promise<void> {
  return changeParts(work, [event]);
}
