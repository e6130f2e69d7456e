import type { Matter, Office } from './office.client.js';
import type { Call, Plan } from './plan.js';

type SummonsRow = Readonly<{ id: string; unit: { id: string } }>;
type WhistleAnswer = Readonly<{ id: string; summonses: SummonsRow[] }>;

const fields = '{ id summonses { id unit { id } } }';
const blow = `mutation Blow($input: BlowWhistleInput!) { blowWhistle(input: $input) ${fields} }`;
const endorse = `mutation Endorse($id: ID!) { endorseWhistle(id: $id) ${fields} }`;
const come = `mutation Come($id: ID!, $officer: String!) {
  acknowledgeSummons(id: $id) { id }
  reportIn(id: $id, input: { officer: $officer }) { id }
  recordAction(id: $id, note: "现场会商并处置") { id }
  finishSummons(id: $id, result: "本单位事项已完成") { id }
}`;
const comeAfterAll = `mutation ComeAfterAll($id: ID!, $officer: String!) {
  reportIn(id: $id, input: { officer: $officer }) { id }
  recordAction(id: $id, note: "现场会商并处置") { id }
  finishSummons(id: $id, result: "本单位事项已完成") { id }
}`;
const refuse = `mutation Refuse($id: ID!) { refuseSummons(id: $id, reason: "不属于本单位职责") { id } }`;
const uphold = `mutation Uphold($id: ID!) { upholdRefusal(id: $id, reason: "经核，不属其职责") { id } }`;
const overrule = `mutation Overrule($id: ID!) { overruleRefusal(id: $id, reason: "属其职责，应当到场") { id } }`;
const complete = `mutation Complete($id: ID!, $ratings: [SummonsRatingInput!]!) {
  completeWhistle(id: $id, outcome: "部门到场，协同办理完成", ratings: $ratings) { id }
}`;

/** 吹哨报到 from the call to the rating: the community or street blows, the street endorses, each unit comes or refuses, the district decides. */
export async function whistle(
  office: Office,
  matter: Matter,
  plan: NonNullable<Plan['whistle']>,
  urgent: boolean,
): Promise<void> {
  const { byId, endorsed, calls } = plan;
  const input = {
    appealIds: [matter.id],
    areaCode: matter.areaCode,
    situation: urgent ? 'EMERGENCY' : 'HARD_MATTER',
    reason: '需部门到场共同处置',
    unitIds: calls.map((call) => call.unitId),
  };
  const { blowWhistle } = await office.as<{ blowWhistle: WhistleAnswer }>(byId, blow, { input });
  office.tally.add('whistles blown');
  const { id, summonses } = endorsed ? await standBehind(office, matter, blowWhistle.id) : blowWhistle;
  const ratings: { summonsId: string; stars: number }[] = [];
  for (const call of calls) {
    const summons = summonses.find((one) => one.unit.id === call.unitId);
    if (!summons) throw new Error(`${call.unitId} was not called`);
    if (await answer(office, matter, call, summons.id))
      ratings.push({ summonsId: summons.id, stars: call.stars });
  }
  await office.as(byId, complete, { id, ratings });
  office.tally.add('whistles completed');
}

async function standBehind(office: Office, matter: Matter, id: string): Promise<WhistleAnswer> {
  const deskId = office.book.desk('STREET', 'dispatch-desk', matter.areaCode).id;
  const { endorseWhistle } = await office.as<{ endorseWhistle: WhistleAnswer }>(deskId, endorse, { id });
  office.tally.add('whistles endorsed');
  return endorseWhistle;
}

/** What a called unit does; true when it came and is to be rated. */
async function answer(office: Office, matter: Matter, call: Call, id: string): Promise<boolean> {
  const { unitId } = call;
  const officer = office.book.directory.unit(unitId)?.name ?? unitId;
  if (call.answer === 'COMES') {
    await office.as(unitId, come, { id, officer: `${officer}值班人员` });
    office.tally.add('reported in');
    return true;
  }
  await office.as(unitId, refuse, { id });
  const districtId = office.book.desk('DISTRICT', 'office', matter.areaCode).id;
  if (call.answer === 'UPHELD') {
    await office.as(districtId, uphold, { id });
    office.tally.add('refusals upheld');
    return false;
  }
  await office.as(districtId, overrule, { id });
  office.tally.add('refusals overruled');
  await office.as(unitId, comeAfterAll, { id, officer: `${officer}值班人员` });
  office.tally.add('reported in');
  return true;
}
