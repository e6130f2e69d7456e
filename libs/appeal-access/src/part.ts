import {
  AppealRegistered,
  AppealUnmerged,
  MediationOpened,
  OnTheSpotRecorded,
  RefusalUpheld,
  SummonsWaived,
  UnitCalled,
  WorkOrderCancelled,
  WorkOrderDispatched,
  WorkOrderReturned,
  type Envelope,
  type EventDefinition,
  type PayloadOf,
} from '@weisu/contracts';

/** By what a unit takes part in a matter: its name says of what kind and which. */
export type Part = Readonly<{ relation: string; appealId: string; unitId: string }>;

/** What begins or ends with an event. */
export type PartChange = Readonly<{ part: Part; ends: boolean }>;

export const orderPart = (order: Readonly<{ id: string; appealId: string; unitId: string }>): Part => ({
  relation: `order:${order.id}`,
  appealId: order.appealId,
  unitId: order.unitId,
});

/** A whistle may concern many matters: one summons, and a part in each. */
export const summonsPart = (summonsId: string, unitId: string, appealId: string): Part => ({
  relation: `summons:${summonsId}:${appealId}`,
  appealId,
  unitId,
});

/** 首问: who received it first. */
export const receptionPart = (appealId: string, unitId: string): Part => ({
  relation: `reception:${appealId}`,
  appealId,
  unitId,
});

type Told = Readonly<{ subject: string }>;
type Rule = (payload: never, told: Told) => PartChange | readonly PartChange[] | null;

function on<Definition extends EventDefinition>(
  definition: Definition,
  rule: (payload: PayloadOf<Definition>, told: Told) => ReturnType<Rule>,
): [string, Rule] {
  return [definition.type, rule];
}

type Reception = Readonly<{ appealId: string; firstReceiverId: string | null }>;
const received = ({ appealId, firstReceiverId }: Reception): PartChange | null =>
  firstReceiverId === null ? null : { part: receptionPart(appealId, firstReceiverId), ends: false };

type Order = Readonly<{ appealId: string; workOrderId: string; unitId: string }>;
const order =
  (ends: boolean) =>
  ({ workOrderId: id, appealId, unitId }: Order): PartChange => ({
    part: orderPart({ id, appealId, unitId }),
    ends,
  });

type Called = Readonly<{ whistleId: string; summonsId: string; unitId: string }>;
/** A whistle may concern no appeal: then its subject is the whistle, and there is nothing to see. */
const summons =
  (ends: boolean) =>
  ({ whistleId, summonsId, unitId }: Called, { subject }: Told): PartChange | null =>
    subject === whistleId ? null : { part: summonsPart(summonsId, unitId, subject), ends };

const rules: ReadonlyMap<string, Rule> = new Map([
  on(AppealRegistered, received),
  on(OnTheSpotRecorded, received),
  on(WorkOrderDispatched, order(false)),
  on(WorkOrderReturned, order(true)),
  on(WorkOrderCancelled, (payload) => (payload.ended ? null : order(true)(payload))),
  on(AppealUnmerged, ({ appealId, letGo }) => letGo.map((one) => order(true)({ ...one, appealId }))),
  on(UnitCalled, summons(false)),
  on(RefusalUpheld, summons(true)),
  // also who proposed another unit, once that one is called in its place
  on(SummonsWaived, summons(true)),
  on(MediationOpened, ({ mediationId, appealId, committeeId: unitId }) =>
    appealId === null
      ? null
      : { part: { relation: `mediation:${mediationId}`, appealId, unitId }, ends: false },
  ),
]);

/** Types of the events that begin or end a part. */
export const partEvents: readonly string[] = [...rules.keys()];

/** What of units' parts begins or ends with an event. */
export function partChangesOf({
  type,
  subject,
  payload,
}: Pick<Envelope, 'type' | 'subject' | 'payload'>): readonly PartChange[] {
  return [rules.get(type)?.(payload as never, { subject }) ?? []].flat();
}
