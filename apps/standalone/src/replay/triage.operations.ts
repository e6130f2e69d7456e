import type { GovernanceProfile } from '@weisu/contracts';
import { chanceOf } from './chance.js';
import type { Matter, Office } from './office.client.js';
import { planOf, type Plan, type Suggested } from './plan.js';

export type Orders = Readonly<{ leadOrderId: string; assistOrderId: string | null }>;

type MatterAnswer = Readonly<{ appeal: { version: number | null; suggestion: Suggested | null } | null }>;
type AllocateAnswer = Readonly<{ allocateAppeal: { id: string; role: string }[] }>;

const readMatter = `query Matter($id: ID!) {
  appeal(id: $id) { version suggestion { category nature urgency sphere } }
}`;
const classifyAndAllocate = `mutation Triage($id: ID!, $input: ClassifyInput!, $handlers: [HandlerInput!]!) {
  classifyAppeal(id: $id, input: $input) { id }
  allocateAppeal(id: $id, handlers: $handlers) { id role }
}`;
const allocate = `mutation Allocate($id: ID!, $handlers: [HandlerInput!]!) {
  allocateAppeal(id: $id, handlers: $handlers) { id role }
}`;
const decline = `mutation Decline($id: ID!, $input: ClassifyInput!) {
  classifyAppeal(id: $id, input: $input) { id }
  declineAppeal(id: $id, ground: PETITION, explanation: "属于信访事项，请向信访部门反映", referTo: "区信访局") { id }
}`;

/** Reads what the system suggests and decides by it what is going to happen. */
export async function plan(
  office: Office,
  matter: Matter,
  profile: GovernanceProfile,
  seed: number,
): Promise<Plan> {
  const deskId = office.book.desk('STREET', 'dispatch-desk', matter.areaCode).id;
  const found = await office.until(
    () => office.as<MatterAnswer>(deskId, readMatter, { id: matter.id }),
    ({ appeal }) => typeof appeal?.version === 'number',
  );
  if (!found) throw new Error('dispatch has not heard of the appeal');
  const { areaCode } = matter;
  const suggestion = found.appeal?.suggestion ?? null;
  return planOf({ areaCode, suggestion, profile, book: office.book }, chanceOf(seed, matter.key));
}

/** Classified and handed out; null for a matter that is declined. */
export async function triage(office: Office, matter: Matter, plan: Plan): Promise<Orders | null> {
  const { classification: input, triageUnitId } = plan;
  if (plan.declined) {
    const deskId = office.book.desk('STREET', 'dispatch-desk', matter.areaCode).id;
    await office.as(deskId, decline, { id: matter.id, input });
    office.tally.add('classified');
    office.tally.add('declined');
    return null;
  }
  const handlers = [
    { unitId: plan.leadId, role: 'LEAD' },
    ...(plan.assistId ? [{ unitId: plan.assistId, role: 'ASSIST' }] : []),
  ];
  const { allocateAppeal } = await office.as<AllocateAnswer>(triageUnitId, classifyAndAllocate, {
    id: matter.id,
    input,
    handlers,
  });
  office.tally.add('classified');
  office.tally.add('allocated');
  return ordersIn(allocateAppeal);
}

/** After a return that was approved: another unit alone. */
export async function allocateTo(
  office: Office,
  matter: Matter,
  byUnitId: string,
  unitId: string,
): Promise<Orders> {
  const handlers = [{ unitId, role: 'LEAD' }];
  const { allocateAppeal } = await office.as<AllocateAnswer>(byUnitId, allocate, { id: matter.id, handlers });
  office.tally.add('allocated');
  return ordersIn(allocateAppeal);
}

function ordersIn(orders: readonly { id: string; role: string }[]): Orders {
  const lead = orders.find((order) => order.role === 'LEAD');
  if (!lead) throw new Error('allocated without a lead');
  return { leadOrderId: lead.id, assistOrderId: orders.find((order) => order.role === 'ASSIST')?.id ?? null };
}
