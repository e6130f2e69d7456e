import type { GovernanceProfile } from '@weisu/contracts';
import { awaitReopening, closeMatter } from './closing.operations.js';
import { followUp } from './follow-up.operations.js';
import { beginLead, doAssist, finishLead } from './handling.operations.js';
import { mediate } from './mediation.operations.js';
import type { Matter, Office } from './office.client.js';
import type { Plan } from './plan.js';
import { request } from './request.operations.js';
import { allocateTo, plan as planFor, triage } from './triage.operations.js';
import { whistle } from './whistle.operations.js';

export type Working = Readonly<{ office: Office; profile: GovernanceProfile; seed: number }>;

/** Everything that the offices do with one matter, from classifying to closing. True when it was resolved, false when it was declined. */
export async function workOn({ office, profile, seed }: Working, matter: Matter): Promise<boolean> {
  const plan = await planFor(office, matter, profile, seed);
  const orders = await triage(office, matter, plan);
  if (!orders) return false;
  const lead = await takeOn(office, matter, { plan, profile, leadOrderId: orders.leadOrderId });
  // an order beside a lead that was handed on is cancelled with it
  if (plan.assistId && orders.assistOrderId && lead.orderId === orders.leadOrderId)
    await doAssist(office, plan.assistId, orders.assistOrderId);
  if (plan.whistle) {
    if (!plan.whistle.endorsed) await escalate(office, matter, profile, lead);
    await whistle(office, matter, plan.whistle, plan.classification.urgency === 'URGENT');
  }
  if (plan.mediation) await mediate(office, matter, plan.mediation);
  for (const [index, answer] of plan.answers.entries()) {
    await finishLead(office, profile, lead.unitId, lead.orderId, index + 1);
    await followUp(office, matter, profile, answer);
    if (index < plan.answers.length - 1) await awaitReopening(office, matter);
  }
  const solved = plan.answers.at(-1)?.outcome === 'SOLVED';
  await closeMatter(office, matter, { unitId: plan.triageUnitId, profile, solved });
  return true;
}

type Lead = Readonly<{ unitId: string; orderId: string }>;

/** Accepts, asks for what the plan says, and hands on what is returned. */
async function takeOn(
  office: Office,
  matter: Matter,
  { plan, profile, leadOrderId }: Readonly<{ plan: Plan; profile: GovernanceProfile; leadOrderId: string }>,
): Promise<Lead> {
  const lead = { unitId: plan.leadId, orderId: leadOrderId };
  const asked = plan.request;
  if (asked?.kind === 'RETURN') {
    if (await request(office, matter, { ...asked, ...lead, profile })) {
      const unitId = office.book.desk('COMMUNITY', 'office', matter.areaCode).id;
      const { leadOrderId: orderId } = await allocateTo(office, matter, plan.triageUnitId, unitId);
      await beginLead(office, matter, unitId, orderId);
      return { unitId, orderId };
    }
  }
  await beginLead(office, matter, lead.unitId, lead.orderId);
  if (asked?.kind === 'EXTEND') await request(office, matter, { ...asked, ...lead, profile });
  return lead;
}

/** S1: the community asks the street to answer for it, and then the street blows the whistle. */
async function escalate(
  office: Office,
  matter: Matter,
  profile: GovernanceProfile,
  lead: Lead,
): Promise<void> {
  await request(office, matter, {
    kind: 'ESCALATE',
    approve: true,
    unitId: lead.unitId,
    orderId: null,
    profile,
  });
}
