import { DomainError } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';

/**
 * A client signs with its own name and with those that the reference data give it (`signs_as` of people.csv). A name that they give to nobody stays
 * with the client that alone signed with it before this was asked, until the client of that very name signs. Throws EXTERNAL_SYSTEM.
 */
export async function requireSigner(
  work: Work,
  directory: Directory,
  client: string,
  system: string,
): Promise<void> {
  if (directory.signerOf(system) === null) {
    // whoever signed with the name of a client until that came to speak for itself
    if (system === client)
      await work.query('DELETE FROM bound_system WHERE system = $1 AND client <> $1', [system]);
    else if ((await boundTo(work, system)) === client) return;
  }
  if (directory.signsAs(client, system)) return;
  throw new DomainError(
    'EXTERNAL_SYSTEM',
    `external.system: ${client} signs with ${directory.namesOf(client).join(', ') || 'no name'}`,
  );
}

async function boundTo(work: Work, system: string): Promise<string | null> {
  const [bound] = await work.query<{ client: string }>('SELECT client FROM bound_system WHERE system = $1', [
    system,
  ]);
  return bound?.client ?? null;
}
