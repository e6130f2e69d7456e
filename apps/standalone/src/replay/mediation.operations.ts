import type { Matter, Office } from './office.client.js';
import type { Plan } from './plan.js';

type OpenAnswer = Readonly<{
  openMediation: { id: string; parties: { id: string }[]; clocks: { startedAt: string }[] };
}>;

const open = `mutation Open($input: OpenMediationInput!) {
  openMediation(input: $input) { id parties { id } clocks { startedAt } }
}`;
const consent = `mutation Consent($id: ID!, $first: ID!, $second: ID!, $agrees: Boolean!) {
  first: recordConsent(id: $id, partyId: $first, consents: true) { id }
  second: recordConsent(id: $id, partyId: $second, consents: $agrees) { id status }
}`;
const agree = `mutation Agree($id: ID!, $session: MediationSessionInput!, $agreement: AgreementInput!) {
  recordMediationSession(id: $id, input: $session) { id }
  concludeMediation(id: $id, input: $agreement) { id status }
}`;
const fail = `mutation Fail($id: ID!, $session: MediationSessionInput!) {
  recordMediationSession(id: $id, input: $session) { id }
  failMediation(id: $id, reason: "双方分歧较大，未能达成一致") { id status }
}`;

/** 调: the street's committee takes the dispute up; both sides consent or one refuses; a sitting; an agreement or none. */
export async function mediate(
  office: Office,
  matter: Matter,
  plan: NonNullable<Plan['mediation']>,
): Promise<void> {
  const { committeeId, kind, ends } = plan;
  const input = {
    appealId: matter.id,
    source: 'APPEAL',
    kind,
    committeeId,
    parties: [
      { side: '申请人', name: '甲方当事人' },
      { side: '被申请人', name: '乙方当事人' },
    ],
  };
  const { openMediation } = await office.as<OpenAnswer>(committeeId, open, { input });
  office.tally.add('mediations opened');
  const { id, parties, clocks } = openMediation;
  const [first, second] = parties;
  // the server's own time: a sitting is recorded after it was held, also in simulated time
  const at = clocks[0]?.startedAt;
  if (!first || !second || !at) throw new Error('a mediation without parties or limits');
  await office.as(committeeId, consent, {
    id,
    first: first.id,
    second: second.id,
    agrees: ends !== 'REFUSED',
  });
  const session = {
    at,
    place: '街道人民调解室',
    present: ['甲方当事人', '乙方当事人'],
    record: '调解员主持，双方陈述意见',
  };
  if (ends === 'AGREED') {
    const agreement = {
      facts: '申请人与被申请人因相邻事务发生纠纷',
      terms: '被申请人三十日内履行，申请人不再主张其他权利',
      performanceWay: '自行履行',
      effectiveAt: at,
    };
    await office.as(committeeId, agree, { id, session, agreement });
    office.tally.add('agreements');
    return;
  }
  if (ends === 'FAILED') await office.as(committeeId, fail, { id, session });
  office.tally.add('mediations failed');
}
