import type { GovernanceProfile, RequestKind } from '@weisu/contracts';
import type { Matter, Office } from './office.client.js';

type FileAnswer = Readonly<{ fileRequest: { id: string } }>;

const file = `mutation File($input: RequestInput!) { fileRequest(input: $input) { id } }`;
const decide = `mutation Decide($id: ID!, $approve: Boolean!, $reason: String!) {
  decideRequest(id: $id, approve: $approve, reason: $reason) { id approved }
}`;

const reasons: Readonly<Partial<Record<RequestKind, string>>> = {
  EXTEND: '需协调施工，申请延期',
  RETURN: '不属于本单位职责，申请退单',
  ESCALATE: '本级难以解决，申请提级',
};

/** No time left, or none running any more: what a slow official has to expect. */
const tooLate = ['REQUEST_TOO_LATE', 'STATE_FORBIDS', 'REQUEST_INVALID'];

export type Asking = Readonly<{
  kind: RequestKind;
  approve: boolean;
  unitId: string;
  orderId: string | null;
  profile: GovernanceProfile;
}>;

/** Applied for and decided. False when it was refused by the decider or came too late. */
export async function request(office: Office, matter: Matter, asking: Asking): Promise<boolean> {
  const { kind, approve, unitId, orderId, profile } = asking;
  const decider = office.book.deciderOf(kind, profile, unitId, matter.areaCode);
  const input = {
    kind,
    appealId: matter.id,
    workOrderId: orderId,
    reason: reasons[kind] ?? '申请',
    ...(kind === 'EXTEND' ? { by: { amount: 1, unit: 'WORKING_DAY' } } : {}),
  };
  let requestId: string | null = null;
  await office.unlessRefused(`file ${kind}`, tooLate, async () => {
    requestId = (await office.as<FileAnswer>(unitId, file, { input })).fileRequest.id;
  });
  if (requestId === null) return false;
  const id: string = requestId;
  const decided = await office.unlessRefused(`decide ${kind}`, tooLate, async () => {
    await office.as(decider.id, decide, { id, approve, reason: approve ? '同意' : '理由不充分' });
  });
  // an approval that came too late leaves the request open, and an open request blocks closing
  if (!decided) await office.as(decider.id, decide, { id, approve: false, reason: '已超过时限' });
  count(office, kind, decided && approve);
  return decided && approve;
}

function count({ tally }: Office, kind: RequestKind, approved: boolean): void {
  if (kind === 'EXTEND') tally.add(approved ? 'extensions approved' : 'extensions refused');
  if (kind === 'RETURN') tally.add(approved ? 'returns approved' : 'returns refused');
  if (kind === 'ESCALATE' && approved) tally.add('escalations approved');
}
