import { visibleAppeals } from '@weisu/appeal-access';
import { DomainError, type GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { requireOtherSide } from '../duty/require-duty.js';
import { maySeeWhistle } from './visibility.js';
import { mayLead, type Whistle } from './whistle.js';
import { lockWhistle } from './whistle.store.js';

/** The version of the profile that the whistle was blown by. */
export function profileOfWhistle(directory: Directory, whistle: Whistle): GovernanceProfile {
  const profile = directory.profileVersion(whistle.profileKey, whistle.profileVersion);
  if (!profile) throw new DomainError('PROFILE_MISSING');
  return profile;
}

/** Throws FORBIDDEN unless the actor's unit blew the whistle or is its street's desk. */
export function requireLead(directory: Directory, whistle: Whistle, actor: Actor, now: Date): void {
  requireOtherSide(directory, actor, whistle.unitIds, now);
  if (!mayLead(directory, profileOfWhistle(directory, whistle), whistle, actor.unitId)) {
    throw new DomainError('FORBIDDEN', 'who blew the whistle, or the desk of its street');
  }
}

/** The whistle for an actor: locked, and NOT_FOUND when it is a neighbour's. */
export async function lockVisible(work: Work, actor: Actor, id: string): Promise<Whistle> {
  const whistle = await lockWhistle(work, id);
  await requireVisibleWhistle(work, actor, whistle);
  return whistle;
}

export async function requireVisibleWhistle(work: Work, actor: Actor, whistle: Whistle): Promise<void> {
  const visible = await visibleAppeals(work.manager, actor, whistle.appealIds);
  if (!maySeeWhistle(actor, whistle, visible)) throw new DomainError('NOT_FOUND');
}
