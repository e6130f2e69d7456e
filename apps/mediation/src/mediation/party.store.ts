import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Sealing } from '../personal-data/sealing.store.js';
import type { Party, PartyDetails } from './mediation.js';

type PartyRow = { id: string; mediation_id: string; side: string; sealed: string; consents: boolean | null };

/** What a party's sealed data is bound to. */
export const partyContext = (id: string): string => `party:${id}`;

export async function insertParties(
  work: Work,
  sealing: Sealing,
  mediationId: string,
  parties: readonly Party[],
): Promise<void> {
  for (const [position, { id, side, name, phone, address, agent }] of parties.entries()) {
    const details: PartyDetails = { name, phone, address, agent };
    await work.query(
      'INSERT INTO party (id, mediation_id, position, side, sealed) VALUES ($1, $2, $3, $4, $5)',
      [id, mediationId, position, side, sealing.seal(details, partyContext(id))],
    );
  }
}

export async function saveConsent(work: Work, party: Party): Promise<void> {
  await work.query('UPDATE party SET consents = $2, answered_at = $3 WHERE id = $1', [
    party.id,
    party.consents,
    work.now,
  ]);
}

/** By mediation, in the order in which they were named. */
export async function partiesOf(
  manager: EntityManager,
  sealing: Sealing,
  mediationIds: readonly string[],
): Promise<Map<string, Party[]>> {
  const rows = await readRows<PartyRow>(
    manager,
    'SELECT id, mediation_id, side, sealed, consents FROM party WHERE mediation_id = ANY($1::uuid[]) ORDER BY position',
    [mediationIds],
  );
  const parties = new Map<string, Party[]>(mediationIds.map((id) => [id, []]));
  for (const { id, mediation_id, side, sealed, consents } of rows) {
    const details = sealing.unseal<PartyDetails>(sealed, partyContext(id));
    parties.get(mediation_id)?.push({ id, side, consents, ...details });
  }
  return parties;
}

/** What the parties answered, by mediation, without who they are. */
export async function consentsOf(
  manager: EntityManager,
  mediationIds: readonly string[],
): Promise<Map<string, Pick<Party, 'consents'>[]>> {
  const rows = await readRows<Pick<PartyRow, 'mediation_id' | 'consents'>>(
    manager,
    'SELECT mediation_id, consents FROM party WHERE mediation_id = ANY($1::uuid[])',
    [mediationIds],
  );
  const consents = new Map<string, Pick<Party, 'consents'>[]>(mediationIds.map((id) => [id, []]));
  for (const { mediation_id, ...row } of rows) consents.get(mediation_id)?.push({ consents: row.consents });
  return consents;
}
