import type { Street } from './people.js';
import type { Setup } from './setup.js';

export type Dispute = Readonly<{ mediationId: string; partyId: string }>;

/** A mediation of the street's committee, as far as an agreement that the court is asked to confirm, or only opened. */
export async function mediate(
  setup: Setup,
  street: Street,
  appealId: string | null,
  reach: 'opened' | 'confirmation',
): Promise<Dispute> {
  const { mark, mediator } = street;
  const document = `mutation($input: OpenMediationInput!) {
    openMediation(input: $input) { id parties { id } } }`;
  const input = {
    ...(appealId ? { appealId } : {}),
    source: 'APPEAL',
    kind: 'NEIGHBOURHOOD',
    committeeId: mediator.committeeId,
    room: `${mark}调解室`,
    parties: [party(`${mark}申请人`), party(`${mark}被申请人`)],
  };
  const { id, parties } = await setup.soon<{ id: string; parties: readonly { id: string }[] }>(
    mediator.account,
    document,
    { input },
  );
  if (reach === 'confirmation') {
    const say = (step: string, variables = {}) =>
      setup.do(mediator.account, step, { id, text: `${mark}双方到场`, ...variables });
    for (const { id: partyId } of parties)
      await say(
        'mutation($id: ID!, $partyId: ID!) { recordConsent(id: $id, partyId: $partyId, consents: true) { id } }',
        { partyId },
      );
    await say(
      `mutation($id: ID!, $text: String!) { recordMediationSession(id: $id,
         input: { at: "2026-11-17T09:00:00+08:00", place: $text, present: [$text], record: $text }) { id } }`,
    );
    await say(
      `mutation($id: ID!, $text: String!) { concludeMediation(id: $id, input: { facts: $text, terms: $text,
         performanceWay: $text, performBy: "2026-12-01", effectiveAt: "2026-11-17T09:30:00+08:00" }) { id } }`,
    );
    await say(
      `mutation($id: ID!, $text: String!) { applyJudicialConfirmation(id: $id, input: { court: $text, voluntary: true,
         clear: true, identityRelation: false, titleConfirmation: false, otherProcedure: false, breaksMandatoryLaw: false,
         harmsThirdParty: false }) { status } }`,
    );
  }
  return { mediationId: id, partyId: parties[0]?.id ?? '' };
}

const party = (side: string) => ({ side, name: side, phone: '13900000002', address: side });
