import { DomainError, type GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { requireVisible } from '@weisu/appeal-access';
import { readRows, type Work } from '@weisu/messaging';
import { guardedUpdate } from '@weisu/persistence';
import { EntitySchema, In, type EntityManager, type EntitySchemaColumnOptions } from 'typeorm';
import type { Handling } from './handling.js';

/** `satisfies` makes a field added to Handling but not stored a compile error. */
const columns = {
  id: { type: 'uuid', primary: true },
  number: { type: 'text' },
  channel: { type: 'text' },
  origin: { type: 'text' },
  areaCode: { name: 'area_code', type: 'text', nullable: true },
  status: { type: 'text' },
  category: { type: 'text', nullable: true },
  nature: { type: 'text', nullable: true },
  urgency: { type: 'text', nullable: true },
  sphere: { type: 'text', nullable: true },
  complex: { type: 'boolean' },
  difficulty: { type: 'text', nullable: true },
  size: { type: 'text', nullable: true },
  factors: { type: 'text', array: true },
  treatmentRank: { name: 'treatment_rank', type: 'integer', nullable: true },
  responseLevel: { name: 'response_level', type: 'integer', nullable: true },
  mergedInto: { name: 'merged_into', type: 'uuid', nullable: true },
  selfHandled: { name: 'self_handled', type: 'boolean' },
  repeatOfId: { name: 'repeat_of_id', type: 'uuid', nullable: true },
  reachable: { type: 'boolean' },
  contactWhen: { name: 'contact_when', type: 'text', nullable: true },
  firstContact: { name: 'first_contact', type: 'text', nullable: true },
  secretVerifier: { name: 'secret_verifier', type: 'text', nullable: true },
  registeredBy: { name: 'registered_by', type: 'text', nullable: true },
  rated: { type: 'boolean' },
  verdict: { type: 'text', nullable: true },
  round: { type: 'integer' },
  profileKey: { name: 'profile_key', type: 'text', nullable: true },
  profileVersion: { name: 'profile_version', type: 'integer', nullable: true },
  suggestion: { type: 'jsonb', nullable: true },
  submittedAt: { name: 'submitted_at', type: 'timestamptz' },
  resolvedAt: { name: 'resolved_at', type: 'timestamptz', nullable: true },
  closedAt: { name: 'closed_at', type: 'timestamptz', nullable: true },
  externalSystem: { name: 'external_system', type: 'text', nullable: true },
  typedSystem: { name: 'typed_system', type: 'text', nullable: true },
  externalNumber: { name: 'external_number', type: 'text', nullable: true },
  externalDispatchedAt: { name: 'external_dispatched_at', type: 'timestamptz', nullable: true },
  externalDueBy: { name: 'external_due_by', type: 'timestamptz', nullable: true },
  externalReturnBy: { name: 'external_return_by', type: 'timestamptz', nullable: true },
  externalFollowUp: { name: 'external_follow_up', type: 'boolean', nullable: true },
  externalReplyRequired: { name: 'external_reply_required', type: 'boolean', nullable: true },
  version: { type: 'integer' },
} satisfies Record<keyof Handling, EntitySchemaColumnOptions>;

export const handlingEntity = new EntitySchema<Handling>({
  name: 'handling',
  tableName: 'handling',
  columns,
});

/** Answers false, and changes nothing, when dispatch has heard of the matter already. */
export async function insertHandling(work: Work, handling: Handling): Promise<boolean> {
  if (await work.manager.existsBy(handlingEntity, { id: handling.id })) return false;
  await work.manager.insert(handlingEntity, handling);
  return true;
}

/** Writes the decision; answers the handling with its new version. Throws VERSION_CONFLICT when another one was faster. */
export async function saveHandling(work: Work, handling: Handling): Promise<Handling> {
  return { ...handling, version: await guardedUpdate(work.manager, handlingEntity, handling) };
}

/** For a reaction: whoever else is deciding on the matter comes after us. Null before dispatch has heard of it. */
export async function lockHandling(work: Work, id: string): Promise<Handling | null> {
  await work.query('SELECT 1 FROM handling WHERE id = $1 FOR UPDATE', [id]);
  return work.manager.findOneBy(handlingEntity, { id });
}

/** The matter for an actor: locked, and NOT_FOUND when it is a neighbour's. */
export async function handlingFor(work: Work, actor: Actor, id: string): Promise<Handling> {
  await requireVisible(work.manager, actor, id);
  const handling = await lockHandling(work, id);
  if (!handling) throw new DomainError('NOT_FOUND');
  return handling;
}

/** What was erased is not brought back. Throws PERSONAL_DATA_ERASED. */
export async function requireUnerased(work: Work, appealIds: readonly string[]): Promise<void> {
  const erased = await work.query(
    'SELECT 1 FROM handling WHERE id = ANY($1::uuid[]) AND personal_data_erased_at IS NOT NULL',
    [appealIds],
  );
  if (erased.length) throw new DomainError('PERSONAL_DATA_ERASED');
}

export async function handlingsById(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, Handling>> {
  const rows = ids.length ? await manager.findBy(handlingEntity, { id: In([...ids]) }) : [];
  return new Map(rows.map((row) => [row.id, row]));
}

export async function handlingByNumber(manager: EntityManager, number: string): Promise<Handling | null> {
  return manager.findOneBy(handlingEntity, { number });
}

export async function isMergeTarget(work: Work, id: string): Promise<boolean> {
  return (
    (await readRows(work.manager, 'SELECT 1 FROM handling WHERE merged_into = $1 LIMIT 1', [id])).length > 0
  );
}

/** The version of the profile that the matter began with. Throws STATE_FORBIDS while it is not located. */
export function profileOf(directory: Directory, handling: Handling): GovernanceProfile {
  areaOf(handling);
  const { profileKey, profileVersion } = handling;
  const profile =
    profileKey && profileVersion !== null ? directory.profileVersion(profileKey, profileVersion) : null;
  if (!profile) throw new DomainError('PROFILE_MISSING');
  return profile;
}

/** Where a matter lies and by which profile it works; both null while it is not located. Throws PROFILE_MISSING. */
export function placeOf(
  directory: Directory,
  handling: Handling,
): Readonly<{ areaCode: string | null; profile: GovernanceProfile | null }> {
  const { areaCode } = handling;
  return { areaCode, profile: areaCode === null ? null : profileOf(directory, handling) };
}

/** The area of a located matter. Throws STATE_FORBIDS while it waits on the district's desk. */
export function areaOf(handling: Handling): string {
  if (handling.areaCode === null)
    throw new DomainError('STATE_FORBIDS', 'not located yet: relocate it first');
  return handling.areaCode;
}
