import { DomainError } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';

/**
 * A client signs with its own name and with those that the reference data give it (`signs_as` of people.csv). A name that they give to nobody stays
 * with the client that alone signed with it before this was asked. Throws EXTERNAL_SYSTEM.
 */
export async function requireSigner(
  work: Work,
  directory: Directory,
  client: string,
  system: string,
): Promise<void> {
  if (directory.signsAs(client, system)) return;
  if (directory.signerOf(system) === null && (await boundTo(work, system)) === client) return;
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
