import type { GovernanceProfile } from '@weisu/contracts';
import type { Matter, Office } from './office.client.js';

const begin = `mutation Begin($id: ID!) {
  acceptWorkOrder(id: $id) { id }
  recordVerification(id: $id, facts: "到现场核实，情况属实") { id }
}`;
const beginWithContact = `mutation BeginWithContact($id: ID!) {
  acceptWorkOrder(id: $id) { id }
  recordContact(id: $id, note: "电话联系诉求人，了解情况") { id }
  recordVerification(id: $id, facts: "到现场核实，情况属实") { id }
}`;
const assist = `mutation Assist($id: ID!) {
  acceptWorkOrder(id: $id) { id }
  recordVerification(id: $id, facts: "协助主办单位核实") { id }
  resolveWorkOrder(id: $id, note: "协办事项完成") { id }
}`;
const finish = `mutation Finish($id: ID!) {
  recordProgress(id: $id, note: "已安排处置") { id }
  resolveWorkOrder(id: $id, note: "处置完毕，已答复诉求人") { id }
}`;
const finishWithOpinion = `mutation FinishWithOpinion($id: ID!) {
  recordProgress(id: $id, note: "已安排处置") { id }
  fileHandlingOpinion(id: $id, input: { facts: "经核实，情况属实", opinion: "已处置并答复诉求人" }) { id }
  resolveWorkOrder(id: $id, note: "处置完毕，已答复诉求人") { id }
}`;

/** 签收, 联系, 核实 by the unit that leads. */
export async function beginLead(
  office: Office,
  matter: Matter,
  unitId: string,
  orderId: string,
): Promise<void> {
  await office.as(unitId, matter.reachable ? beginWithContact : begin, { id: orderId });
  office.tally.add('accepted');
  if (matter.reachable) office.tally.add('contacted');
  office.tally.add('verified');
}

export async function doAssist(office: Office, unitId: string, orderId: string): Promise<void> {
  await office.as(unitId, assist, { id: orderId });
  office.tally.add('accepted');
  office.tally.add('verified');
  office.tally.add('resolved');
}

/** 办结, with 处理意见书 where the profile wants one and it is not filed yet. */
export async function finishLead(
  office: Office,
  profile: GovernanceProfile,
  unitId: string,
  orderId: string,
  round: number,
): Promise<void> {
  const files = profile.opinionRequired && round === 1;
  await office.as(unitId, files ? finishWithOpinion : finish, { id: orderId });
  if (files) office.tally.add('opinions filed');
  office.tally.add('resolved');
}
