import { AppealAccessReactions } from '@weisu/appeal-access';
import {
  AppealClosed,
  AppealDeclined,
  AppealMerged,
  AppealRegistered,
  AppealRelocated,
  AppealReopened,
  AppealUnmerged,
  AppealResolved,
  AppealWithdrawn,
  MediationAgreed,
  MediationFailed,
  MediationOpened,
  OnTheSpotRecorded,
  PersonalDataErased,
  RefusalUpheld,
  ReportedBack,
  SummonsWaived,
  UnitCalled,
  WhistleBlown,
  WhistleCompleted,
  WorkOrderCancelled,
  WorkOrderDispatched,
  WorkOrderReturned,
  type Envelope,
  type EventDefinition,
  type EventOf,
} from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import { MatterReactions } from '../matter/matter.reactions.js';
import { setMatterState } from '../matter/matter.store.js';
import { SettlementReactions } from '../rates/settlement.reactions.js';
import { ErasureReactions } from '../retention/erasure.reactions.js';

type Rule = readonly [type: string, react: (event: Envelope, work: Work) => Promise<void>];

function on<Definition extends EventDefinition>(
  definition: Definition,
  ...reactions: readonly ((event: EventOf<Definition>, work: Work) => Promise<void>)[]
): Rule {
  return [
    definition.type,
    async (event, work) => {
      const parsed = { ...event, payload: definition.payload.parse(event.payload) } as EventOf<Definition>;
      for (const react of reactions) await react(parsed, work);
    },
  ];
}

const matter = new MatterReactions();
const settlement = new SettlementReactions();
const access = new AppealAccessReactions();
const erasure = new ErasureReactions();

/**
 * What each event does to the projections: the very reactions of the running service. Where a reaction also touches what evaluation owns (tasks,
 * rounds, ratings), it meets an empty table of that name in a rebuild. AppealResolved alone is taken in part: its round and tasks exist already.
 */
export const projections: ReadonlyMap<string, Rule[1]> = new Map([
  on(
    AppealRegistered,
    (event, work) => matter.onRegistered(event, work),
    (event, work) => access.onRegistered(event, work),
  ),
  on(OnTheSpotRecorded, (event, work) => access.onTheSpotRecorded(event, work)),
  on(
    AppealRelocated,
    (event, work) => matter.onRelocated(event, work),
    (event, work) => access.onRelocated(event, work),
  ),
  on(AppealResolved, ({ payload }, work) => setMatterState(work, payload.appealId, 'RESOLVED')),
  on(ReportedBack, (event, work) => matter.onReportedBack(event, work)),
  on(AppealClosed, (event, work) => matter.onClosed(event, work)),
  on(AppealReopened, (event, work) => matter.onReopened(event, work)),
  on(AppealDeclined, (event, work) => matter.onDeclined(event, work)),
  on(AppealMerged, (event, work) => matter.onMerged(event, work)),
  on(
    AppealUnmerged,
    (event, work) => matter.onUnmerged(event, work),
    (event, work) => access.onUnmerged(event, work),
  ),
  on(AppealWithdrawn, (event, work) => matter.onWithdrawn(event, work)),
  on(WhistleBlown, (event, work) => settlement.onWhistleBlown(event, work)),
  on(WhistleCompleted, (event, work) => settlement.onWhistleCompleted(event, work)),
  on(
    MediationOpened,
    (event, work) => settlement.onMediationOpened(event, work),
    (event, work) => access.onMediationOpened(event, work),
  ),
  on(MediationAgreed, (event, work) => settlement.onMediationAgreed(event, work)),
  on(MediationFailed, (event, work) => settlement.onMediationFailed(event, work)),
  on(WorkOrderDispatched, (event, work) => access.onWorkOrderDispatched(event, work)),
  on(WorkOrderReturned, (event, work) => access.onWorkOrderReturned(event, work)),
  on(WorkOrderCancelled, (event, work) => access.onWorkOrderCancelled(event, work)),
  on(UnitCalled, (event, work) => access.onUnitCalled(event, work)),
  on(RefusalUpheld, (event, work) => access.onRefusalUpheld(event, work)),
  on(SummonsWaived, (event, work) => access.onSummonsWaived(event, work)),
  on(
    PersonalDataErased,
    (event, work) => erasure.onErased(event, work),
    (event, work) => access.onErased(event, work),
  ),
]);
