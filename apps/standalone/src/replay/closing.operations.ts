import type { GovernanceProfile } from '@weisu/contracts';
import { Refused } from '../import/district.client.js';
import type { Matter, Office } from './office.client.js';

type StatusAnswer = Readonly<{ appeal: { status: string } | null }>;

const readStatus = `query Status($id: ID!) { appeal(id: $id) { status } }`;
const close = `mutation Close($id: ID!, $closing: ClosingInput!) { closeAppeal(id: $id, closing: $closing) { id status } }`;

/** How long the profile's own closing is waited for before a person closes. */
const automaticMs = 5_000;

/** 结案: by the profile where it closes by itself, else by the unit that allocated. */
export async function closeMatter(
  office: Office,
  matter: Matter,
  by: Readonly<{ unitId: string; profile: GovernanceProfile; solved: boolean }>,
): Promise<void> {
  if (by.profile.closing.automatic && (await reaches(office, matter, ['CLOSED'], automaticMs))) {
    office.tally.add('closed by the profile');
    return;
  }
  const closing = { solved: by.solved, meansExhausted: true };
  try {
    await office.as(by.unitId, close, { id: matter.id, closing });
  } catch (error) {
    // who asks makes dispatch hear the verdict, and the profile closes before the person does
    if (!(error instanceof Refused) || error.code !== 'STATE_FORBIDS') throw error;
    if (!(await reaches(office, matter, ['CLOSED'], automaticMs))) throw error;
    office.tally.add('closed by the profile');
    return;
  }
  office.tally.add('closed by a person');
}

/** The verdict of the follow-up gives the matter back to its lead. */
export async function awaitReopening(office: Office, matter: Matter): Promise<void> {
  if (!(await reaches(office, matter, ['HANDLING'])))
    throw new Error('an unsettled verdict did not reopen it');
  office.tally.answers.delete(matter.id);
  office.tally.add('reopened');
}

async function reaches(
  office: Office,
  matter: Matter,
  statuses: readonly string[],
  patience?: number,
): Promise<boolean> {
  const deskId = office.book.desk('STREET', 'dispatch-desk', matter.areaCode).id;
  const found = await office.until(
    () => office.as<StatusAnswer>(deskId, readStatus, { id: matter.id }),
    ({ appeal }) => statuses.includes(appeal?.status ?? ''),
    patience,
  );
  return found !== null;
}
